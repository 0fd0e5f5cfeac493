import type { InputTextMessageContent } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { Answer, AskedVoice, Voice } from '../../src/answering/answer.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { inlineResults } from '../../src/telegram/messages/render-inline.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
import { renderElsewhere, renderShared } from '../../src/telegram/messages/render-shared.ts'
import { restrictAnswer } from '../../src/telegram/restrict-answer.ts'
import { formatAnswer } from '../../src/terminal/format-answer.ts'
import { answered, declined, quoteOf } from '../support/fake-answerer.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'
import { expectValidMessage } from '../support/valid-message.ts'

const { corpus } = tinyCorpus()
const passage = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!
const rest = passage('Rust nemen helpt')
const sport = passage('Sporten is niet')
const context: RenderContext = {
  corpus,
  t: loadTranslations()('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
}
const shared: RenderContext = { ...context, audience: 'shared' }
const asked = (name: string, speaks: boolean, kind: Voice['kind'], passages: string[] = []): AskedVoice => ({
  voice: { id: name, name, article: 'de', kind, passages: kind === 'unknown' ? null : new Set(passages) },
  speaks,
})
const silent = answered([rest], corpus, { asked: [asked('NVK', false, 'speaker', [sport.id])] })
const unknown = answered([rest], corpus, { asked: [asked('Raad', false, 'unknown')] })
const reported = answered([sport], corpus, { asked: [asked('Raad', true, 'reported', [sport.id])] })

const NOTHING = 'Hierover vind ik niets van de NVK in mijn bronnen. Dit zeggen anderen erover:'
const NO_SOURCE = 'Van de Raad heb ik geen bron. Dit zeggen anderen erover:'
const REPORTED = 'Ik heb geen tekst van de Raad zelf. De NVK zegt erover:'

describe.each([
  ['is silent', silent, NOTHING],
  ['is in no source', unknown, NO_SOURCE],
  ['is only reported', reported, REPORTED],
])('that a voice %s', (_what, answer, words) => {
  it.each([
    ['in the private chat', () => renderAnswer(answer, context)[0]!],
    ['in rest mode', () => renderAnswer(answer, { ...context, rest: true })[0]!],
    ['in a group', () => renderShared(answer, shared)],
  ])('is said before the quotes %s', (_where, render) => {
    const message = render()
    expect(message.text.startsWith(words)).toBe(true)
    expectValidMessage(message, context)
  })

  it('is said in every inline result, which is read alone', () => {
    const [result] = inlineResults(answer, shared)
    expect((result!.input_message_content as InputTextMessageContent).message_text.startsWith(words)).toBe(true)
  })

  it('is said in a terminal', () => {
    const terminal = { width: 200, colour: false }
    const lines = formatAnswer(answer, { t: context.t, terminal, documents: corpus.documents, dangerCard: () => '' })
    expect(lines.trimStart().startsWith(words)).toBe(true)
  })
})

describe('a group that reads answers elsewhere', () => {
  const said = (answer: typeof silent) => renderElsewhere(answer, shared).text

  it('is not told that the voice says something', () => {
    expect(said(silent)).toBe(
      'Hierover vind ik niets van de NVK in mijn bronnen. Wat anderen erover zeggen, lees je in je privéchat met mij:',
    )
    expect(said(answered([sport], corpus))).toBe(
      'Mijn bronnen zeggen hier iets over. Lees het in je privéchat met mij:',
    )
  })
})

describe('where nothing is quoted', () => {
  it('a group reads one line', () => {
    const answer = declined(corpus, { asked: [asked('Raad', false, 'unknown')] })
    expect(renderShared(answer, shared).text).toBe('Van de Raad heb ik geen bron.')
    expect(renderAnswer(answer, context)[0]!.text.startsWith('Van de Raad heb ik geen bron.')).toBe(true)
  })

  it('somebody in danger reads the card alone', () => {
    const answer = declined(corpus, { danger: 'suicide', asked: [asked('Raad', false, 'unknown')] })
    const messages = renderAnswer(answer, context, { dangerCard: 'Bel 113.' })
    expect(messages.map(({ text }) => text)).toEqual(['Bel 113.'])
  })
})

describe('a chat that has left out a source', () => {
  it('reads nothing about a voice that only speaks there', () => {
    const without = restrictAnswer(
      answered([rest, sport], corpus, { asked: [asked('NVK', true, 'speaker', [sport.id])] }),
      [sport.documentId],
    )
    expect(without.asked).toEqual([])
    expect(restrictAnswer(unknown, [sport.documentId]).asked).toHaveLength(1)
  })
})

describe('what comes before quotes', () => {
  const told = answered([rest], corpus, { outcome: 'related', comforts: true })
  const further = answered([rest], corpus, { seen: [quoteOf(sport, corpus)] })
  const more = answered([rest], corpus, { outcome: 'related', asksMore: true })
  const KIND = 'Het doet pijn als mensen je niet geloven of niet serieus nemen.'
  const SEEN = `De andere kant liet ik al zien: ${corpus.document(sport.documentId).abbreviation}.`

  it.each([
    ['in the private chat', (answer: Answer) => renderAnswer(answer, context)[0]!.text],
    ['in rest mode', (answer: Answer) => renderAnswer(answer, { ...context, rest: true })[0]!.text],
    ['in a group', (answer: Answer) => renderShared(answer, shared).text],
    ['for a group that reads elsewhere', (answer: Answer) => renderElsewhere(answer, shared).text],
  ])('is a kind word, or which side was shown already, %s', (_where, textOf) => {
    expect(textOf(told).startsWith(KIND)).toBe(true)
    // Nobody asked anything.
    expect(textOf(told)).not.toContain('Geen direct antwoord')
    expect(textOf(further).startsWith(SEEN)).toBe(true)
  })

  it('says which side was shown first for who asks for the other, and counts no sources then', () => {
    const other = answered([rest], corpus, { seen: [quoteOf(sport, corpus)], asksOther: true })
    const { text } = renderAnswer(other, context)[0]!
    expect(text).toContain(`De ene kant liet ik al zien: ${corpus.document(sport.documentId).abbreviation}.`)
    expect(text).not.toContain('De andere kant')
    expect(text).not.toMatch(/van mijn \d bronnen/)
    expect(renderAnswer(answered([rest], corpus), context)[0]!.text).toMatch(/van mijn \d bronnen/)
  })

  it('says for who asks for more that it only comes close, and not that there is no answer', () => {
    const { text } = renderAnswer(more, context)[0]!
    expect(text).toContain('Dit gaat er ook over.')
    expect(text).not.toContain('Geen direct antwoord')
  })

  it('names no side of a source that a chat left out', () => {
    expect(restrictAnswer(further, [sport.documentId]).seen).toEqual([])
    expect(restrictAnswer(told, [rest.documentId])).toMatchObject({ outcome: 'no_answer', comforts: true })
  })
})
