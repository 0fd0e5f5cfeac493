import { join } from 'node:path'
import type { Answerer, Turn } from '../answering/answer.ts'
import { nextTurn } from '../answering/next-turn.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { LabelledQuestion } from './judge.ts'
import { type Measured, measure } from './measure.ts'
import { readJsonLines } from './read-json-lines.ts'

/** A conversation with labels for each turn, as in test/eval/dialogues.jsonl. */
export interface Dialogue {
  readonly id: string
  /** What the last turn does: narrowing, other-side, more, new-subject, off-topic. */
  readonly kind: string
  readonly turns: readonly Pick<LabelledQuestion, 'question' | 'gold'>[]
}

/** @param folder test/eval. */
export function readDialogues(folder: string): Dialogue[] {
  return readJsonLines(join(folder, 'dialogues.jsonl'))
}

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
    measured = measure({ id, question, lang: 'nl', style: kind, gold }, corpus, {
      status: answer.outcome,
      confidence: answer.confidence,
      ranked: answer.ranked.map(({ passage }) => passage.id),
      quoted: answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id),
    })
  }
  if (!measured) throw new Error(`The dialogue ${id} has no turns.`)
  return measured
}
