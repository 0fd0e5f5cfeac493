import { describe, expect, it } from 'vitest'
import { loadTerms } from '../../src/corpus/terms.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { renderTerms } from '../../src/telegram/messages/render-terms.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { labels, testBot, urlOf } from '../support/test-bot.ts'
import { groupText, text } from '../support/updates.ts'
import { expectValidMessage } from '../support/valid-message.ts'

const corpus = realCorpus()
const terms = loadTerms('corpus', corpus)
const context = {
  corpus,
  t: loadTranslations()('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private' as const,
}
const setUp = () =>
  testBot({
    corpus,
    terms,
    answer: () => {
      throw new Error('nobody asked')
    },
  })

describe('/begrippen', () => {
  it('lists every term of the texts with its link, in valid messages', () => {
    const messages = renderTerms(terms, context)
    for (const message of messages) expectValidMessage(message, context)
    const linked = messages.flatMap(({ text, entities }) =>
      entities.flatMap((one) => (one.type === 'text_link' ? [text.slice(one.offset, one.offset + one.length)] : [])),
    )
    expect(linked.sort()).toEqual(terms.map(({ name }) => name).sort())
  })

  it('quotes only sentences of the texts, with who says them', () => {
    const whole = corpus.passages.map((passage) => passage.text)
    const messages = renderTerms(terms, context)
    const quoted = messages.flatMap(({ text, entities }) =>
      entities.flatMap(({ type, offset, length }) => (type === 'italic' ? [text.slice(offset, offset + length)] : [])),
    )
    expect(quoted.length).toBeGreaterThan(20)
    for (const quote of quoted) expect(whole.some((one) => one.includes(quote))).toBe(true)
    expect(messages[0]!.text).toContain(
      'pacing (ME/CVS Stichting Nederland)\nHet uitgangspunt is om binnen de beperkingen die ME/CVS aan je lichaam stelt,',
    )
  })

  it('fits for thousands of terms', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ ...terms[at % terms.length]!, name: `Begrip ${at}` }))
    for (const message of renderTerms(many, context)) expectValidMessage(message, context)
  })

  it('is sent in a private chat, and leads there from a group', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(text('/begrippen'))
    await bot.handleUpdate(text('/start begrippen'))
    const [first, second, third] = of('sendMessage')
    expect(first!.text).toContain('begrippen waar je naar kunt vragen')
    expect(third!.text).toBe(first!.text)
    expect(second!.text).toContain('PEM')
    const group = setUp()
    await group.bot.handleUpdate(groupText('/begrippen@bronwijzer_bot'))
    const [message] = group.of('sendMessage')
    expect(labels(message!)).toEqual(['Naar de privéchat'])
    expect(urlOf(message!, 'Naar de privéchat')).toBe('https://t.me/bronwijzer_bot?start=begrippen')
  })
})
