import fc from 'fast-check'
import type { InlineQueryResultArticle, InputTextMessageContent } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { Answer, Voice } from '../../src/answering/answer.ts'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import type { OutgoingMessage } from '../../src/telegram/messages/formatted-text.ts'
import { renderAnswer, renderLinked } from '../../src/telegram/messages/render-answer.ts'
import { inlineResults, inlineStart } from '../../src/telegram/messages/render-inline.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
import { decodeReportStep, renderKept, renderReport } from '../../src/telegram/messages/render-report.ts'
import { renderScreen } from '../../src/telegram/messages/render-screen.ts'
import { renderElsewhere, renderShared } from '../../src/telegram/messages/render-shared.ts'
import { renderSources } from '../../src/telegram/messages/render-sources.ts'
import { decodeScreen } from '../../src/telegram/messages/screen.ts'
import { REPORT_KINDS } from '../../src/telegram/reports.ts'
import { answered, declined, quoteOf, SIGNPOST } from '../support/fake-answerer.ts'
import { randomCorpus } from '../support/random-corpus.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { data, expectValidMessage, labels, slices } from '../support/valid-message.ts'

const translations = loadTranslations()
const corpus = realCorpus()
const context: RenderContext = {
  corpus,
  t: translations('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
  reports: true,
}
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const zeker = interview.find(({ text }) => text === 'Zeker.')!
const pem = interview.find(({ text }) => text.startsWith('De bewering dat PEM'))!
const alternative = page.find(({ text }) => text.startsWith('Bij alternatieve therapievormen'))!
const psychological = page.find(({ section }) => section.at(-1) === 'Een psychologische visie op ME/CVS')!

function slicesOf(messages: readonly OutgoingMessage[]): number {
  return messages.flatMap(({ entities }) => entities.filter(({ type }) => type.endsWith('blockquote'))).length
}

/** The corpus with other words in it. */
function corpusWith(change: (passage: Passage) => Passage): Corpus {
  const documents = corpus.documents.map((document) => ({ ...document, passages: document.passages.map(change) }))
  const all = documents.flatMap((document) => document.passages)
  return {
    ...corpus,
    documents,
    passages: all,
    passage: (id) => all.find((passage) => passage.id === id) ?? null,
    document: (id) => documents.find((document) => document.id === id)!,
  }
}

function sentenceOf({ text, sentences }: Passage, number: number): string {
  return text.slice(sentences[number]!.start, sentences[number]!.end)
}

/** An answer that quotes a passage for one of its sentences. */
function quoting(passage: Passage, sentence: number): Answer {
  return { ...answered([passage], corpus), quotes: [quoteOf(passage, corpus, sentence)] } as Answer
}

function only(messages: OutgoingMessage[]): OutgoingMessage {
  expect(messages).toHaveLength(1)
  return messages[0]!
}

/** The message that an inline result sends. */
function contentOf({ input_message_content, reply_markup }: InlineQueryResultArticle): OutgoingMessage {
  const { message_text, entities = [] } = input_message_content as InputTextMessageContent
  return { text: message_text, entities, buttons: reply_markup?.inline_keyboard ?? [] }
}

/** Every message that a report leads to. */
function expectValidReport(data: string, question: string | null, context: RenderContext): void {
  const step = decodeReportStep(data)!
  expectValidMessage(renderReport(step, null, context), context, 3)
  for (const kind of REPORT_KINDS) {
    expectValidMessage(renderReport({ ...step, kind }, question, context), context, 3)
    expectValidMessage(renderKept({ ...step, kind, question: question?.slice(0, 1000) ?? null }, context), context)
  }
}

describe('a list item whose list only a heading introduces', () => {
  const item = page.find(({ heading }) => heading === 'In het kort')!
  it.each([false, true])('comes below that heading, with rest %s', (rest) => {
    const text = renderAnswer(answered([item], corpus), { ...context, rest })
      .map((message) => message.text)
      .join('\n')
    expect(text).toContain('Onder het kopje “In het kort”:')
    expect(text.indexOf('Onder het kopje')).toBeLessThan(text.indexOf(item.text))
  })
})

describe('a quote', () => {
  it('is the passage, whole and literal, in a block quotation, the sentence that fits in bold', () => {
    const short = page.find(({ text }) =>
      text.startsWith('ME/CVS is (vooralsnog) een niet te genezen chronische aandoening. '),
    )!
    const message = only(renderAnswer(answered([short], corpus), context))
    expect(slices(message, 'blockquote')).toEqual([short.text])
    expect(slices(message, 'bold')).toEqual(['ME/CVS Stichting Nederland', sentenceOf(short, 0)])
  })

  it('that is long begins with the sentence that fits, and the rest is folded', () => {
    const message = only(renderAnswer(answered([pem], corpus), context))
    expect(slices(message, 'blockquote')).toEqual([sentenceOf(pem, 0)])
    expect(slices(message, 'expandable_blockquote')).toEqual([pem.text.slice(sentenceOf(pem, 0).length + 1)])
    expect(slices(message, 'bold')[1]).toBe(sentenceOf(pem, 0))
  })

  it('shows a sentence from its middle as an excerpt, with the whole passage folded below it', () => {
    const message = only(renderAnswer(quoting(alternative, 2), context))
    expect(slices(message, 'blockquote')).toEqual([sentenceOf(alternative, 2)])
    expect(slices(message, 'expandable_blockquote')).toEqual([alternative.text])
    expect(message.text).toContain(`${sentenceOf(alternative, 2)}\n[…] Het hele citaat:\n${alternative.text}\nBron: `)
    expect(slices(message, 'bold')[1]).toBe(sentenceOf(alternative, 2))
  })

  it('never shows a sentence without the one that it leans on, or the one that takes it back', () => {
    const pacing = page.find(({ text }) => text.endsWith('We noemen dit ook wel ‘pacing’.'))!
    const message = only(renderAnswer(quoting(pacing, 3), context))
    expect(slices(message, 'blockquote')).toEqual([`${sentenceOf(pacing, 2)} ${sentenceOf(pacing, 3)}`])
    expect(slices(message, 'bold')[1]).toBe(sentenceOf(pacing, 3))
    const taken = page.find(({ text }) => text.startsWith('Uit meerdere onderzoeken'))!
    expect(slices(only(renderAnswer(quoting(taken, 0), context)), 'blockquote')).toEqual([taken.text])
  })

  it('that leans on the heading above it has that above it, and below it no more', () => {
    const { text } = only(renderAnswer(answered([psychological], corpus), context))
    expect(
      text.startsWith(
        'Onder het kopje “Een psychologische visie op ME/CVS”:\nME/CVS Stichting Nederland:\nIn deze visie wordt',
      ),
    ).toBe(true)
    expect(text.split('Een psychologische visie op ME/CVS')).toHaveLength(2)
  })

  it('names who said it, the document, the date and the address in the text itself, each once', () => {
    const { text, entities } = only(renderAnswer(answered([alternative], corpus), context))
    expect(text).toContain('ME/CVS Stichting Nederland:\n')
    expect(text).toContain(
      'Bron: Behandeling ME/CVS › De behandeling van ME/CVS in de alternatieve geneeskunde (datum onbekend) · mecvs.nl/over-me-cvs/behandeling-me-cvs',
    )
    expect(text.split('ME/CVS Stichting Nederland')).toHaveLength(2)
    const urls = entities.flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : []))
    expect(urls).toEqual([
      `https://t.me/bronwijzer_bot?start=p_${alternative.id}`,
      'https://mecvs.nl/over-me-cvs/behandeling-me-cvs/',
    ])
  })

  it('names the publisher in full where the speaker goes by a short name', () => {
    expect(only(renderAnswer(answered([zeker], corpus), context)).text).toContain(
      'NVK, in antwoord op NOS:\nZeker.\nBron: Reactie NVK op vragen NOS over ME/CVS bij kinderen (Nederlandse Vereniging voor Kindergeneeskunde, datum onbekend)',
    )
  })

  it('of an interview shows what the question asks, as the asker’s and outside the quotation, and the whole by a tap', () => {
    const message = only(renderAnswer(answered([zeker], corpus), context))
    const question = corpus.passage(zeker.answers!)!
    const asked = sentenceOf(question, 1)
    expect(asked).toMatch(/^Kunnen bevindingen .*[?]$/)
    expect(message.text.startsWith(`NOS vraagt: ${asked} […]\nNVK, in antwoord op NOS:\nZeker.\nBron: `)).toBe(true)
    expect(slices(message, 'blockquote', 'expandable_blockquote')).toEqual(['Zeker.'])
    expect(slices(message, 'italic')).toEqual([asked])
    expect(message.entities).toContainEqual(
      expect.objectContaining({
        type: 'text_link',
        length: 3,
        url: `https://t.me/bronwijzer_bot?start=p_${question.id}`,
      }),
    )
    const whole = renderScreen(decodeScreen(data(message)[labels(message).indexOf('Hele vraag')]!)!, context)!
    expect(whole.text.startsWith('Dit zegt NOS zelf, in een vraag aan NVK:')).toBe(true)
    expect(slices(whole, 'blockquote')).toEqual([question.text])
    expect(renderScreen(decodeScreen(data(whole)[labels(whole).indexOf('Terug')]!)!, context)).toEqual(message)
  })

  it('of an interview shows a question of one sentence whole, without a button', () => {
    const message = only(
      renderAnswer(answered([interview.find(({ text }) => text.startsWith('De richtlijn SOLK'))!], corpus), context),
    )
    expect(slices(message, 'italic')[0]).toMatch(/^Is de SOLK bij kinderen-richtlijn .*[?]$/)
    expect(message.text).not.toContain('[…]')
    expect(labels(message)).not.toContain('Hele vraag')
  })

  it('of the asker is marked as a question before its first word', () => {
    const asks = interview.find(({ speaker }) => speaker.role === 'asks')!
    const { text } = only(renderAnswer(answered([asks], corpus), context))
    expect(text.startsWith('Dit zegt NOS zelf, in een vraag aan NVK:')).toBe(true)
    expect(text).not.toContain('\nNVK')
  })

  it('from a list shows the sentence that introduces the list', () => {
    const item = page.find(({ text }) => text === 'Pijnbestrijding;')!
    const message = only(renderAnswer(answered([item], corpus), context))
    expect(slices(message, 'italic')[0]).toMatch(/:$/)
    expect(corpus.passage(item.intro!)!.text.endsWith(slices(message, 'italic')[0]!)).toBe(true)
  })

  it('that opens a list has its items below it, outside the quotation, each with a link to all of it', () => {
    const opening = page.find(({ text }) => text.startsWith('Alternatieve behandelingen van'))!
    const message = only(renderAnswer(answered([opening], corpus), context))
    expect(message.text).toContain(`${opening.text}\n– Mindfulness […]\n– Orthomoleculaire therapie […]`)
    expect(slices(message, 'blockquote')).toEqual([opening.text])
    expect(slices(message, 'text_link').filter((words) => words === '[…]')).toHaveLength(4)
  })

  it('keeps the links of its words', () => {
    const linking = interview.find(({ text }) => text.includes('kngf-standpunt_fysiotherapie'))!
    const { entities } = only(renderAnswer(answered([linking], corpus), context))
    expect(
      entities.some((entity) => entity.type === 'text_link' && entity.url.startsWith('https://www.kngf.nl/')),
    ).toBe(true)
  })

  it('keeps the same words in English', () => {
    const message = only(renderAnswer(answered([zeker], corpus), { ...context, t: translations('en') }))
    expect(slices(message, 'blockquote')).toEqual(['Zeker.'])
    expect(message.text).toContain('NVK, answering NOS:')
  })
})

describe('no answer', () => {
  const signpost = SIGNPOST

  it('says what was understood, what the sources do treat, and where such questions belong', () => {
    const message = only(renderAnswer(declined(corpus, { topic: 'UWV-keuring', signpost }), context))
    expect(message.text.split('\n\n')).toEqual([
      'Je vraagt naar: UWV-keuring',
      'In mijn bronnen vind ik hier geen antwoord op.',
      expect.stringContaining('1. '),
      'Hiervoor kun je terecht bij een jurist.',
      expect.stringContaining('Mijn bronnen: '),
    ])
    expectValidMessage(message, context)
    const english = only(renderAnswer(declined(corpus, { signpost }), { ...context, t: translations('en') }))
    expect(english.text).toContain('For this you can turn to a lawyer.')
  })

  it('says once whom to ask: what is said of a dose says so already', () => {
    const where = translations('nl')('signpost', { help: signpost.help.nl })
    const textOf = (request: 'dose' | 'prescription' | 'diagnosis' | 'opinion') =>
      only(renderAnswer(declined(corpus, { signpost, request }), context)).text
    for (const request of ['dose', 'prescription', 'diagnosis'] as const) {
      expect(textOf(request)).toContain(translations('nl')(`request-${request}`))
      expect(textOf(request)).not.toContain(where)
    }
    expect(textOf('opinion')).toContain(where)
  })

  it('says of a word that no source has just that', () => {
    const message = only(renderAnswer(declined(corpus, { absent: 'crash', nearest: [], signpost }), context))
    expect(message.text).toMatch(
      /^Mijn bronnen noemen “crash” niet\.\n\nHiervoor kun je terecht bij een jurist\.\n\nMijn bronnen: /,
    )
    const near = only(renderAnswer(answered([psychological], corpus, { outcome: 'related', absent: 'crash' }), context))
    expect(near.text).toMatch(/^Mijn bronnen noemen “crash” niet\.\n\nGeen direct antwoord\./)
  })

  it('says after a voice that is in no source, or silent, that others do not answer either', () => {
    const textOf = (voice: Voice, speaks: boolean | null) =>
      only(renderAnswer(declined(corpus, { topic: 'keuring', asked: [{ voice, speaks }] }), context)).text
    const bureau = { id: 'Bureau', name: 'Bureau', article: 'het', kind: 'unknown', passages: null } as const
    expect(textOf(bureau, null)).toMatch(
      /^Van het Bureau heb ik geen bron\.\n\nOok bij anderen vind ik hier geen antwoord op\.\n\nMisschien /,
    )
    expect(textOf({ ...bureau, kind: 'reported', passages: new Set() }, false)).toMatch(
      /^Hierover vind ik niets van het Bureau in mijn bronnen\.\n\nOok bij anderen /,
    )
  })

  it('is warm and short for somebody who is not believed', () => {
    const answer = declined(corpus, { comforts: true, signpost: { ...signpost, comforts: true } })
    expect(only(renderAnswer(answer, context)).text).toBe(
      'Het doet pijn als mensen je niet geloven of niet serieus nemen.\n\nIn mijn bronnen vind ik hier geen antwoord op.\n\nHiervoor kun je terecht bij een jurist.',
    )
  })
})

describe('an answer', () => {
  it('shows both sources in one message and says so', () => {
    const message = only(renderAnswer(answered([psychological, zeker], corpus), context))
    expect(slices(message, 'blockquote')).toEqual([sentenceOf(psychological, 0), 'Zeker.'])
    expect(message.text.endsWith('Dit komt uit allebei mijn bronnen.')).toBe(true)
    // With a third beside it, a phone would cut the longest name; the question links to the whole of it.
    expect(labels(message)).toEqual(['ME/CVS Stichting ›', 'NVK ›', 'Deel', 'Klopt niet?'])
    expect(message.entities.some((one) => one.type === 'text_link' && one.url.includes(zeker.answers!))).toBe(true)
  })

  it('shows nothing bold in a quote that is no answer', () => {
    const boldIn = (more: Partial<Answer>) => {
      const message = only(renderAnswer(answered([psychological], corpus, more), context))
      const quotes = message.entities.filter(({ type }) => type.endsWith('blockquote'))
      const isIn = (at: number) => quotes.some(({ offset, length }) => at >= offset && at < offset + length)
      return message.entities.filter(({ type, offset }) => type === 'bold' && isIn(offset)).length
    }
    expect(boldIn({})).toBe(1)
    expect(boldIn({ outcome: 'related' })).toBe(0)
    expect(boldIn({ outcome: 'related', term: { name: 'PEM', isExplained: false } })).toBe(0)
  })

  it('that only names a term says so above the quote', () => {
    const term = { name: 'PEM', isExplained: false }
    const answer = answered([zeker], corpus, { outcome: 'related', term })
    const message = only(renderAnswer(answer, context))
    expect(message.text.startsWith('Mijn bronnen leggen dit niet uit. Dit staat er wel:')).toBe(true)
    expect(decodeScreen(data(message)[0]!)).toMatchObject({ back: { occasion: 'not-explained' } })
  })

  it('keeps a second quote of one source behind “Meer”, and comes back', () => {
    const [first, second] = page
    const message = only(renderAnswer(answered([first!, second!], corpus), context))
    expect(slices(message, 'blockquote')).toEqual([first!.text])
    const more = renderScreen(decodeScreen(data(message)[labels(message).indexOf('Meer')]!)!, context)!
    expect(slices(more, 'blockquote')).toEqual([second!.text])
    expect(more.text).not.toContain('minder zeker')
    const back = renderScreen(decodeScreen(data(more)[labels(more).indexOf('Terug')]!)!, context)!
    expect(back).toEqual(message)
  })

  it('offers the other side when another source speaks but is not shown', () => {
    const answer = answered([psychological], corpus, {
      sources: corpus.documents.map(({ id }) => ({ id, speaks: true })),
      ranked: [psychological, zeker].map((one) => quoteOf(one, corpus)),
    })
    const message = only(renderAnswer(answer, context))
    const other = renderScreen(decodeScreen(data(message)[labels(message).indexOf('Andere kant')]!)!, context)!
    expect(slices(other, 'blockquote')).toEqual(['Zeker.'])
  })

  it('does not call a passage the other side when its source was not found to speak', () => {
    const answer = answered([psychological], corpus, {
      ranked: [psychological, zeker].map((one) => quoteOf(one, corpus)),
    })
    const message = only(renderAnswer(answer, context))
    expect(labels(message)).not.toContain('Andere kant')
    const more = renderScreen(decodeScreen(data(message)[labels(message).indexOf('Meer')]!)!, context)!
    expect(more.text.startsWith('Ik weet minder zeker of dit bij je vraag past:')).toBe(true)
  })

  it('takes a second message for a second source that does not fit, both quotes whole', () => {
    const long = corpusWith((passage) => ({
      ...passage,
      text: `${'Rust en pacing. '.repeat(160)}Einde.`,
      sentences: [],
    }))
    const chosen = long.documents.map(
      ({ passages }) => passages.find(({ speaker, answers }) => speaker.role === 'author' || answers)!,
    )
    const messages = renderAnswer(answered(chosen, long), { ...context, corpus: long })
    expect(messages.map((message) => slices(message, 'expandable_blockquote'))).toEqual(
      chosen.map(({ text }) => [text]),
    )
    for (const message of messages) expectValidMessage(message, { ...context, corpus: long })
    for (const { text } of messages) expect(text).not.toContain('bronnen')
  })

  it('shows the first part of a passage that is too long for any message, and a button to the rest', () => {
    const sentence = 'Rust en pacing helpen. '
    const sentences = Array.from({ length: 200 }, (_, index) => ({
      start: index * sentence.length,
      end: (index + 1) * sentence.length - 1,
    }))
    const long = corpusWith((passage) => ({ ...passage, text: sentence.repeat(200).trim(), sentences }))
    const setting_ = { ...context, corpus: long }
    let message = only(renderAnswer(answered([long.passages[0]!], long), setting_))
    expect(message.text).toContain('[…] Deel 1 van 3, het citaat gaat verder.')
    const parts = slices(message, 'expandable_blockquote')
    for (const label of ['De rest', 'Volgende ›']) {
      message = renderScreen(decodeScreen(data(message)[labels(message).indexOf(label)]!)!, setting_)!
      parts.push(...slices(message, 'expandable_blockquote'))
    }
    expect(parts.join(' ')).toBe(long.passages[0]!.text)
    expect(message.text).toContain('[…] Deel 3 van 3, het citaat begon eerder:')
  })

  it('that is none says so before it quotes what comes closest', () => {
    const { text } = only(
      renderAnswer({ ...answered([zeker], corpus), outcome: 'related', quotes: [quoteOf(zeker, corpus)] }, context),
    )
    expect(text.startsWith('Geen direct antwoord. Dit komt het dichtst in de buurt:')).toBe(true)
  })

  it('that the sources do not give names them and the nearest sections', () => {
    const message = only(renderAnswer(declined(corpus), context))
    expect(message.text.startsWith('In mijn bronnen vind ik hier geen antwoord op.')).toBe(true)
    for (const { title } of corpus.documents) expect(message.text).toContain(title)
    expect(labels(message)).toEqual(['Lees 1', 'Lees 2'])
    expect(slices(message, 'blockquote', 'expandable_blockquote')).toEqual([])
  })

  it('that names the nearest question labels it as the asker’s', () => {
    const { text } = only(renderAnswer(declined(corpus), context))
    expect(text).toContain('NOS vraagt een reactie op: Het vertrekpunt van ons verhaal')
  })

  it('to a call for a diagnosis, a dose or an opinion says first that it only quotes', () => {
    for (const request of ['diagnosis', 'dose', 'opinion'] as const) {
      const { text } = only(renderAnswer(answered([zeker], corpus, { request }), context))
      expect(text.split('\n')[0]).toContain('Ik citeer alleen mijn bronnen.')
    }
  })

  it('to who asks which side is right says that nobody chooses, in place of that it only comes close', () => {
    const choice = answered([zeker], corpus, { request: 'choice', outcome: 'related' })
    const { text } = only(renderAnswer(choice, context))
    expect(text).toMatch(/^Ik kies niet wie er gelijk heeft\./)
    expect(text).not.toContain('Geen direct antwoord')
    expect(only(renderAnswer(choice, { ...context, t: translations('en') })).text).toMatch(
      /^I don't choose who is right\./,
    )
  })

  it('to somebody in danger begins with the card, and says nothing of sources that don’t speak', () => {
    const messages = renderAnswer(answered([zeker], corpus, { danger: 'suicide' }), context, { dangerCard: 'Bel 113.' })
    expect(messages.map(({ text }) => text)[0]).toBe('Bel 113.')
    expect(messages).toHaveLength(2)
    expect(renderAnswer(declined(corpus, { danger: 'suicide' }), context, { dangerCard: 'Bel 113.' })).toHaveLength(1)
  })

  it('to somebody who only seems to be in danger begins with a line, and is an answer or a no all the same', () => {
    const sensed = { danger: 'suicide', isSensed: true } as const
    const extras = { dangerCard: 'Is het te zwaar? Bel 113.' }
    for (const answer of [answered([zeker], corpus, sensed), declined(corpus, sensed)]) {
      const [line, rest] = renderAnswer(answer, context, extras)
      expect(line!.text).toBe('Is het te zwaar? Bel 113.')
      const without = renderAnswer({ ...answer, danger: null, isSensed: false }, context)
      expect(rest).toEqual(without[0])
      const shared = renderShared(answer, context, extras)
      expect(shared.text).toMatch(/^Is het te zwaar\? Bel 113\.\n\n./)
    }
    const elsewhere = renderElsewhere(answered([zeker], corpus, sensed), context, extras)
    expect(elsewhere.text).toMatch(/^Is het te zwaar\? Bel 113\. ./)
    expect(elsewhere.buttons).toHaveLength(1)
  })

  it('has in each inline result the other side as well, because it is read alone', () => {
    const [, more] = page
    const ranked = [psychological, zeker, more!].map((one) => quoteOf(one, corpus))
    const shared: RenderContext = { ...context, audience: 'shared' }
    const results = inlineResults(answered([psychological, zeker], corpus, { ranked }), shared)
    const opening = sentenceOf(psychological, 0)
    expect(results.map((result) => slices(contentOf(result), 'blockquote'))).toEqual([
      [opening, 'Zeker.'],
      ['Zeker.', opening],
      [more!.text, 'Zeker.'],
    ])
    const alone = inlineResults(answered([psychological], corpus, { ranked: ranked.slice(0, 1) }), shared)
    expect(alone.map((result) => slices(contentOf(result), 'blockquote'))).toEqual([[opening]])
  })

  it('in rest mode is one quote, the sentence first, with a line and a button for the other side', () => {
    const message = only(renderAnswer(answered([alternative, zeker], corpus), { ...context, rest: true }))
    const first = sentenceOf(alternative, 0)
    expect(message.text.startsWith(`${first}\n`)).toBe(true)
    expect(slices(message, 'expandable_blockquote')).toEqual([alternative.text.slice(first.length + 1)])
    expect(message.text).toContain('Er is ook een andere kant: NVK.')
    expect(labels(message)).toEqual(['Lees verder', 'Andere kant'])
    const resting = { ...context, rest: true }
    const other = renderScreen(decodeScreen(data(message)[1]!)!, resting)!
    expect(slices(other, 'blockquote')).toEqual(['Zeker.'])
    expect(other.text).toContain('Er is ook een andere kant: ME/CVS Stichting.')
    expect(renderScreen(decodeScreen(data(other)[1]!)!, resting)).toEqual(message)
  })

  it('shows what is bound to a quote beside it, and says where it stands', () => {
    const at = corpus.document(psychological.documentId).passages
    const before = at[psychological.position - 1]!
    const quotes = [psychological, before, zeker].map((one) => ({ ...quoteOf(one, corpus), isBound: one === before }))
    const answer = { ...answered([psychological, before, zeker], corpus), quotes } as Answer
    const { text } = only(renderAnswer(answer, context))
    const order = [sentenceOf(psychological, 0), 'Vlak daarvoor staat:', before.text, 'Zeker.'].map((part) =>
      text.indexOf(part),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    const resting = only(renderAnswer(answer, { ...context, rest: true }))
    expect(resting.text).toContain(before.text)
    expect(resting.text).toContain('Er is ook een andere kant: NVK.')
    const [result] = inlineResults(answer, { ...context, audience: 'shared' })
    expect(contentOf(result!).text).toContain('Vlak daarvoor staat:')
  })

  it('names speaker, heading and source once for two passages of one section, right after each other', () => {
    const after = page[psychological.position + 1]!
    const quotes = [psychological, after].map((one, at) => ({ ...quoteOf(one, corpus), isBound: at > 0 }))
    const message = only(renderAnswer({ ...answered([psychological, after], corpus), quotes } as Answer, context))
    expect(message.text.split('ME/CVS Stichting Nederland:')).toHaveLength(2)
    expect(message.text.split('Onder het kopje')).toHaveLength(2)
    expect(message.text.split('Bron: ')).toHaveLength(2)
    expect(message.text).toContain(`\nVlak daarna staat:\n${sentenceOf(after, 0)}`)
    expect(message.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: `https://t.me/bronwijzer_bot?start=p_${after.id}` }),
    )
  })

  it('in rest mode still has first what it can not be understood without', () => {
    const text = (passage: Passage) => only(renderAnswer(answered([passage], corpus), { ...context, rest: true })).text
    expect(text(zeker)).toMatch(/^NOS vraagt: Kunnen bevindingen/)
    expect(text(psychological)).toMatch(
      /^Onder het kopje “Een psychologische visie op ME\/CVS”:\nME\/CVS Stichting Nederland:\nIn deze/,
    )
    expect(text(pem)).toMatch(/^De bewering dat PEM/)
  })

  it('of one side in rest mode has one button', () => {
    expect(labels(only(renderAnswer(answered([psychological], corpus), { ...context, rest: true })))).toEqual([
      'Lees verder',
    ])
  })

  it('in a shared message has only buttons that lead to the private chat', () => {
    const message = only(renderAnswer(answered([psychological, zeker], corpus), { ...context, audience: 'shared' }))
    expect(data(message)).toEqual([])
  })
})

describe('reading on', () => {
  it('goes through a whole document in place, and back to the answer', () => {
    let message = only(renderAnswer(answered([page[0]!], corpus), context))
    const answer = message
    const seen = [slices(message, 'blockquote')[0]]
    for (const label of ['Lees verder', ...Array<string>(page.length - 2).fill('Volgende ›')]) {
      message = renderScreen(decodeScreen(data(message)[labels(message).indexOf(label)]!)!, context)!
      seen.push(slices(message, 'blockquote', 'expandable_blockquote')[0])
    }
    expect(seen).toEqual(page.map(({ text }) => text))
    expect(labels(message)).toEqual(['‹ Vorige', `${page.length} van ${page.length}`, 'Terug', 'Deel', 'Klopt niet?'])
    expect(renderScreen(decodeScreen(data(message)[labels(message).indexOf('Terug')]!)!, context)).toEqual(answer)
  })

  it('of a passage that is gone gives nothing', () => {
    expect(renderScreen({ kind: 'reading', id: 'aaaaaaaa', part: 0, back: null }, context)).toBeNull()
  })
})

describe('a link', () => {
  it('shows exactly the passages that it names', () => {
    const [one, two, three, four] = page
    const messages = renderLinked(
      [one!, two!, three!, four!].map(({ id }) => id),
      context,
    )!
    expect(messages.flatMap((message) => slices(message, 'blockquote'))).toEqual(
      [one, two, three, four].map((passage) => passage!.text),
    )
  })

  it('says that the text has changed when a passage is gone', () => {
    expect(renderLinked(['aaaaaaaa'], context)).toBeNull()
    expect(
      renderLinked(['aaaaaaaa', zeker.id], context)![0]!.text.startsWith(
        'De tekst van een bron is veranderd. Niet elk citaat',
      ),
    ).toBe(true)
  })
})

describe('the list of sources', () => {
  it('names every document with publisher, date, address and sections', () => {
    const messages = renderSources(context)
    expect(messages).toHaveLength(1 + corpus.documents.length)
    for (const [index, { title, publisher }] of corpus.documents.entries()) {
      const message = messages[index + 1]!
      expect(message.text).toContain(title)
      expect(message.text).toContain(`${publisher}, datum onbekend`)
      expectValidMessage(message, context)
    }
  })

  it('labels the questions of an interview as the asker’s', () => {
    expect(renderSources(context).at(-1)!.text).toContain('Vragen en uitspraken van NOS:\n• Het vertrekpunt')
  })
})

describe('whatever the corpus, the answer and the language', () => {
  it('messages are what Telegram takes, and every quotation stands in the corpus, behind every button too', () => {
    fc.assert(
      fc.property(
        randomCorpus,
        fc.record({
          picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
          sentence: fc.option(fc.nat({ max: 5 })),
          sources: fc.constant(corpus.documents.map(({ id }) => ({ id, speaks: null }))),
          request: fc.constantFrom(null, 'dose', 'opinion'),
          understoodAs: fc.option(fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => `Waarom ${text}?`)),
        }),
        fc.record({
          language: fc.constantFrom(...LANGUAGES),
          rest: fc.boolean(),
          audience: fc.constantFrom('private', 'shared'),
        }),
        (random, { picks, sentence, ...more }, { language, ...setting }) => {
          const anywhere: RenderContext = {
            ...setting,
            corpus: random,
            t: translations(language),
            username: 'bronwijzer_bot',
            reports: true,
          } as RenderContext
          const chosen = [...new Set(picks.map((pick) => random.passages[pick % random.passages.length]!))]
          const quotes = chosen.map((passage) => quoteOf(passage, random, sentence))
          const ranked = [
            ...quotes,
            ...random.passages.filter((one) => !chosen.includes(one)).map((one) => quoteOf(one, random)),
          ]
          const messages = [
            ...renderAnswer({ ...answered(chosen, random), quotes, ranked, ...more } as never, anywhere),
            ...renderAnswer(declined(random, more as never), anywhere),
            ...renderLinked(random.passages.map(({ id }) => id).slice(0, 7), anywhere)!,
            ...renderSources(anywhere),
          ]
          // The best quote of each side is shown whole, in one message or in more; in rest mode, the best of all.
          const best = quotes
            .filter((one, index) => quotes.findIndex(({ side }) => side === one.side) === index)
            .map(({ passage }) => passage)
          const answer = renderAnswer({ ...answered(chosen, random), quotes, ranked, ...more } as never, anywhere)
          const attributed = answer.flatMap(({ entities }) =>
            entities.flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : [])),
          )
          const whole = anywhere.rest || (anywhere.audience === 'shared' && slicesOf(answer) < best.length)
          expect(anywhere.audience === 'shared' ? answer.length : 1).toBe(1)
          for (const { id } of whole ? best.slice(0, 1) : best) {
            expect(attributed).toContain(`https://t.me/bronwijzer_bot?start=p_${id}`)
          }
          const shared = [
            ...inlineResults({ ...answered(chosen, random), quotes, ranked, ...more } as never, anywhere, 'Bel 113.'),
            ...inlineStart([{ question: 'Helpt rust?', answer: answered(chosen, random) }], anywhere),
          ]
          expect(new Set(shared.map(({ id }) => id)).size).toBe(shared.length)
          for (const result of shared) {
            expect(result.title.trim()).not.toBe('')
            expect(Buffer.byteLength(result.id)).toBeLessThanOrEqual(64)
            const message = contentOf(result)
            expectValidMessage(message, anywhere)
            expect(data(message)).toEqual([])
          }
          for (const message of messages) {
            expectValidMessage(message, anywhere)
            for (const one of data(message)) {
              const screen = decodeScreen(one)
              if (screen) expectValidMessage(renderScreen(screen, anywhere)!, anywhere)
              else if (decodeReportStep(one)) expectValidReport(one, more.understoodAs, anywhere)
              else expect(one).toMatch(/^i[a-z2-7]{8}$/)
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
