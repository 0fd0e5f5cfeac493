/** Lists what people reported as wrong, and turns a report into an example question or a question without an answer. */
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type Config, readConfig } from '../config/config.ts'
import { type Corpus, loadCorpus } from '../corpus/load-corpus.ts'
import { parseReports, type Report } from '../telegram/reports.ts'
import { addExample, addOffTopic } from './add-question.ts'
import { run } from './run-command.ts'

interface Options {
  readonly example?: number
  readonly offTopic?: number
  readonly remove?: number
  readonly passage?: string
  readonly question?: string
}

const KINDS: Readonly<Record<Report['kind'], string>> = {
  passage: 'wrong passage',
  speaker: 'wrong speaker',
  'no-answer': 'should not be an answer',
  other: 'something else',
}

const program = new Command('reports')
  .description(
    'List the reports of wrong quotes, or make a question of one. A report that became a question is removed.',
  )
  .option('--example <number>', 'add the question of this report to the example questions of --passage', number)
  .option('--off-topic <number>', 'add the question of this report to those that the sources do not answer', number)
  .option('--remove <number>', 'remove this report', number)
  .option('--passage <id>', 'the passage that does answer the question')
  .option('--question <text>', 'other words for the question, or the question when the report has none')
  .addHelpText(
    'after',
    `
Examples:
  npm run --silent reports
  npm run --silent reports -- --example 2 --passage ihd5fxqo
  npm run --silent reports -- --off-topic 3 --question "Wat kost een rolstoel?"

Then run "npm run check-corpus" and "npm run tune".`,
  )
  .configureOutput({ outputError: (message, write) => write(message) })

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  const config = readConfig()
  const file = join(config.settingsFolder, 'reports.jsonl')
  const reports = existsSync(file) ? parseReports(readFileSync(file, 'utf8'), file) : []
  const { example, offTopic, remove } = options
  const chosen = example ?? offTopic ?? remove
  if (chosen === undefined) return list(reports, loadCorpus(config.corpusFolder))
  const report = reports[chosen - 1]
  if (!report) throw new Error(`There is no report ${chosen}: there are ${reports.length}. List them without options.`)
  if (example !== undefined) makeExample(report, options, config)
  else if (offTopic !== undefined) makeOffTopic(report, options, config)
  // Read anew: the bot may have added one meanwhile. New ones come last, so the numbers are the same.
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  replaceFile(
    file,
    lines
      .filter((_, index) => index !== chosen - 1)
      .map((line) => `${line}\n`)
      .join(''),
  )
  process.stdout.write(`Report ${chosen} is removed.\n`)
})

function list(reports: readonly Report[], corpus: Corpus): void {
  if (reports.length === 0) process.stdout.write('There are no reports.\n')
  for (const [index, { passages, kind, question }] of reports.entries()) {
    const shown = passages.map((id) => {
      const passage = corpus.passage(id)
      return `   ${id}  ${passage ? `${passage.documentId}, ${passage.speaker.name}: ${beginning(passage.text)}` : 'no longer in the corpus'}`
    })
    process.stdout.write(
      `${[`${index + 1}. ${KINDS[kind]}`, ...shown, `   question: ${question ?? '(not kept)'}`].join('\n')}\n`,
    )
  }
}

function makeExample(report: Report, { passage: id, ...options }: Options, config: Config): void {
  const question = questionOf(report, options)
  if (!id) throw new Error('Which passage answers it? Name it with --passage; the ids are in the questions.yaml files.')
  const passage = loadCorpus(config.corpusFolder).passage(id)
  if (!passage) throw new Error(`No passage has the id "${id}".`)
  const file = join(config.corpusFolder, passage.documentId, 'questions.yaml')
  const changed = addExample(readFileSync(file, 'utf8'), id, question)
  if (changed === null) throw new Error(`${relative(process.cwd(), file)} has no entry for ${id}: add one first.`)
  replaceFile(file, changed)
  process.stdout.write(`"${question}" is now an example question of ${id}, in ${relative(process.cwd(), file)}.\n`)
}

function makeOffTopic(report: Report, options: Options, config: Config): void {
  const question = questionOf(report, options)
  const file = join(config.corpusFolder, 'offtopic.yaml')
  replaceFile(file, addOffTopic(readFileSync(file, 'utf8'), question))
  process.stdout.write(`"${question}" is now a question without an answer, in ${relative(process.cwd(), file)}.\n`)
}

function questionOf(report: Report, { question }: Options): string {
  const words = (question ?? report.question ?? '').trim()
  if (words === '') throw new Error('This report has no question: give one with --question.')
  return words
}

/** Replaces a file at once: a crash leaves the old one or the new one. */
function replaceFile(file: string, text: string): void {
  const mode = existsSync(file) ? statSync(file).mode : 0o600
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}

function beginning(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

function number(value: string): number {
  const parsed = Number(value)
  if (Number.isInteger(parsed) && parsed > 0) return parsed
  throw new InvalidArgumentError('expected the number of a report: 1, 2, 3 …')
}
