import { InvalidArgumentError } from 'commander'
import { languageOf } from '../answering/language.ts'
import { readConfig } from '../config/config.ts'
import { escapeControls } from '../corpus/control-characters.ts'
import { type Language, loadTranslations } from '../i18n/translations.ts'
import type { AnsweringProduct } from '../product.ts'
import { answerJson } from '../terminal/answer-json.ts'
import { capabilitiesOf } from '../terminal/capabilities.ts'
import { explain, formatExplanation } from '../terminal/explain.ts'
import { formatAnswer } from '../terminal/format-answer.ts'
import { linesOf } from '../terminal/lines.ts'
import { openAnswering } from './run.ts'

export interface AskOptions {
  readonly json?: boolean
  readonly explain?: boolean
  readonly limit: number
  /** Default: that of the question, and Dutch where its words don't tell. */
  readonly language?: Language
}

/**
 * Answers one question, or with --json the questions on standard input, one per line.
 * @param question empty: read standard input.
 * @throws InvalidArgumentError when it is empty, without --json.
 */
export async function ask(question: string, options: AskOptions): Promise<void> {
  if (question === '' && !options.json) {
    throw new InvalidArgumentError('Ask something: bronwijzer ask "je vraag". For all options: bronwijzer ask --help')
  }
  const config = readConfig()
  const product = await openAnswering(config, options.language)
  const context = { ...options, readerUrl: config.readerUrl }
  if (question === '') await answerLines(product, context)
  else if (options.json) await printJson(product, question, context)
  else await print(product, question, context)
}

interface AskContext extends AskOptions {
  readonly readerUrl: string | null
}

async function answerLines(product: AnsweringProduct, options: AskContext): Promise<void> {
  for await (const line of linesOf(process.stdin)) await printJson(product, line, options)
}

async function printJson(product: AnsweringProduct, question: string, options: AskContext): Promise<void> {
  const start = performance.now()
  const explained = await product.answerer.explain(question)
  const answer = answerJson(question, explained.answer, performance.now() - start, options.readerUrl)
  const shown = { ...answer, quotes: answer.quotes.slice(0, options.limit) }
  const json = JSON.stringify(options.explain ? { ...shown, explanation: explain(explained, product) } : shown)
  process.stdout.write(`${escapeControls(json)}\n`)
}

async function print(product: AnsweringProduct, question: string, options: AskContext): Promise<void> {
  const explained = await product.answerer.explain(question)
  const { answer } = explained
  const language = options.language ?? languageOf(question) ?? 'nl'
  const limited = answer.outcome === 'answered' ? { ...answer, quotes: answer.quotes.slice(0, options.limit) } : answer
  process.stdout.write(
    formatAnswer(limited, {
      t: loadTranslations()(language),
      terminal: capabilitiesOf(process.stdout),
      documents: product.corpus.documents,
      readerUrl: options.readerUrl,
      dangerCard: (danger, isSensed) => product.safety.card(danger, language, isSensed),
    }),
  )
  const explanation = options.explain ? explain(explained, product) : null
  if (explanation) process.stdout.write(`\n${formatExplanation(explanation)}`)
}
