import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { saving } from './saving.ts'

/** What somebody says is wrong with a quote. */
export const REPORT_KINDS = ['passage', 'speaker', 'no-answer', 'other'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

const reportSchema = z.strictObject({
  version: z.literal(1),
  passages: z.array(z.string().regex(/^[a-z2-7]{8}$/)).min(1),
  kind: z.enum(REPORT_KINDS),
  question: z.string().nullable(),
})

/** All that is kept of a report: no name, no chat, no time. */
export interface Report {
  /** Ids of the passages that the message showed. */
  readonly passages: readonly string[]
  readonly kind: ReportKind
  /** Only when whoever asked it agreed, having seen it. */
  readonly question: string | null
}

/** Where reports go. */
export interface Reports {
  add(report: Report): Promise<void>
}

/** Reports as lines of JSON in a file that only its owner can read. Each is one write, so that none is ever half there. */
export function fileReports(file: string): Reports {
  return {
    async add({ passages, kind, question }) {
      const line = `${JSON.stringify({ version: 1, passages, kind, question })}\n`
      await saving(dirname(file), async () => {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await appendFile(file, line, { mode: 0o600 })
      })
    },
  }
}

/**
 * Reads reports as `fileReports` writes them.
 * @throws Error naming the line that is none.
 */
export function parseReports(text: string, file: string): Report[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const { success, data } = reportSchema.safeParse(parseJson(line))
    if (!success) throw new Error(`${file}:${index + 1} is no report: correct it, or remove the line.`)
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
