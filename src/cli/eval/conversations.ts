import type { Measured } from '../../evaluation/measure.ts'
import { playDialogue } from '../../evaluation/play-dialogue.ts'
import { DIALOGUE_SETS, readDialogues } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { ALL_COLUMNS, figuresIn, type Print, printTable } from './table.ts'

/** Follow-ups: the outcome of the last turn of each conversation. */
export async function printDialogues(folder: string, { answerer, corpus }: Product, print: Print): Promise<void> {
  print('## Conversations: their last turns')
  print()
  print(
    'Others wrote `dialogues`; its misses were looked at while follow-ups were mended, so its figures flatter. The writer of the code wrote `dialogues-own`, before that.',
  )
  const columns = ALL_COLUMNS.filter((column) => column !== 'nDCG@10' && column !== 'AUROC')
  for (const set of DIALOGUE_SETS) {
    const groups = new Map<string, Measured[]>()
    for (const dialogue of readDialogues(folder, set)) {
      const measured = await playDialogue(dialogue, answerer, corpus)
      for (const key of [dialogue.kind, 'all']) groups.set(key, [...(groups.get(key) ?? []), measured])
    }
    const rows = [...groups].map(([kind, group]) => [kind, group.length, ...figuresIn(columns, group)])
    print()
    printTable(print, [set, 'conversations', ...columns], rows)
  }
}
