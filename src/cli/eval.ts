import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PATHS, PROJECT_FOLDER, readConfig } from '../config/config.ts'
import { loadJudgedMessages, MEASURED_FILE } from '../corpus/judged-messages.ts'
import type { LabelledQuestion } from '../evaluation/judge.ts'
import type { Measured } from '../evaluation/measure.ts'
import {
  EVALUATION_SETS,
  type EvaluationSet,
  judgedQuestions,
  readLabelledFile,
  readLabelledQuestions,
} from '../evaluation/sets.ts'
import { openWithout, printAblations } from './eval/ablations.ts'
import { answered, measureAll } from './eval/ask-all.ts'
import { baselinesOf } from './eval/baselines.ts'
import { printDialogues } from './eval/conversations.ts'
import { printDangers } from './eval/dangers.ts'
import { printPairs } from './eval/pairs.ts'
import type { Part } from './eval/parts.ts'
import { printMisses, printQuestions } from './eval/questions.ts'
import { printSides } from './eval/sides.ts'
import { printSources } from './eval/sources.ts'
import { printTerms } from './eval/terms.ts'
import { printVoices } from './eval/voices.ts'
import { openWithProgress } from './run.ts'

const NEW_SOURCES_FOLDER = join(PATHS.evaluation, 'new-sources')

/**
 * Measures answers on the labelled questions of test/eval, and writes docs/evaluation.md unless a part is left out or another
 * set is named.
 * @throws Error naming the line of a set that can't be read.
 */
export async function evaluate({
  without,
  set,
  misses,
}: {
  readonly without?: Part
  readonly set?: string
  readonly misses?: boolean
}): Promise<void> {
  const named = set === undefined ? null : readLabelledFile(set)
  const config = readConfig()
  const product = without ? await openWithout(without) : await openWithProgress(config)
  const messages = loadJudgedMessages(config.corpusFolder, product.corpus, undefined, MEASURED_FILE)
  const judged = messages.length > 0 ? [['desk', judgedQuestions(messages)] as const] : []
  const lines: string[] = []
  const print = (line = '') => {
    lines.push(line)
    process.stdout.write(`${line}\n`)
  }
  print('# Evaluation')
  print()
  print(
    `\`npm run eval\`${without ? ` without ${without}` : ''}${set ? ` on ${set}` : ''}. The sets \`strangers-a\` and \`strangers-b\` were written from the texts alone, without a look at any other question. The set \`dev-real\` retells messages that people posted in public; nearly all that the sources don't answer come near to it. Most of the set \`retold\`, by another hand, does the same. The set \`messages\` was written in people's manner by six hands and judged against all passages by others.${judged.length > 0 ? ' The set `desk` is what users reported and agreed to keep, and what editors typed in, judged at the desk against the ten passages that come nearest.' : ''} No set is learned from: weights come from the example questions and the judged messages. Some numbers, such as how many candidates are compared and from which probability something is shown, were chosen with a look at all sets, so the figures flatter a little, those of \`dev-real\` most. Intervals: bootstrap, 95 %.`,
  )
  const isWhole = !without && !named
  const baselines = isWhole ? await baselinesOf(product) : null
  const all: Measured[] = []
  const sets = named
    ? [[set!, named] as const]
    : [...EVALUATION_SETS.map((name) => [name, readQuestions(name)] as const), ...judged]
  for (const [name, questions] of sets) {
    const measured = await measureAll(questions, product, (question) => answered(product, question))
    all.push(...measured)
    print()
    await printQuestions(name, measured, product, baselines, print)
  }
  if (isWhole) {
    print()
    await printDialogues(PATHS.evaluation, product, print)
    print()
    await printSides(PATHS.evaluation, product, print)
    print()
    await printVoices(PATHS.evaluation, product, print)
    print()
    await printTerms(PATHS.evaluation, product, print)
    print()
    await printPairs(PATHS.evaluation, product, print)
    print()
    await printDangers(PATHS.evaluation, product, all, print)
    print()
    await printAblations(all, print)
    print()
    await printSources(NEW_SOURCES_FOLDER, all, print)
  }
  print()
  print('## Misses')
  print()
  printMisses(all, product, !isWhole || misses ? print : (line) => lines.push(line ?? ''))
  if (!isWhole) return
  mkdirSync(join(PROJECT_FOLDER, 'docs'), { recursive: true })
  writeFileSync(join(PROJECT_FOLDER, 'docs', 'evaluation.md'), `${lines.join('\n')}\n`)
  process.stdout.write('Written: docs/evaluation.md\n')
}

function readQuestions(set: EvaluationSet): LabelledQuestion[] {
  const questions = readLabelledQuestions(PATHS.evaluation, set)
  if (!questions) throw new Error(`There is no test/eval/${set}.jsonl to measure with. Restore it from the repository.`)
  return questions
}
