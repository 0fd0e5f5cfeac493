import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../corpus/read-text.ts'
import { REPORT_KINDS, type Report, type ReportBox } from '../telegram/reports.ts'

/** A report of a user, with a name by which a form calls it. */
export interface NamedReport {
  readonly key: string
  readonly report: Report
}

/** Reads what users agreed to keep; counts the lines that are no reports. */
export async function readReports(box: ReportBox): Promise<{ reports: NamedReport[]; damaged: number }> {
  const { reports, damaged } = await box.all()
  const seen = new Map<string, number>()
  const named = reports.map((report) => {
    const { passages, kind, question } = report
    const hash = createHash('sha256')
      .update(JSON.stringify([passages, kind, question]))
      .digest('hex')
      .slice(0, 16)
    const count = seen.get(hash) ?? 0
    seen.set(hash, count + 1)
    // Of two that say the same, it doesn't matter which is which.
    return { key: count === 0 ? hash : `${hash}-${count}`, report }
  })
  return { reports: named, damaged }
}

const answerSchema = z.strictObject({
  passages: z.array(z.string()),
  kind: z.enum(REPORT_KINDS),
  who: z.string(),
  why: z.string(),
  /** A day. */
  at: z.string(),
})

/** An editor's judgement that what somebody reported is no fault. It has nothing that the user wrote. */
export type ReportAnswer = z.infer<typeof answerSchema>

const answersFile = (settingsFolder: string) => join(settingsFolder, 'answered-reports.jsonl')

/** Notes that a report is no fault, and why, for whoever reads the next one on the same passages. */
export function noteAnswer(
  settingsFolder: string,
  { passages, kind }: Report,
  given: Pick<ReportAnswer, 'who' | 'why' | 'at'>,
): void {
  const answer: ReportAnswer = { passages: [...passages], kind, ...given }
  mkdirSync(settingsFolder, { recursive: true, mode: 0o700 })
  // What a full disk left of the line before ends with it.
  appendFileSync(answersFile(settingsFolder), `\n${JSON.stringify(answer)}\n`, { mode: 0o600 })
}

/** What editors answered to reports of the same kind on one of the same passages, the last first. */
export function answersLike(settingsFolder: string, { passages, kind }: Report): ReportAnswer[] {
  const file = answersFile(settingsFolder)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => answerSchema.safeParse(parseJson(line)).data ?? [])
    .filter((one) => one.kind === kind && one.passages.some((id) => passages.includes(id)))
    .reverse()
}
