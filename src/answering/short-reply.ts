import type { NoAnswerReason } from './answer.ts'

/** The key of the one sentence that replies to a message that isn't answered from the sources; null where more is to be said. */
export function shortReply(reason: NoAnswerReason): string | null {
  return reason === 'not_in_sources' ? null : REPLIES[reason]
}

const REPLIES = {
  empty: 'no-question',
  points_elsewhere: 'which-text',
  nothing_before: 'more-of-what',
  no_subject: 'about-what',
  hello: 'hello',
  thanks: 'thanks',
  goodbye: 'goodbye',
  no_more: 'no-more',
  other_words: 'other-words',
  only_feels: 'heard',
  only_tells: 'told',
  asks_privacy: 'keeps-nothing',
  asks_about: 'who-i-am',
} as const satisfies Record<Exclude<NoAnswerReason, 'not_in_sources'>, string>
