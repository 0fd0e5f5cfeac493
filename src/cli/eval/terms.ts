import { readDeclinedCases, readTermCases } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { type Print, printTable, share } from './table.ts'

/** Whether a passage that says something of a term comes first, and whether a no helps. */
export async function printTerms(folder: string, { answerer }: Product, print: Print): Promise<void> {
  print('## What is it, and a no that helps')
  print()
  print(
    'Questions after what a term is, and messages that the sources do not answer, both by another hand. Every miss of a first run was looked at, so the figures flatter.',
  )
  print()
  const terms = readTermCases(folder)
  const rows: (string | number)[][] = []
  for (const kind of ['defined', 'spelt-out', 'used', 'absent'] as const) {
    const cases = terms.filter((one) => one.kind === kind)
    const firsts: (number | null)[] = []
    for (const { question, gold } of cases) {
      const answer = await answerer.answer(question)
      firsts.push(answer.outcome === 'no_answer' ? null : (gold[answer.quotes[0]!.passage.id] ?? 0))
    }
    const of = (counted: (grade: number | null) => boolean) => share(firsts.filter(counted).length / cases.length)
    rows.push([
      kind,
      cases.length,
      of((grade) => grade === null),
      of((grade) => grade === 0),
      of((grade) => grade !== null && grade > 0),
    ])
  }
  printTable(print, ['the texts', 'questions', 'no answer', 'says nothing of it first', 'says something first'], rows)
  print()
  const declined = readDeclinedCases(folder)
  const asked = await Promise.all(
    declined.map(async ({ question, topic }) => ({ isTalk: topic === null, answer: await answerer.answer(question) })),
  )
  const groups = [true, false].map((isTalk) => {
    const group = asked.flatMap((one) => (one.isTalk === isTalk ? [one.answer] : []))
    const nothing = group.filter((answer) => answer.outcome === 'no_answer')
    const of = (counted: (answer: (typeof nothing)[number]) => boolean) =>
      share(nothing.filter(counted).length / group.length)
    return [
      isTalk ? 'small talk' : 'questions',
      group.length,
      of(() => true),
      of(({ topic }) => topic !== null),
      of(({ signpost }) => signpost !== null),
    ]
  })
  printTable(print, ['not in the sources', 'messages', 'declined', 'topic told', 'signpost'], groups)
}
