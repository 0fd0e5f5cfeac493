import pino, { type Logger } from 'pino'
import { escapeControls, showControls } from '../corpus/control-characters.ts'

export interface LogOptions {
  readonly level: string
  /** Removed from every line. */
  readonly secrets: readonly string[]
  /** Destination; default: standard output. */
  readonly out?: { readonly isTTY?: boolean; write(text: string): unknown }
}

/** Anything that looks like a bot token. */
const TOKEN = /(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}/g

/** Creates the log: one JSON object per line, or short readable lines in a terminal. Secrets are removed from every line. */
export function createLog({ level, secrets, out = process.stdout }: LogOptions): Logger {
  const strip = (line: string) =>
    secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line).replaceAll(TOKEN, '[secret]')
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => out.write(strip(out.isTTY ? readable(line) : escapeControls(line))) },
  )
}

function readable(line: string): string {
  const { time, level, msg = '', ...fields } = JSON.parse(line) as Record<string, unknown>
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${showControls([String(time).slice(11, 19), ...(level === 'info' ? [] : [level]), msg, ...rest].join(' '))}\n`
}
