import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Quote } from '../../src/answering/answer.ts'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { leansOnBefore } from '../../src/dutch/leaning.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { type OutgoingMessage, unfoldedLength } from '../../src/telegram/messages/formatted-text.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
import { renderScreen } from '../../src/telegram/messages/render-screen.ts'
import { decodeScreen } from '../../src/telegram/messages/screen.ts'
import { answered, quoteOf } from '../support/fake-answerer.ts'
import { randomCorpus } from '../support/random-corpus.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { data, expectValidMessage } from '../support/valid-message.ts'

const translations = loadTranslations()
const corpus = realCorpus()
const contextOf = (more: Partial<RenderContext> = {}): RenderContext => ({
  corpus,
  t: translations('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
  reports: true,
  ...more,
})
const settings = LANGUAGES.flatMap((language) =>
  [false, true].flatMap((rest) =>
    (['private', 'shared'] as const).map((audience) => contextOf({ t: translations(language), rest, audience })),
  ),
)

/** Every sentence of every passage as the one that answers. */
const quotesOf = (of: Corpus): Quote[] =>
  of.passages.flatMap((passage) => passage.sentences.map((_, sentence) => quoteOf(passage, of, sentence)))
const all = quotesOf(corpus)

function answerOf(quotes: readonly Quote[], more: Partial<Answer> = {}, of = corpus): Answer {
  const passages = quotes.map(({ passage }) => passage)
  return { ...answered(passages, of), quotes, ranked: quotes, ...more } as Answer
}

/** An answer with the longest remarks around it. */
const remarked = { request: 'dose', understoodAs: 'Hoe zit het dan met de behandeling daarvan? '.repeat(9) } as const

/** The quotations of a passage in a message, in order. */
function quotationsOf({ text, entities }: OutgoingMessage, passage: Passage) {
  return entities
    .filter(({ type }) => type === 'blockquote' || type === 'expandable_blockquote')
    .map(({ type, offset, length }) => ({ type, offset, words: text.slice(offset, offset + length) }))
    .filter(({ words }) => passage.text.includes(words))
}

describe('an answer shows at most 900 characters before a tap', () => {
  it('for every sentence of every passage, in both languages, in rest mode and in groups', () => {
    for (const quote of all) {
      for (const context of settings) {
        const messages = [answerOf([quote]), answerOf([quote], remarked)].flatMap((one) => renderAnswer(one, context))
        expect(messages).toHaveLength(2)
        for (const message of messages) expect(unfoldedLength(message)).toBeLessThanOrEqual(900)
      }
    }
  })

  it('for every two passages of two sources, in one message with both', { timeout: 60_000 }, () => {
    const firsts = corpus.passages.map((passage) => quoteOf(passage, corpus))
    for (const one of firsts) {
      for (const other of firsts.filter(({ document }) => document !== one.document)) {
        const [message, ...others] = renderAnswer(answerOf([one, other], remarked), contextOf())
        expect(others).toEqual([])
        expect(unfoldedLength(message!)).toBeLessThanOrEqual(900)
        for (const { passage } of [one, other]) {
          expect(message!.entities).toContainEqual(
            expect.objectContaining({ url: `https://t.me/bronwijzer_bot?start=p_${passage.id}` }),
          )
        }
      }
    }
  })

  it('whatever the corpus, behind every button too', () => {
    const pick = fc.tuple(fc.nat(), fc.option(fc.nat({ max: 70 })))
    fc.assert(
      fc.property(
        randomCorpus,
        fc.uniqueArray(pick, { minLength: 1, maxLength: 3, selector: ([passage]) => passage % 11 }),
        fc.nat({ max: settings.length - 1 }),
        fc.boolean(),
        (random, picks, setting, hasRemarks) => {
          const context = { ...settings[setting]!, corpus: random }
          const passages = new Set(picks.map(([passage]) => random.passages[passage % random.passages.length]!))
          const quotes = [...passages].map((passage, index) => quoteOf(passage, random, picks[index]![1]))
          const answer = answerOf(quotes, hasRemarks ? remarked : {}, random)
          const ranked = random.passages.map((passage) => quoteOf(passage, random))
          for (const message of renderAnswer({ ...answer, ranked }, context)) {
            const screens = data(message).flatMap((one) => decodeScreen(one) ?? [])
            for (const shown of [message, ...screens.map((screen) => renderScreen(screen, context)!)]) {
              expect(unfoldedLength(shown)).toBeLessThanOrEqual(900)
              expectValidMessage(shown, context)
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('what answers', () => {
  it('comes first, in bold, and with it the whole passage, its words in their order', () => {
    for (const { passage, match } of all) {
      const sentence = match ?? passage.sentences[0]!
      for (const context of settings) {
        const [message] = renderAnswer(
          answerOf([quoteOf(passage, corpus, passage.sentences.indexOf(sentence))]),
          context,
        )
        const [first, second] = quotationsOf(message!, passage)
        const words = passage.text.slice(sentence.start, sentence.end)
        expect(first!.words).toContain(words)
        const bold = message!.entities.filter(({ type, offset }) => type === 'bold' && offset >= first!.offset)
        const emphasised = bold.filter(({ offset }) => offset < first!.offset + first!.words.length)
        const texts = emphasised.map(({ offset, length }) => message!.text.slice(offset, offset + length))
        expect(texts.join('').replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
        if (!second) expect(first!.words).toBe(passage.text)
        else if (passage.text.startsWith(first!.words)) {
          expect([first!.words, second.words].join(' ').replace(/\s+/g, ' ')).toBe(passage.text.replace(/\s+/g, ' '))
        } else {
          expect(second.words).toBe(passage.text)
          expect(message!.text.slice(0, second.offset)).toMatch(/\[…\] (Het hele citaat|The whole quote):\n$/)
        }
      }
    }
  })

  it('never stands without the sentence that it leans on, and has all of what that needs if it is short', () => {
    for (const { passage, match } of all) {
      const { text, sentences } = passage
      const number = match ? sentences.indexOf(match) : 0
      const [message] = renderAnswer(answerOf([quoteOf(passage, corpus, number)]), contextOf())
      const { words } = quotationsOf(message!, passage)[0]!
      const first = sentences.findIndex(({ start }) => text.indexOf(words) === start)
      const { start, end } = sentences[first]!
      if (first > 0 && leansOnBefore(text.slice(start, end))) {
        expect(first).toBeLessThan(number)
        expect(words.length + start - sentences[first - 1]!.start).toBeGreaterThan(320)
      }
    }
  })

  it('gets the same room for each side: all that answers, a few lines, or three', () => {
    const firsts = corpus.passages.map((passage) => quoteOf(passage, corpus))
    for (const one of firsts) {
      for (const other of firsts.filter(({ document }) => document !== one.document)) {
        const [message] = renderAnswer(answerOf([one, other]), contextOf())
        const sides = [one, other].map(({ passage }) => quotationsOf(message!, passage)[0]!)
        const open = sides.filter(({ type }) => type === 'blockquote')
        if (open.length === 1) expect(open[0]!.words.length).toBeLessThanOrEqual(170)
      }
    }
  })
})
