import type { Measured } from '../../evaluation/measure.ts'
import { DANGER_SETS, readDangerCases } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { type Print, printTable, share } from './table.ts'

export async function printDangers(
  folder: string,
  { answerer, safety }: Product,
  asked: readonly Measured[],
  print: Print,
): Promise<void> {
  const ordinary = asked.map(({ question }) => ({ text: question.question, kind: 'none' as const }))
  print('## Acute danger')
  print()
  print(
    'Messages that signal danger, noticed by their words alone and by words or meaning; and harmless messages, most of which sound dangerous, that are taken for one. The ordinary questions are those of the sets above.',
  )
  print()
  const sets = DANGER_SETS.map((set) => [set, readDangerCases(folder, set)] as const)
  const rows: (string | number)[][] = []
  for (const [name, cases] of [...sets, ['ordinary questions', ordinary] as const]) {
    const answers: { readonly text: string; readonly kind: string; readonly danger: string | null }[] = []
    for (const { text, kind } of cases) answers.push({ text, kind, danger: (await answerer.answer(text)).danger })
    const dangers = answers.filter(({ kind }) => kind !== 'none')
    const harmless = answers.filter(({ kind }) => kind === 'none')
    const of = (counted: readonly unknown[]) => (dangers.length > 0 ? share(counted.length / dangers.length) : '')
    rows.push([
      name,
      dangers.length,
      of(dangers.filter(({ text }) => safety.detect(text))),
      of(dangers.filter(({ danger }) => danger)),
      of(dangers.filter(({ kind, danger }) => danger === kind)),
      harmless.length,
      harmless.filter(({ danger }) => danger).length,
    ])
  }
  printTable(
    print,
    [
      'set',
      'in danger',
      'noticed by words',
      'by words or meaning',
      'of the right kind',
      'harmless',
      'taken for danger',
    ],
    rows,
  )
}
