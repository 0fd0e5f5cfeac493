import { readVoiceCases, VOICE_SETS } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { type Print, printTable, share } from './table.ts'

/** Whether a voice that is asked for comes first where it speaks, and is said to be silent or unknown where it doesn't. */
export async function printVoices(folder: string, { answerer }: Product, print: Print): Promise<void> {
  print('## Voices')
  print()
  print(
    'Messages that ask for the view of somebody who speaks, is reported, is silent on the subject or is in no source; and some that only name somebody. Another hand wrote `voices`, of which 56 of 70 were recognised before its misses were looked at, so its figures flatter. `voices-own` was written while the code was.',
  )
  print()
  const rows: (string | number)[][] = []
  for (const set of VOICE_SETS) {
    const cases = readVoiceCases(folder, set)
    const judged: { readonly kind: string; readonly speaks: boolean | null; readonly marks: readonly boolean[] }[] = []
    for (const { question, voice, kind, speaks, gold } of cases) {
      const answer = await answerer.answer(question)
      const isIt = (name: string, other: string) => name === voice || (kind === 'unknown' && other === 'unknown')
      const one = answer.asked.find((asked) => isIt(asked.voice.name, asked.voice.kind))
      const first = answer.outcome === 'no_answer' ? undefined : answer.quotes[0]?.passage.id
      const isFirst = first !== undefined && (one?.voice.passages?.has(first) ?? (gold[first] ?? 0) >= 2)
      const isRefused = first === undefined || one?.speaks === false
      const isAsIf = first !== undefined && one?.speaks !== false
      judged.push({ kind, speaks, marks: [one !== undefined, isRefused, isFirst, isAsIf, answer.asked.length > 0] })
    }
    const of = (group: typeof judged, mark: number) =>
      share(group.length > 0 ? group.filter(({ marks }) => marks[mark]).length / group.length : null)
    const asking = judged.filter(({ kind }) => kind !== 'none')
    const [speaking, others] = [true, false].map((speaks) => asking.filter((one) => one.speaks === speaks)) as [
      typeof judged,
      typeof judged,
    ]
    const named = judged.filter(({ kind }) => kind === 'none')
    rows.push([set, asking.length, of(asking, 0), of(speaking, 1), of(speaking, 2), of(others, 3), of(named, 4)])
  }
  printTable(
    print,
    [
      'set',
      'ask for a voice',
      'recognised',
      'speaking, refused',
      'speaking, comes first',
      'silent or unknown, answered as if it spoke',
      'only named, taken for asked',
    ],
    rows,
  )
}
