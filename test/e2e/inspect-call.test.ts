import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { answered, quoteOf } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import type { Call } from './driver.ts'
import { inspectCall } from './inspect-call.ts'

const translations = loadTranslations()
const corpus = realCorpus()
const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
const context = {
  corpus,
  t: loadTranslations()('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
} as const
const [message] = renderAnswer(answered([zeker], corpus), context)

const call = (change: (text: string) => string, params = {}): Call => ({
  id: 1,
  method: 'sendMessage',
  ok: true,
  params: { text: change(message!.text), entities: message!.entities, ...params },
})

describe('the end-to-end check of a message', () => {
  it('passes what the bot renders', () => {
    expect(
      inspectCall(
        call((text) => text),
        corpus,
      ),
    ).toEqual([])
  })

  it('passes whatever the bot renders, of one source and of two, in rest mode and in English', () => {
    const quotes = corpus.passages.flatMap((passage) =>
      passage.sentences.map((_, sentence) => quoteOf(passage, corpus, sentence)),
    )
    for (const [index, quote] of quotes.entries()) {
      const other = quotes[(index * 31 + 7) % quotes.length]!
      for (const language of LANGUAGES) {
        for (const rest of [false, true]) {
          const answer = { ...answered([quote.passage, other.passage], corpus), quotes: [quote, other] } as Answer
          for (const { text, entities } of renderAnswer(answer, { ...context, t: translations(language), rest })) {
            expect(inspectCall({ id: 1, method: 'sendMessage', ok: true, params: { text, entities } }, corpus)).toEqual(
              [],
            )
          }
        }
      }
    }
  })

  it('finds a quote that is not literal', () => {
    expect(
      inspectCall(
        call((text) => text.replace('Zeker.', 'Zeken.')),
        corpus,
      ),
    ).toEqual([expect.stringContaining('not literally')])
  })

  it.each([
    ['the speaker', 'NVK, in', 'XXX, in'],
    ['whose question it answers', 'op NOS', 'op de XXX'],
    ['the title', 'Bron: Reactie', 'Bron: Xeactie'],
    ['the publisher', '(Nederlandse', '(Xederlandse'],
  ])('finds an attribution without %s', (_, words, others) => {
    expect(message!.text).toContain(words)
    expect(
      inspectCall(
        call((text) => text.replace(words, others)),
        corpus,
      ),
    ).not.toEqual([])
  })

  it('finds an answer without what it answers', () => {
    const entities = message!.entities.filter(({ type }) => type !== 'text_link').concat(message!.entities.at(-1)!)
    const asked = call((text) => text.replace('Kunnen bevindingen', 'Kannen bevindingen'), { entities })
    expect(inspectCall(asked, corpus)).toEqual([expect.stringContaining('lacks the question')])
  })

  it('finds a quote without a permalink, and a parse_mode', () => {
    const entities = message!.entities.filter(({ type }) => type !== 'text_link')
    expect(
      inspectCall(
        call((text) => text, { entities }),
        corpus,
      ),
    ).toEqual([expect.stringContaining('no permalink')])
    expect(
      inspectCall(
        call((text) => text, { parse_mode: 'HTML' }),
        corpus,
      ),
    ).toEqual(['a parse_mode is used'])
  })
})
