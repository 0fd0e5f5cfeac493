import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
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
  add(report: Report): Promise<void>
}

/** Appends reports to a JSON Lines file that only its owner can read. Each is a single write, so none is ever incomplete. */
export function fileReports(file: string): Reports {
  return {
    async add({ passages, kind, question }) {
      const line = `${JSON.stringify({ version: 1, passages, kind, question })}\n`
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await appendFile(file, line, { mode: 0o600 })
      } catch (error) {
        throw new NotSavedError(dirname(file), error)
      }
    },
  }
}

/**
 * Parses reports written by `fileReports`.
 * @throws Error naming the invalid line.
 */
export function parseReports(text: string, file: string): Report[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const { success, data } = reportSchema.safeParse(parseJson(line))
    if (!success) throw new Error(`${file}:${index + 1} is not a valid report: correct or remove the line.`)
    const { passages, kind, question } = data
    return [{ passages, kind, question }]
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
