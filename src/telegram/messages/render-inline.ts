import type { InlineQueryResultArticle } from 'grammy/types'
import type { Answer, Quote } from '../../answering/answer.ts'
import { clip, sayer } from '../../answering/attribution.ts'
import { leadLines } from '../../answering/lead-lines.ts'
import type { SourceDocument } from '../../corpus/document.ts'
import { type OutgoingMessage, plainMessage } from './formatted-text.ts'
import { shownQuote } from './render-answer.ts'
import { attributionOf, type RenderContext } from './render-quote.ts'
import { renderScreen } from './render-screen.ts'
import { renderShared } from './render-shared.ts'
import { renderSource } from './render-sources.ts'
import { MAX_SHOWN, quotesScreen } from './screen.ts'

/** Results for one answer, over all pages. */
const MAX_RESULTS = 10
/** UTF-16 units; Telegram shows a line or two of each. */
const MAX_TITLE = 100
const MAX_DESCRIPTION = 240

/** The passages of an answer, best first, each as a message that is complete in itself. */
export function inlineResults(
  answer: Answer,
  context: RenderContext,
  dangerCard: string | null = null,
): InlineQueryResultArticle[] {
  const card = dangerCard === null ? [] : [cardResult(dangerCard)]
  if (answer.outcome === 'no_answer') return card
  const quoted = new Set(answer.quotes.map(({ passage }) => passage.id))
  const others =
    answer.outcome === 'answered'
      ? answer.ranked.filter(
          ({ passage, standsAlone }) => standsAlone && !quoted.has(passage.id) && passage.speaker.role !== 'asks',
        )
      : []
  const bound = (at: number) => answer.quotes.slice(at + 1, at + 2).filter(({ isBound }) => isBound)
  const together = answer.quotes.flatMap((quote, at) => (quote.isBound ? [] : [[quote, ...bound(at)]]))
  const sides = together.filter(([one], at) => together.findIndex(([other]) => other!.side === one!.side) === at)
  const results = [...together, ...others.map((quote) => [quote])].map((quotes) => {
    // Somebody else reads the message alone, so the other sides are in it.
    const rest = sides.filter(([quote]) => quote!.side !== quotes[0]!.side)
    const shown = [quotes, ...rest].flat().slice(0, MAX_SHOWN)
    return quoteResult(shown, context, leadLines(answer, context.t, shown))
  })
  return [...card, ...results].slice(0, MAX_RESULTS)
}

/** Results for an empty query: example questions with their answers, and the documents. */
export function inlineStart(
  examples: readonly { readonly question: string; readonly answer: Answer }[],
  context: RenderContext,
): InlineQueryResultArticle[] {
  const { t, corpus } = context
  return [
    ...examples.map(({ question, answer }, index) =>
      article(`example-${index}`, question, t('inline-example'), renderShared(answer, context, { asked: question })),
    ),
    ...corpus.documents.map((document, index) => documentResult(document, index, context)),
  ]
}

/** A message as the single result of a guest query. */
export function guestResult(message: OutgoingMessage, context: Pick<RenderContext, 't'>): InlineQueryResultArticle {
  return article('answer', context.t('guest-title'), '', message)
}

function quoteResult(quotes: readonly Quote[], context: RenderContext, lead: string | null): InlineQueryResultArticle {
  const { passage, document, match } = quotes[0]!
  const sentence = match ?? passage.sentences[0] ?? { start: 0, end: passage.text.length }
  const message = renderScreen(
    quotesScreen('link', quotes.map(shownQuote)),
    { ...context, audience: 'shared' },
    [],
    lead,
  )!
  const title = `${sayer(attributionOf(passage, context.corpus), context.t)} · ${passage.section.at(-1) ?? document.title}`
  return article(passage.id, title, passage.text.slice(sentence.start, sentence.end), message)
}

function documentResult(document: SourceDocument, index: number, context: RenderContext): InlineQueryResultArticle {
  const description = context.t('inline-document', { publisher: clip(document.publisher) })
  return article(
    `document-${index}`,
    document.title,
    description,
    renderSource(document, { ...context, audience: 'shared' }),
  )
}

/** A user in danger needs to see the card itself, not to send it to somebody else; so its text is the result. */
export function cardResult(card: string): InlineQueryResultArticle {
  const [first = '', ...more] = card.split('\n')
  return article('card', first, more.join(' '), plainMessage(card))
}

function article(id: string, title: string, description: string, message: OutgoingMessage): InlineQueryResultArticle {
  const { text, entities, buttons } = message
  return {
    type: 'article',
    id,
    title: clip(title, MAX_TITLE),
    ...(description && { description: clip(description, MAX_DESCRIPTION) }),
    input_message_content: { message_text: text, entities, link_preview_options: { is_disabled: true } },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
  }
}
