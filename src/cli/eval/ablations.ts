import { readConfig } from '../../config/config.ts'
import type { Measured } from '../../evaluation/measure.ts'
import { openProduct, type Product } from '../../product.ts'
import { FEATURES } from '../../retrieval/features.ts'
import type { View } from '../../retrieval/views.ts'
import type { Weights } from '../../retrieval/weights.ts'
import { answered, measureAll } from './ask-all.ts'
import { PARTS, type Part } from './parts.ts'
import { ALL_COLUMNS, figuresIn, type Print, printTable } from './table.ts'

const FEATURES_OF: Readonly<Record<Exclude<Part, 'questions'>, RegExp>> = {
  maxsim: /^(maxsim|offTopicMaxsim)/,
  bm25: /^words(Own|Questions)/,
  centroid: /^centroid/,
}

/** What each part of retrieval is worth, on all sets together, with the same weights for the rest. */
export async function printAblations(whole: readonly Measured[], print: Print): Promise<void> {
  print('## Without a part, all sets together')
  print()
  const questions = whole.map(({ question }) => question)
  const rows = [['nothing', ...figuresIn(ALL_COLUMNS, whole)]]
  for (const part of PARTS) {
    const product = await openWithout(part)
    const measured = await measureAll(questions, product, (question) => answered(product, question))
    rows.push([part, ...figuresIn(ALL_COLUMNS, measured)])
  }
  printTable(print, ['without', ...ALL_COLUMNS], rows)
}

/** The product without a part: a network gets the mean of its features, or the example questions are not in the index. */
export function openWithout(part: Part): Promise<Product> {
  const listener = { onNotice: (line: string) => process.stderr.write(`${line}\n`), onProgress: () => {} }
  if (part === 'questions') {
    const hide = ({ kind }: View) => kind === 'question'
    return openProduct(readConfig(), listener, { changeWeights: (weights) => weights, hide })
  }
  const isLeftOut = FEATURES.map((name) => FEATURES_OF[part].test(name))
  const changeWeights = (weights: Weights): Weights => ({
    ...weights,
    network: {
      ...weights.network,
      members: weights.network.members.map((member) => ({
        ...member,
        weights: member.weights.map((row) => row.map((weight, at) => (isLeftOut[at] ? 0 : weight))),
      })),
    },
  })
  return openProduct(readConfig(), listener, { changeWeights, hide: null })
}
