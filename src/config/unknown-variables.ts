import { distance } from 'fastest-levenshtein'
import { type SettingName, schema } from './schema.ts'

const NAMES = Object.keys(schema.shape) as SettingName[]
/** First words of our names that hardly any other program uses. */
const PREFIXES = [
  'BOT_',
  'WEBHOOK_',
  'EMBEDDING_',
  'CORPUS_',
  'INDEX_FOLDER',
  'MONITOR_',
  'LIMIT_PER_',
  'TELEGRAM_API_',
]
/** Letters that may differ between a slip and what was meant. */
const SLIPS = 2

/** A variable that means nothing to us, although it looks as if it should. */
export interface Unknown {
  readonly name: string
  /** The setting that may have been meant. */
  readonly meant: SettingName | null
}

/** Variables that are no settings but look like one: slips of the pen, and names that begin like ours. */
export function unknownVariables(names: readonly string[]): Unknown[] {
  return names
    .filter((name) => !NAMES.includes(name as SettingName))
    .map((name) => ({ name, meant: NAMES.find((known) => distance(bare(name), bare(known)) <= SLIPS) ?? null }))
    .filter(({ name, meant }) => meant !== null || PREFIXES.some((prefix) => name.startsWith(prefix)))
}

function bare(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z]/g, '')
}
