import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../corpus/read-text.ts'
import { NotSavedError } from './errors.ts'

/** What a user says is wrong with a quote. */
export const REPORT_KINDS = ['passage', 'speaker', 'no-answer', 'other'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

const reportSchema = z.strictObject({
  version: z.literal(1),
  passages: z.array(z.string().regex(/^[a-z2-7]{8}$/)).min(1),
  kind: z.enum(REPORT_KINDS),
  question: z.string().nullable(),
})

/** Everything that is stored of a report: no name, no chat, no time. */
export interface Report {
  /** Ids of the passages that the message showed. */
  readonly passages: readonly string[]
  readonly kind: ReportKind
  /** Only if the user who asked it has seen it and agreed. */
  readonly question: string | null
}

/** Where reports go. */
export interface Reports {
  /** @throws NotSavedError */
  add(report: Report): Promise<void>
  /** Whether somebody may report once more today; default: counted in the memory of this process. */
  readonly mayAdd?: (user: number) => Promise<boolean>
  /** Whether the question may be kept with it, if whoever asked it agrees; default: true. */
  readonly keepsQuestions?: boolean
}

/** Reports for the operator, who works through them. */
export interface ReportBox {
  /** What there is; `damaged` lines are no reports. */
  all(): Promise<{ readonly reports: readonly Report[]; readonly damaged: number }>
  /** @param report one of `all`. */
  remove(report: Report): Promise<void>
}

/**
 * Appends reports to a JSON Lines file that only its owner can read. What a full disk left of a line is taken back, or ended, so
 * that it doesn't spoil the next.
 */
export function fileReports(file: string): Reports {
  return {
    async add({ passages, kind, question }) {
      const line = `${JSON.stringify({ version: 1, passages, kind, question })}\n`
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        const opened = await open(file, 'a+', 0o600)
        try {
          const { size } = await opened.stat()
          const last = size > 0 ? (await opened.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n'
          await opened.appendFile(last === '\n' ? line : `\n${line}`).catch(async (error) => {
            await opened.truncate(size)
            throw error
          })
        } finally {
          await opened.close()
        }
      } catch (error) {
        throw new NotSavedError(dirname(file), error)
      }
    },
  }
}

/** A report, and where its line lies in the file, in bytes without its end. */
export interface KeptReport extends Report {
  readonly start: number
  readonly length: number
}

/** Parses reports written by `fileReports`; counts the lines that are none, which a full disk may have left. */
export function parseReports(content: Buffer): { readonly reports: KeptReport[]; readonly damaged: number } {
  const reports: KeptReport[] = []
  let damaged = 0
  for (let start = 0; start < content.length; ) {
    const newline = content.indexOf('\n', start)
    const end = newline < 0 ? content.length : newline
    const line = content.toString('utf8', start, end)
    const { data } = reportSchema.safeParse(parseJson(line))
    if (data) {
      const { passages, kind, question } = data
      reports.push({ passages, kind, question, start, length: end - start })
    } else if (line.trim() !== '') damaged++
    start = end + 1
  }
  return { reports, damaged }
}

/** The reports in a file that `fileReports` writes. */
export function fileReportBox(file: string): ReportBox {
  return {
    all: async () => parseReports(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
    remove: async (report) => removeReport(file, report as KeptReport),
  }
}

/**
 * Removes a report by writing spaces over it: the bot may be adding another one, and the file stays as it is to its owner.
 */
export function removeReport(file: string, { start, length }: KeptReport): void {
  const opened = openSync(file, 'r+')
  try {
    writeSync(opened, Buffer.alloc(length, ' '), 0, length, start)
  } finally {
    closeSync(opened)
  }
}
