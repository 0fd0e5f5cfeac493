import type { Translate } from '../i18n/translations.ts'
import type { Answer } from './answer.ts'

/** An answer for which nothing was found, without why, and without what the message itself tells. */
export const NOTHING_FOUND = {
  outcome: 'no_answer',
  confidence: 0,
  ranked: [],
  sources: [],
  nearest: [],
  topic: null,
  signpost: null,
  term: null,
  absent: null,
  asked: [],
  comforts: false,
  asksMore: false,
  asksOther: false,
  asksSource: false,
  seen: [],
  isSensed: false,
} as const

/** What is said when the sources don't answer a question. */
export interface NoAnswerLines {
  /** What was understood, and that nothing was found. */
  readonly opening: readonly string[]
  /** Where such questions belong; null when that isn't known. */
  readonly signpost: string | null
  /** Whether that is all: somebody who isn't believed has enough to read. */
  readonly isAll: boolean
}

export function noAnswerLines(
  { topic, signpost, comforts, absent, request, asked }: Extract<Answer, { outcome: 'no_answer' }>,
  t: Translate,
): NoAnswerLines {
  // What is said of such a request says whom to ask, too.
  const isTold = request === 'dose' || request === 'prescription' || request === 'diagnosis'
  // That somebody says nothing is told before: what follows is of the others.
  const isMissed = asked.some(({ voice, speaks }) => voice.kind === 'unknown' || speaks === false)
  return {
    // A kind word is said before anything else.
    opening: [
      ...(topic === null || comforts || isMissed ? [] : [t('topic', { topic })]),
      // That the sources don't have the word says as much.
      ...(absent === null ? [t(isMissed ? 'no-answer-either' : 'no-answer')] : []),
    ],
    signpost: isTold
      ? null
      : signpost && t('signpost', { help: signpost.help[t('language-code') === 'en' ? 'en' : 'nl'] }),
    isAll: comforts,
  }
}
