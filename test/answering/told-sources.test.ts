import { describe, expect, it } from 'vitest'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { formatAnswer } from '../../src/terminal/format-answer.ts'
import { answered } from '../support/fake-answerer.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'

const { corpus } = tinyCorpus()
const at = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!
const t = loadTranslations()('nl')
const source = (...begins: string[]) =>
  answered(begins.map(at), corpus, { asksSource: true, understoodAs: 'Helpt rust?' })
const inTelegram = (answer: ReturnType<typeof source>, language: 'nl' | 'en' = 'nl') => {
  const context = {
    corpus,
    t: loadTranslations()(language),
    username: 'bron_bot',
    rest: false,
    audience: 'private',
  } as const
  return renderAnswer(answer, context)
}
const inTerminal = (answer: ReturnType<typeof source>) =>
  formatAnswer(answer, {
    t,
    terminal: { width: 88, colour: false },
    documents: corpus.documents,
    dangerCard: () => '',
  })

describe('who asks for the source', () => {
  it('is told in one line who said it, in what, and of which day, with a link and without the words again', () => {
    const [message, ...others] = inTelegram(source('Te veel rust'))
    expect(others).toEqual([])
    expect(message!.text).toMatch(/^Wie dit zegt: NVK, in antwoord op NOS\. Bron: .+ \(.*datum onbekend\)/)
    expect(message!.text).not.toContain('Te veel rust')
    expect(message!.text).not.toContain('Helpt rust?')
    expect(message!.entities).toContainEqual(expect.objectContaining({ type: 'text_link' }))
    expect(inTerminal(source('Te veel rust'))).toContain('Wie dit zegt: NVK, in antwoord op NOS.')
  })

  it('is told every source once', () => {
    const { text } = inTelegram(source('Te veel rust', 'Rust nemen helpt', 'Kinderen herstellen', 'Sporten maakt'))[0]!
    expect(text.split('\n\n')).toHaveLength(2)
    expect(text).toContain('Wie dit zegt: De Stichting.')
  })

  it('is told in English that the words are those of an asker', () => {
    expect(inTelegram(source('De omroep hoort'), 'en')[0]!.text).toMatch(/^Said by: NOS, question to NVK\. Source: /)
  })
})

describe('a claim of an asker', () => {
  const both = answered([at('De omroep hoort'), at('Sporten is niet')], corpus)
  const count = (text: string) =>
    text.replace(/\s+/g, ' ').split('De omroep hoort dat sporten schadelijk is').length - 1

  it('is not repeated above the reply that follows it', () => {
    expect(count(inTelegram(both)[0]!.text)).toBe(1)
    expect(count(inTerminal(both))).toBe(1)
  })

  it('stands above the reply where only that is shown', () => {
    const reply = answered([at('Sporten is niet')], corpus)
    expect(count(inTelegram(reply)[0]!.text)).toBe(1)
    expect(count(inTerminal(reply))).toBe(1)
  })
})
