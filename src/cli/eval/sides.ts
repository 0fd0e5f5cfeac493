import { readSidesCases, SIDES_SETS } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { type Print, printTable, share } from './table.ts'

/** Whether both sides of a dispute are shown, and no other side where only one speaks. */
export async function printSides(folder: string, { answerer }: Product, print: Print): Promise<void> {
  print('## Both sides')
  print()
  print(
    'Questions in dispute, of which both publishers have to be shown, and questions on which one speaks. Another hand wrote `disputes`; fourteen of its misses were looked at before messages in dispute were added, so its figures flatter. The other set was written while the code was.',
  )
  print()
  const rows: (string | number)[][] = []
  for (const set of SIDES_SETS) {
    const shown: { readonly kind: string; readonly isRight: boolean; readonly isFalse: boolean }[] = []
    const cases = readSidesCases(folder, set)
    for (const { question, kind, expect } of cases) {
      const answer = await answerer.answer(question)
      if (answer.outcome === 'no_answer') continue
      const expected = (id: string) => expect.some((beginning) => id.startsWith(beginning))
      const quoted = answer.quotes.map(({ document }) => document.id)
      const isRight =
        kind === 'dispute'
          ? expect.every((beginning) => quoted.some((id) => id.startsWith(beginning)))
          : quoted.every(expected)
      const isFalse = answer.sources.some(({ id, speaks }) => speaks !== null && speaks !== expected(id))
      shown.push({ kind, isRight, isFalse })
    }
    for (const kind of ['dispute', 'one-side']) {
      const group = shown.filter((one) => one.kind === kind)
      const of = (counted: (one: (typeof shown)[number]) => boolean) =>
        share(group.length > 0 ? group.filter(counted).length / group.length : null)
      rows.push([
        `${set}: ${kind}`,
        cases.filter((one) => one.kind === kind).length,
        group.length,
        of(({ isRight }) => isRight),
        of(({ isFalse }) => isFalse),
      ])
    }
  }
  printTable(
    print,
    ['set', 'questions', 'answered or related', 'the right sides shown', 'a false claim of a source'],
    rows,
  )
}
