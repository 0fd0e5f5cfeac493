import type { Answer, Quote, Section } from '../../answering/answer.ts'
import { clip, questionLabel, titleOf } from '../../answering/attribution.ts'
import { otherSources } from '../../answering/coverage.ts'
import { leadLines, relatedHeading } from '../../answering/lead-lines.ts'
import { noAnswerLines } from '../../answering/no-answer.ts'
import { shortReply } from '../../answering/short-reply.ts'
import { toldSources } from '../../answering/told-sources.ts'
import { type FormattedText, join, linked, type OutgoingMessage, plainMessage, withWords } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import { addressOf, type RenderContext, shownAddress } from './render-quote.ts'
import { bundleOf, fitsOneMessage, renderScreen } from './render-screen.ts'
import { encodeScreen, MAX_SHOWN, maxMore, type QuotesScreen, quotesScreen } from './screen.ts'

/** UTF-16 units of a question that are repeated. */
const MAX_ECHO = 100
/** Sections offered when there is no answer. */
const MAX_NEAREST = 3

/** What accompanies the quotes of an answer. */
export interface Extras {
  /** The card for a danger that the message signals; comes before everything else. */
  readonly dangerCard?: string | null
  /** The question, when the chat doesn't show it because a button was pressed. */
  readonly asked?: string | null
}

/** Renders an answer as messages, in the order in which to send them. */
export function renderAnswer(
  answer: Answer,
  context: RenderContext,
  { dangerCard = null, asked = null }: Extras = {},
): OutgoingMessage[] {
  const { t } = context
  const notes = [
    asked === null ? null : t('asked', { question: clip(asked, MAX_ECHO) }),
    answer.understoodAs === null ? null : t('understood-as', { question: clip(answer.understoodAs, MAX_ECHO) }),
  ].filter((note) => note !== null)
  const card: OutgoingMessage[] = dangerCard ? [plainMessage(dangerCard)] : []
  if (answer.outcome === 'no_answer') {
    // A user in danger needs the card, not the news that texts about an illness don't mention it.
    return card.length > 0 && !answer.isSensed ? card : [...card, noAnswer(answer, context, notes)]
  }
  if (answer.asksSource) return [...card, sourcesTold(answer.quotes, context, leadLines(answer, t))]
  return [...card, ...renderScreens(screenOf(answer), context, notes, leadLines(answer, t))]
}

/** Renders exactly the passages that a permalink names; null when none of them is in the corpus any more. */
export function renderLinked(ids: readonly string[], context: RenderContext): OutgoingMessage[] | null {
  const known = ids.filter((id) => context.corpus.passage(id) !== null)
  const [only] = known
  if (only === undefined) return null
  const notes = known.length < ids.length ? [context.t('link-changed')] : []
  if (known.length === 1) {
    const message = renderScreen({ kind: 'reading', id: only, part: 0, back: null }, context, notes)
    return message && [message]
  }
  const groups = Array.from({ length: Math.ceil(known.length / MAX_SHOWN) }, (_, index) =>
    known.slice(index * MAX_SHOWN, (index + 1) * MAX_SHOWN),
  )
  return groups.flatMap((group, index) => {
    const shown = group.map((id) => ({ id, sentence: null }))
    return renderScreens(quotesScreen('link', shown), context, index === 0 ? notes : [])
  })
}

/** Ids of the passages that the messages of an answer show. */
export function shownPassageIds(answer: Answer): string[] {
  if (answer.outcome === 'no_answer') return []
  if (answer.asksSource) return answer.quotes.map(({ passage }) => passage.id)
  return screenOf(answer).shown.map(({ id }) => id)
}

/** The best quote of each side, and what is bound to it; other answers, and what only comes close, are behind "Meer". */
function screenOf(answer: Extract<Answer, { quotes: readonly Quote[] }>): QuotesScreen {
  const shown: Quote[] = []
  for (const [at, quote] of answer.quotes.entries()) {
    const belongs = quote.isBound
      ? shown.at(-1) === answer.quotes[at - 1]
      : shown.every(({ side }) => side !== quote.side)
    if (belongs && shown.length < MAX_SHOWN) shown.push(quote)
  }
  const certain = answer.quotes.filter((quote) => !shown.includes(quote))
  const ids = new Set(answer.quotes.map(({ passage }) => passage.id))
  const near = answer.ranked.filter(({ passage }) => !ids.has(passage.id) && passage.speaker.role !== 'asks')
  const documents = new Set(shown.map(({ document }) => document.id))
  // A source that also addresses the question but isn't shown comes before what merely comes close.
  const others = otherSources(answer, documents)
  const other = others === 'speak' ? near.filter(({ document }) => !documents.has(document.id)).slice(0, 1) : []
  // A page of its own shows a passage alone.
  const isBoth = new Set(shown.map(({ side }) => side)).size > 1
  // What goes with all items of a list is shown with the first.
  const lists = new Set<string | null>(
    shown.flatMap(({ passage: { id, intro } }) => (intro === null ? [id] : [id, intro])),
  )
  const close = near.filter(
    (quote) => !other.includes(quote) && (isBoth || quote.standsAlone || lists.has(quote.passage.intro)),
  )
  const more = [...certain, ...other, ...close]
  return {
    kind: 'quotes',
    occasion: answer.outcome === 'answered' ? 'answer' : relatedHeading(answer),
    request: answer.request,
    // What was shown before came from other sources, too.
    others: answer.outcome === 'answered' && answer.seen.length === 0 ? others : null,
    shown: shown.map(shownQuote),
    more: more.slice(0, maxMore(shown.length)).map(({ passage }) => passage.id),
    certain: certain.length + other.length,
    page: 0,
  }
}

/** A quote as a screen shows it: with its matching sentence, or its only one, bold. */
export function shownQuote({ passage, match }: Quote): QuotesScreen['shown'][number] {
  const sentence =
    passage.sentences.length === 1 ? 0 : match ? passage.sentences.findIndex(({ start }) => start === match.start) : -1
  return { id: passage.id, sentence: sentence < 0 ? null : sentence }
}

/**
 * One message if everything fits or only one may be sent, which then has what doesn't fit behind a button; else one for each
 * passage, because quotes stay whole.
 */
function renderScreens(
  screen: QuotesScreen,
  context: RenderContext,
  notes: readonly string[],
  lead: string | null = null,
): OutgoingMessage[] {
  const isOne = context.rest || context.audience === 'shared' || screen.shown.length === 1
  if (isOne || fitsOneMessage(screen, context, notes, lead)) return [renderScreen(screen, context, notes, lead)!]
  const bundle = (index: number) => (index === screen.shown.length - 1 ? bundleOf(screen) : [])
  return screen.shown.map((one, index) =>
    index === 0
      ? renderScreen({ ...screen, shown: [one], others: null }, context, notes, lead, [])!
      : renderScreen(quotesScreen(screen.occasion, [one]), context, [], null, bundle(index))!,
  )
}

/** Where what was shown before comes from: a line for each source, and no words of it again. */
function sourcesTold(quotes: readonly Quote[], context: RenderContext, lead: string | null): OutgoingMessage {
  const lines = toldSources(quotes, context.t).map(({ line, attribution, passage }) => {
    const address = attribution.url ? linked(clip(shownAddress(attribution.url)), attribution.url) : null
    const title = { type: 'text_link', url: addressOf(passage, context) } as const
    return join([withWords(line, titleOf(attribution), title), address], ' · ')
  })
  return { ...join([lead, ...lines], '\n\n'), buttons: [] }
}

function noAnswer(
  answer: Extract<Answer, { outcome: 'no_answer' }>,
  context: RenderContext,
  notes: readonly string[],
): OutgoingMessage {
  const { t, corpus, rest, audience } = context
  const reply = shortReply(answer.reason)
  if (reply) return { ...join([t(reply)]), buttons: [] }
  const request = answer.request ? t(`request-${answer.request}`) : null
  const lead = leadLines(answer, t)
  // In a group, one short line.
  if (audience === 'shared') return { ...join([request ?? lead ?? t('no-answer')]), buttons: [] }
  const { opening, signpost, isAll } = noAnswerLines(answer, t)
  const nearest = isAll ? [] : answer.nearest.slice(0, MAX_NEAREST)
  const sources = corpus.documents.map(({ title, abbreviation }) => `${clip(title)} (${clip(abbreviation)})`)
  return {
    ...join(
      [
        ...notes,
        lead,
        ...opening,
        request,
        nearest.length > 0
          ? join([t('nearest'), ...nearest.map((section, index) => nearestLine(section, index, context))], '\n')
          : null,
        signpost,
        rest || isAll ? null : t('covered', { sources: sources.join('; ') }),
      ],
      '\n\n',
    ),
    buttons:
      rest || nearest.length === 0
        ? []
        : [
            nearest.map(({ passage }, index) => ({
              text: t('read-section', { number: index + 1 }),
              callback_data: encodeScreen({ kind: 'reading', id: passage.id, part: 0, back: null }),
            })),
          ],
  }
}

/** A section as a link. An interviewer's words are labelled as such: unlabelled, they would read as the source's opinion. */
function nearestLine(
  { title, passage, document }: Section,
  index: number,
  { username, t }: RenderContext,
): FormattedText {
  const asked = passage.speaker.role === 'asks' ? `${questionLabel(passage, t)} ` : ''
  const link = linked(clip(title), permalink(username, [passage.id]))
  return join([`${index + 1}. ${asked}`, link, ` (${clip(document.abbreviation)})`])
}
