import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { type Config, readConfig } from '../config/config.ts'
import { showControls } from '../corpus/control-characters.ts'
import { type Corpus, loadCorpus } from '../corpus/load-corpus.ts'
import { addExample, addOffTopic } from '../desk/add-question.ts'
import { answersLike, noteAnswer } from '../desk/kept-reports.ts'
import { reportBoxOf } from '../keeping/open-keeping.ts'
import type { Report } from '../telegram/reports.ts'

export interface ReportsOptions {
  readonly example?: number
  readonly offTopic?: number
  readonly remove?: number
  readonly notAFault?: number
  readonly passage?: string
  readonly question?: string
  readonly who?: string
  readonly why?: string
}

const KINDS: Readonly<Record<Report['kind'], string>> = {
  passage: 'wrong passage',
  speaker: 'wrong speaker',
  'no-answer': 'should not be an answer',
  other: 'something else',
}

/**
 * Lists what users reported as wrong, turns a report into an example question or a question without an answer, answers that it is no
 * fault, or removes it.
 * @throws Error when there is no such report or passage, or something isn't said that is needed.
 */
export async function reports(options: ReportsOptions): Promise<void> {
  const config = readConfig()
  const box = reportBoxOf(config)
  const { reports: kept, damaged } = await box.all()
  if (damaged > 0) process.stderr.write(`${damaged} lines in SETTINGS_FOLDER are no reports, and left out.\n`)
  const { example, offTopic, remove, notAFault } = options
  const chosen = example ?? offTopic ?? remove ?? notAFault
  if (chosen === undefined) return list(kept, loadCorpus(config.corpusFolder), config.settingsFolder)
  const report = kept[chosen - 1]
  if (!report) throw new Error(`There is no report ${chosen}: there are ${kept.length}. List them without options.`)
  if (example !== undefined) makeExample(report, options, config)
  else if (offTopic !== undefined) makeOffTopic(report, options, config)
  else if (notAFault !== undefined) answer(report, options, config)
  await box.remove(report)
  process.stdout.write(`Report ${chosen} is removed.\n`)
}

function list(reports: readonly Report[], corpus: Corpus, settingsFolder: string): void {
  if (reports.length === 0) process.stdout.write('There are no reports.\n')
  for (const [index, report] of reports.entries()) {
    const { passages, kind, question } = report
    const shown = passages.map((id) => {
      const passage = corpus.passage(id)
      return `   ${id}  ${passage ? `${passage.documentId}, ${passage.speaker.name}: ${beginning(passage.text)}` : 'no longer in the corpus'}`
    })
    const before = answersLike(settingsFolder, report).map(
      ({ who, why, at }) => `   found right before by ${showControls(who)} on ${at}: ${showControls(why)}`,
    )
    const asked = `   question: ${question === null ? '(not kept)' : showControls(question)}`
    process.stdout.write(`${[`${index + 1}. ${KINDS[kind]}`, ...shown, asked, ...before].join('\n')}\n`)
  }
}

function makeExample(report: Report, { passage: id, ...options }: ReportsOptions, config: Config): void {
  const question = questionOf(report, options)
  if (!id) throw new Error('Which passage answers it? Name it with --passage; the ids are in the questions.yaml files.')
  const passage = loadCorpus(config.corpusFolder).passage(id)
  if (!passage) throw new Error(`No passage has the id "${id}".`)
  const file = join(config.corpusFolder, passage.documentId, 'questions.yaml')
  writeFileAtomic.sync(file, addExample(readFileSync(file, 'utf8'), passage, question))
  process.stdout.write(`"${question}" is now an example question of ${id}, in ${relative(process.cwd(), file)}.\n`)
}

function makeOffTopic(report: Report, options: ReportsOptions, config: Config): void {
  const question = questionOf(report, options)
  const file = join(config.corpusFolder, 'offtopic.yaml')
  writeFileAtomic.sync(file, addOffTopic(readFileSync(file, 'utf8'), question))
  process.stdout.write(`"${question}" is now a question without an answer, in ${relative(process.cwd(), file)}.\n`)
}

function answer(report: Report, { who, why }: ReportsOptions, { settingsFolder }: Config): void {
  if (!who || !why) throw new Error('Who found it right, and why? Say so with --who and --why.')
  noteAnswer(settingsFolder, report, { who, why, at: new Date().toISOString().slice(0, 10) })
}

function questionOf(report: Report, { question }: ReportsOptions): string {
  const words = showControls(question ?? report.question ?? '').trim()
  if (words === '') throw new Error('This report has no question: give one with --question.')
  return words
}

function beginning(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
