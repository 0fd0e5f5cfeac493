/** Asks one question and prints the answer; with --json, answers questions from standard input, one a line. */
import { Command, InvalidArgumentError } from 'commander'
import { LANGUAGES, type Language, loadWords } from '../i18n/words.ts'
import type { Product } from '../open-answerer.ts'
import { answerJson } from '../terminal/answer-json.ts'
import { explain, formatExplanation } from '../terminal/explain.ts'
import { formatAnswer } from '../terminal/format-answer.ts'
import { linesOf } from '../terminal/lines.ts'
import { screenOf } from '../terminal/screen.ts'
import { openForCommand, run } from './run-command.ts'

interface Options {
  readonly json: boolean
  readonly explain: boolean
  readonly limit: number
  readonly language: Language
}

const program = new Command('ask')
  .description('Ask a question; the answer is a quote from the sources, word for word.')
  .argument(
    '[question...]',
    'the question; without it, and with --json, questions are read from standard input, one a line',
  )
  .option('--json', 'print one JSON object for each question, in order', false)
  .option('--explain', 'show every signal of every candidate, its weight, and the decision', false)
  .option('--limit <number>', 'show at most this many quotes, 1 to 3', limit, 3)
  .option('--language <language>', 'language of everything but the quotes: nl or en', language, 'nl' as Language)
  .addHelpText(
    'after',
    `
Examples:
  npm run --silent ask -- "Is graded exercise therapie schadelijk?"
  npm run --silent ask -- --json < questions.txt

Exit status: 0 when it worked, whatever the answer; 1 when it failed, with a sentence on standard error.`,
  )
  .configureOutput({ outputError: (message, write) => write(message) })

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  const question = program.args.join(' ')
  if (question === '' && !options.json) {
    throw new Error('Ask something: npm run --silent ask -- "je vraag". See --help.')
  }
  const product = await openForCommand(undefined, options.language)
  if (question === '') await answerLines(product, options)
  else if (options.json) await printJson(product, question, options)
  else await print(product, question, options)
})

async function answerLines(product: Product, options: Options): Promise<void> {
  for await (const line of linesOf(process.stdin)) await printJson(product, line, options)
}

async function printJson(product: Product, question: string, options: Options): Promise<void> {
  const start = performance.now()
  const explained = await product.answerer.explain(question)
  const answer = answerJson(question, explained.answer, performance.now() - start)
  const shown = { ...answer, quotes: answer.quotes.slice(0, options.limit) }
  process.stdout.write(
    `${JSON.stringify(options.explain ? { ...shown, explanation: explain(explained, product) } : shown)}\n`,
  )
}

async function print(product: Product, question: string, options: Options): Promise<void> {
  const explained = await product.answerer.explain(question)
  const { answer } = explained
  const limited = answer.outcome === 'answered' ? { ...answer, quotes: answer.quotes.slice(0, options.limit) } : answer
  process.stdout.write(
    formatAnswer(limited, {
      words: loadWords()(options.language),
      screen: screenOf(process.stdout),
      documents: product.corpus.documents,
      dangerCard: (danger) => product.safety.card(danger, options.language),
    }),
  )
  const explanation = options.explain ? explain(explained, product) : null
  if (explanation) process.stdout.write(`\n${formatExplanation(explanation)}`)
}

function limit(value: string): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= 3) return number
  throw new InvalidArgumentError('expected 1, 2 or 3.')
}

function language(value: string): Language {
  const found = LANGUAGES.find((known) => known === value)
  if (found) return found
  throw new InvalidArgumentError('expected nl or en.')
}
