import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/corpus/document.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { checkQuote } from '../../src/quote-check/check-quote.ts'
import type { OutgoingMessage } from '../../src/telegram/messages/formatted-text.ts'
import { renderCheck } from '../../src/telegram/messages/render-check.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { randomCorpus } from '../support/random-corpus.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { dataOf, labels, type TestOptions, testBot } from '../support/test-bot.ts'
import { ANN, edited, groupText, press, text } from '../support/updates.ts'
import { expectValidMessage, labels as labelsOf, slices } from '../support/valid-message.ts'

const translations = loadTranslations()
const corpus = realCorpus()
const context: RenderContext = {
  corpus,
  t: translations('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
}
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const conclusion = interview.find((passage) => passage.text.startsWith('Die conclusie kun je niet trekken.'))!
const alternative = page.find((passage) => passage.text.includes('Het effect hiervan is wisselend.'))!
const sentence = ({ text, sentences }: Passage, number: number): string =>
  text.slice(sentences[number]!.start, sentences[number]!.end)
const LITERAL = sentence(conclusion, 1)
const UNKNOWN = 'De maan is van kaas en daar is werkelijk iedereen het altijd over eens geweest.'

const check = (checked: string, more: Partial<RenderContext> = {}): OutgoingMessage[] =>
  renderCheck(checkQuote(checked, corpus), checked, { ...context, ...more })
function only(messages: OutgoingMessage[]): OutgoingMessage {
  expect(messages).toHaveLength(1)
  return messages[0]!
}

describe('a quote that is', () => {
  it('literal gets the passage it is from, its own words bold, and the attribution', () => {
    const message = only(check(`De NVK zegt: „${LITERAL}”`))
    expect(
      message.text.startsWith('Letterlijk uit “Reactie NVK op vragen NOS over ME/CVS bij kinderen”.\n\nDe naam klopt.'),
    ).toBe(true)
    expect(slices(message, 'blockquote')).toEqual([conclusion.text])
    expect(slices(message, 'bold')).toContain(LITERAL)
    expect(message.text).toContain('NVK, in antwoord op NOS:')
    expect(message.buttons).toEqual([])
  })

  it('almost literal gets the differences word by word, and the source’s own words', () => {
    const { text } = only(check(`"${sentence(alternative, 1).replace('wisselend', 'uitstekend')}"`))
    expect(text).toContain('Niet letterlijk.')
    expect(text).toContain('• “uitstekend” moet zijn: “wisselend”')
    expect(text).toContain(alternative.text)
  })

  it('without its negation gets a warning', () => {
    const message = only(check(`"${LITERAL.replace(' niet ', ' ')}"`))
    expect(message.text).toContain('• “niet” is weggelaten')
    expect(slices(message, 'bold').join('\n')).toContain('Dat verandert de betekenis.')
  })

  it('cut off before its negation gets a warning', () => {
    const message = only(check(`"${LITERAL.split(' niet ')[0]}"`))
    expect(message.text).toMatch(/niet/)
    expect(message.text).toContain('verandert de betekenis')
  })

  it('somebody else’s says whose it is', () => {
    const message = only(check(`De NOS schrijft: "${sentence(alternative, 1)}"`))
    expect(slices(message, 'bold')).toContain('De naam klopt niet: NOS. Wie dit zegt: ME/CVS Stichting Nederland.')
  })

  it('glued gets its pieces, each with its attribution', () => {
    const message = only(check(`"${sentence(alternative, 0)} ${LITERAL}"`))
    expect(message.text).toContain('Dit zijn 2 stukken die in mijn bronnen niet bij elkaar staan.')
    expect(message.text).toContain('Het volgende staat in een andere tekst.')
    expect(slices(message, 'blockquote', 'expandable_blockquote')).toEqual([sentence(alternative, 0), LITERAL])
    for (const name of ['ME/CVS Stichting Nederland:', 'NVK, in antwoord op NOS:']) {
      expect(message.text.split('\n')).toContain(name)
    }
  })

  it('a heading is nobody’s statement', () => {
    expect(only(check('In het kort')).text).toContain('Dit is een kop in “Behandeling ME/CVS”, geen uitspraak.')
  })

  it('not there says so, and offers to ask it', () => {
    const message = only(check(`"${UNKNOWN}"`))
    expect(message.text).toContain('Dit staat niet in mijn bronnen.')
    expect(labelsOf(message)).toEqual(['Stel het als vraag'])
    expect(only(check(`"${UNKNOWN}"`, { audience: 'shared' })).buttons).toEqual([])
  })

  it('one of several is told apart from the others', () => {
    const { text, buttons } = only(check(`"${LITERAL}" en "${UNKNOWN}"`))
    expect(text).toContain('Ik zie 2 citaten in deze tekst.')
    expect(text).toMatch(/1\. “.*”\nLetterlijk uit[\s\S]*2\. “.*”\nDit staat niet/)
    expect(buttons).toEqual([])
  })

  it('too long, or no text at all, gets one sentence', () => {
    expect(only(check('x'.repeat(4097))).text).toContain('4.096 tekens')
    expect(only(check('…')).text).toContain('Welk citaat zal ik controleren?')
  })
})

describe('whatever the text and the sources', () => {
  it('messages are what Telegram takes, at most three, and every quotation stands in the corpus', () => {
    fc.assert(
      fc.property(
        randomCorpus,
        fc.array(
          fc.record({
            pick: fc.nat(),
            from: fc.nat({ max: 40 }),
            length: fc.nat({ max: 120 }),
            change: fc.constantFrom('none', 'drop', 'swap'),
            marked: fc.boolean(),
            named: fc.constantFrom('', 'NVK: ', 'Volgens de NOS: ', 'RIVM: '),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.constantFrom(' ', ' en ', '\n\n', ' [...] '),
        fc.record({
          language: fc.constantFrom(...LANGUAGES),
          audience: fc.constantFrom('private' as const, 'shared' as const),
        }),
        (random, picks, glue, { language, audience }) => {
          const parts = picks.map(({ pick, from, length, change, marked, named }) => {
            const all = random.passages[pick % random.passages.length]!.text.split(' ')
            const taken = all.slice(from % all.length, (from % all.length) + length + 1)
            if (change !== 'none')
              taken.splice(Math.floor(taken.length / 2), 1, ...(change === 'swap' ? ['banaan'] : []))
            return `${named}${marked ? `"${taken.join(' ')}"` : taken.join(' ')}`
          })
          const checked = parts.join(glue).slice(0, 4096)
          const anywhere: RenderContext = { ...context, corpus: random, t: translations(language), audience }
          const messages = renderCheck(checkQuote(checked, random), checked, anywhere)
          expect(messages.length).toBeGreaterThan(0)
          expect(messages.length).toBeLessThanOrEqual(audience === 'private' ? 3 : 1)
          for (const message of messages) expectValidMessage(message, anywhere)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('fifty quotes are cut short, and that is said', () => {
    const checked = Array.from({ length: 50 }, (_, index) => `"Dit is citaat ${index} en het staat nergens."`).join(' ')
    const messages = check(checked, { audience: 'shared' })
    expect(messages).toHaveLength(1)
    expect(messages[0]!.text.length).toBeLessThanOrEqual(4096)
  })
})

const setUp = ({ answer = () => declined(corpus), ...options }: Partial<TestOptions> = {}) =>
  testBot({ corpus, answer, ...options })

describe('checking a quote in a chat', () => {
  const forwarded = { forward_origin: { type: 'hidden_user', date: 0, sender_user_name: 'B' } }
  const replied = { reply_to_message: { message_id: 5, date: 0, chat: { id: ANN.id }, from: ANN, text: LITERAL } }

  it.each([
    ['/controleer with a text', text(`/controleer ${LITERAL}`), null],
    ['/controleer as a reply', text('/controleer', replied), 5],
    ['/controleer as a reply, with words that only point at it', text('/controleer klopt dit?', replied), 5],
    ['a forwarded message', text(LITERAL, forwarded), null],
    ['a long quotation', text(`Klopt dit: "${LITERAL}"?`), null],
    [
      'the bot’s own answer, forwarded after it was shared',
      text(LITERAL, { ...forwarded, via_bot: { id: 123456, is_bot: true, first_name: 'B' } }),
      null,
    ],
  ])('%s', async (_, update, target) => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(update)
    expect(of('sendMessage')).toHaveLength(1)
    expect(of('sendMessage')[0]!.text?.startsWith('Letterlijk uit')).toBe(true)
    expect(of('sendMessage')[0]).toMatchObject({
      reply_parameters: { message_id: target ?? update.message.message_id },
    })
    expect(answerer.asked).toEqual([])
  })

  it('is not done for a question with a short quotation', async () => {
    const { bot, answerer } = setUp()
    await bot.handleUpdate(text('Wat is "PEM"?'))
    expect(answerer.asked).toHaveLength(1)
  })

  it('is done anew when a command is edited', async () => {
    const { bot, calls } = setUp()
    const first = text(`/controleer ${UNKNOWN}`)
    await bot.handleUpdate(first)
    await bot.handleUpdate(edited(first, `/controleer ${LITERAL}`))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
  })

  it('is done anew when the text is edited', async () => {
    const { bot, calls, of } = setUp()
    const first = text(`"${UNKNOWN}"`)
    await bot.handleUpdate(first)
    await bot.handleUpdate(edited(first, `"${LITERAL}"`))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
    expect(of('editMessageText')[0]!.text).toContain('Letterlijk uit')
  })

  it('that finds nothing offers to ask it, after a restart too', async () => {
    const before = setUp()
    await before.bot.handleUpdate(text(UNKNOWN, forwarded))
    const data = dataOf(before.of('sendMessage')[0]!, 'Stel het als vraag')
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(
      press(data, { reply_to_message: { message_id: 1, date: 0, text: `/controleer ${UNKNOWN}` } }),
    )
    expect(answerer.asked.map(({ question }) => question)).toEqual([UNKNOWN])
    expect(of('sendMessage')[0]!.text?.startsWith('Vraag: De maan')).toBe(true)
    await bot.handleUpdate(press(data))
    expect(of('answerCallbackQuery').at(-1)!.text).toContain('Ik zie de tekst niet meer')
  })

  it('of somebody in danger shows the card first', async () => {
    const { bot, of } = setUp({ answer: () => declined(corpus, { danger: 'suicide' }) })
    await bot.handleUpdate(text('Ik wil niet meer leven, help me', forwarded))
    expect(of('sendMessage').map((sent) => sent.text?.split('\n')[0])).toEqual(['card suicide nl', expect.any(String)])
  })

  it('of somebody who only seems to be in danger shows a line first', async () => {
    const { bot, of } = setUp({ answer: () => declined(corpus, { danger: 'suicide', isSensed: true }) })
    await bot.handleUpdate(text('Ik ben zo moe van alles, help me', forwarded))
    expect(of('sendMessage').map((sent) => sent.text?.split('\n')[0])).toEqual(['line suicide nl', expect.any(String)])
  })

  it('in a group takes a command, and one message without buttons', async () => {
    const { bot, of } = setUp({ answer: () => answered([conclusion], corpus) })
    await bot.handleUpdate(
      groupText('/controleer', { reply_to_message: { ...replied.reply_to_message, text: UNKNOWN } }),
    )
    await bot.handleUpdate(groupText(`Ik las "${LITERAL}"`))
    await bot.handleUpdate(groupText('Doorgestuurd', forwarded))
    expect(of('sendMessage')).toHaveLength(1)
    expect(of('sendMessage')[0]).toMatchObject({ reply_parameters: { message_id: 5 } })
    expect(labels(of('sendMessage')[0]!)).toEqual([])
  })

  it('without a text says how', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(text('/controleer'))
    expect(of('sendMessage')[0]!.text).toContain('Welk citaat zal ik controleren?')
  })
})
