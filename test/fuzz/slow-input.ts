import { join } from 'node:path'
import type { Message, MessageEntity } from 'grammy/types'
import type { Answer } from '../../src/answering/answer.ts'
import { followUpOf } from '../../src/answering/follow-up.ts'
import { questionParts } from '../../src/answering/question-parts.ts'
import { createTerms } from '../../src/answering/terms.ts'
import { topicOf } from '../../src/answering/topic.ts'
import { createVoices } from '../../src/answering/voices.ts'
import type { Config } from '../../src/config/config.ts'
import { loadVoices } from '../../src/corpus/voices.ts'
import { fold, words } from '../../src/dutch/fold.ts'
import { sentences } from '../../src/dutch/sentences.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { createLog } from '../../src/operations/log.ts'
import type { Product } from '../../src/product.ts'
import { checkQuote, hasLongQuotation } from '../../src/quote-check/check-quote.ts'
import { loadLexicon } from '../../src/retrieval/lexicon.ts'
import { createSearcher } from '../../src/retrieval/searcher.ts'
import { loadRequests } from '../../src/safety/request.ts'
import { loadSignposts } from '../../src/safety/signposts.ts'
import { readGroupQuestion, readGuestQuestion } from '../../src/telegram/group-question.ts'
import { decodePermalink } from '../../src/telegram/messages/permalink.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { renderCheck } from '../../src/telegram/messages/render-check.ts'
import { decodeReportLink, decodeReportStep, renderReport } from '../../src/telegram/messages/render-report.ts'
import { decodeSettingsChange } from '../../src/telegram/messages/render-settings.ts'
import { decodeScreen } from '../../src/telegram/messages/screen.ts'
import { formatAnswer } from '../../src/terminal/format-answer.ts'
import { attacks } from './attacks.ts'
import { ME } from './world.ts'

/** Milliseconds that anything but the model may take for one message. */
export const LIMIT = 50
/** Times that something slow is tried: what the machine did meanwhile is not its fault. */
const TRIES = 5

/** How long one way of reading a message takes at most. */
export interface Slowest {
  readonly reader: string
  readonly ms: number
  readonly attack: string
}

/**
 * Has everything that reads a user's text, but for the model, read texts that are meant to take long.
 * @returns for each the slowest, in milliseconds: the best of some tries.
 */
export function slowInput(
  product: Product,
  config: Config,
  onProgress: (done: number, all: number) => void,
): Slowest[] {
  const all = attacks(product.corpus)
  const read = Object.entries(readers(product, config))
  return read.map(([reader, work], number) => {
    let slowest: Slowest = { reader, ms: 0, attack: '' }
    // The first ones warm up the compiler.
    for (const { text } of all.slice(0, 20)) work(text)
    for (const { name, text } of all) {
      let ms = Number.POSITIVE_INFINITY
      for (let tried = 0; tried < TRIES && (tried === 0 || ms > LIMIT / 2); tried++) {
        const start = performance.now()
        work(text)
        ms = Math.min(ms, performance.now() - start)
      }
      if (ms > slowest.ms) slowest = { reader, ms, attack: name }
    }
    onProgress(number + 1, read.length)
    return slowest
  })
}

/** Everything that reads a text, as the product calls it. */
function readers(product: Product, { corpusFolder }: Config): { readonly [reader: string]: (text: string) => unknown } {
  const { corpus, safety, searcher, index, embedder } = product
  const requests = loadRequests(join(corpusFolder, 'requests.yaml'))
  const lexicon = loadLexicon(join(corpusFolder, 'lexicon.yaml'))
  const names = createVoices(corpus, loadVoices(join(corpusFolder, 'voices.yaml'), corpus))
  const dutch = loadTranslations()('nl')
  const context = { corpus, t: dutch, username: ME.username, rest: false, audience: 'private', reports: true } as const
  const terminalContext = { t: dutch, terminal: { width: 80, colour: true }, documents: corpus.documents } as const
  const log = createLog({ level: 'info', secrets: ['123456789:secret'], out: { isTTY: true, write: () => {} } })
  const declined = (understoodAs: string): Answer => ({
    outcome: 'no_answer',
    reason: 'not_in_sources',
    nearest: [],
    topic: null,
    signpost: null,
    ranked: [],
    sources: [],
    confidence: 0,
    danger: null,
    isSensed: false,
    request: null,
    term: null,
    understoodAs,
    asked: [],
    absent: null,
    comforts: false,
    asksMore: false,
    asksOther: false,
    asksSource: false,
    seen: [],
  })
  // What is looked up is never the whole of a long message.
  const lookedUp = (text: string) => {
    const { whole, asked, stated } = questionParts(text)
    return [whole, ...asked, ...stated].reduce((longest, part) => (part.length > longest.length ? part : longest), '')
  }
  // Counts tokens as the searcher does, and never gets an answer of the model.
  const waiting = createSearcher({
    ...product,
    abbreviate: (text: string) => text,
    lexicon,
    embedder: { ...embedder, embed: () => new Promise(() => {}) },
    maxsim: async () => new Float32Array(0),
  })
  const before = lookedUp(corpus.passages[0]!.text)
  const mention = (text: string): Message & { text: string } => {
    const entity = (offset: number): MessageEntity => ({ type: 'mention', offset, length: ME.username.length + 1 })
    const found = [...text.matchAll(/@\w+/g)].map(({ index }) => entity(index))
    // Telegram marks a hundred at most.
    const entities = [...found, ...Array.from({ length: 100 }, (_, at) => entity(at * 40))].slice(0, 100)
    return { message_id: 1, date: 0, chat: { id: 1, type: 'supergroup', title: '' }, text, entities }
  }
  return {
    fold,
    words,
    sentences,
    'question parts': questionParts,
    danger: safety.detect,
    request: requests.detect,
    'term asked': createTerms(product.terms, (text) => text),
    signpost: loadSignposts(join(corpusFolder, 'signposts.yaml'), corpus),
    topic: (text) => topicOf(text, true),
    'follow-up': (text) => followUpOf(text, true),
    voices: (text) => [names.named(text), names.without(text, new Set()), names.asked(text)],
    'lexicon expansion': (text) => lexicon.expand(lookedUp(text), index.lexical.knows),
    'lexical search, with compounds and misspellings': (text) => index.lexical.search(lookedUp(text), 4),
    'lexical search of a follow-up': (text) => index.lexical.search(questionParts(`${before} ${text}`).whole, 4),
    'spelling correction': (text) => searcher.correct(lookedUp(text)),
    'known words': (text) => words(text).map(index.lexical.knows),
    // Asynchronous, but all that comes before the model is done at once.
    'what comes before the model, with its tokens': (text) => waiting.search(lookedUp(text)),
    'quotation marks': hasLongQuotation,
    'quote check': (text) => checkQuote(text, corpus),
    'quote check as messages': (text) => renderCheck(checkQuote(text, corpus), text, context),
    'group question': (text) => readGroupQuestion(mention(text), ME),
    'guest question': (text) => readGuestQuestion(mention(text), ME),
    'data of buttons': (text) => [decodeScreen(text), decodeReportStep(text), decodeSettingsChange(text, context)],
    'links to start': (text) => [decodePermalink(text), decodeReportLink(text)],
    'answer as messages': (text) => renderAnswer(declined(text), context, { asked: text }),
    'report as messages': (text) =>
      renderReport({ passages: [corpus.passages[0]!.id], kind: 'other', keep: null }, text, context),
    'answer in a terminal': (text) => formatAnswer(declined(text), { ...terminalContext, dangerCard: () => text }),
    log: (text) => log.info({ text }),
  }
}
