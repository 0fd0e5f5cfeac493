import type { Answer } from '../../answering/answer.ts'
import { leadLines } from '../../answering/lead-lines.ts'
import { join, type OutgoingMessage } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import { type Extras, renderAnswer, shownPassageIds } from './render-answer.ts'
import { MAX_MESSAGE_LENGTH, type RenderContext } from './render-quote.ts'

/** An answer as one message among other people's: complete in itself, with buttons that lead to the private chat. */
export function renderShared(answer: Answer, context: RenderContext, extras: Extras = {}): OutgoingMessage {
  const [first, second] = renderAnswer(answer, { ...context, audience: 'shared' }, extras)
  if (!second) return first!
  // The danger card comes first, and the quotes follow if both fit.
  const together = join([first!, second], '\n\n')
  return together.text.length <= MAX_MESSAGE_LENGTH ? { ...together, buttons: second.buttons } : first!
}

/** For a group that doesn't want answers in it: one line, and a button to the quotes in the private chat. */
export function renderElsewhere(answer: Answer, context: RenderContext, extras: Extras = {}): OutgoingMessage {
  const ids = shownPassageIds(answer)
  if (ids.length === 0 || (extras.dangerCard && !answer.isSensed))
    return renderShared(answer.outcome === 'no_answer' ? answer : { ...answer, ...nothing }, context, extras)
  const lead = leadLines(answer, context.t, [])
  const isOfOthers = answer.asked.length > 0 && answer.asked.every(({ speaks }) => !speaks)
  return {
    ...join(
      [extras.dangerCard ?? null, lead, context.t(isOfOthers ? 'answer-elsewhere-others' : 'answer-elsewhere')],
      ' ',
    ),
    buttons: [[{ text: context.t('read-elsewhere-button'), url: permalink(context.username, ids) }]],
  }
}

const nothing = { outcome: 'no_answer', reason: 'not_in_sources', nearest: [], topic: null, signpost: null } as const
