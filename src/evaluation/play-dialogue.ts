import type { Answerer, Turn } from '../answering/answer.ts'
import { nextTurn } from '../answering/next-turn.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { type Measured, measure, outcomeOf } from './measure.ts'
import type { Dialogue } from './sets.ts'

/** Plays a dialogue and measures its last turn. */
export async function playDialogue(
  { id, kind, turns }: Dialogue,
  answerer: Answerer,
  corpus: Corpus,
): Promise<Measured> {
  let previous: Turn | null = null
  let measured: Measured | null = null
  for (const { question, gold } of turns) {
    const answer = await answerer.answer(question, previous)
    previous = nextTurn(question, answer, previous)
    measured = measure({ id, question, lang: 'nl', style: kind, gold }, corpus, outcomeOf(answer))
  }
  if (!measured) throw new Error(`The dialogue ${id} has no turns.`)
  return measured
}
