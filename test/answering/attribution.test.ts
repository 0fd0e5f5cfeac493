import { describe, expect, it } from 'vitest'
import { askersOf, askingNotice, attribute, clip, sayer, sourceLine } from '../../src/answering/attribution.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { renderLinked } from '../../src/telegram/messages/render-answer.ts'
import { renderSources } from '../../src/telegram/messages/render-sources.ts'
import { answerJson } from '../../src/terminal/answer-json.ts'
import { formatQuote } from '../../src/terminal/format-answer.ts'
import { answered, quoteOf } from '../support/fake-answerer.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const SPEAKERS = `speakers:
  - {id: NOS, name: NOS, role: asks, aliases: [omroep], labels: [{text: "NOS:"}]}
  - {id: Trouw, name: Trouw, role: asks, aliases: [krant], labels: [{text: "Trouw:"}]}
  - {id: NVK, name: NVK, role: answers, aliases: [kinderartsen], labels: [{text: "NVK:"}]}
  - {id: KNGF, name: KNGF, role: answers, aliases: [fysiotherapeuten], labels: [{text: "KNGF:"}]}
`
const TALK = `# Vragen van twee kanten

NOS: Is rust goed voor kinderen met ME?

NVK: Kinderen herstellen beter met rust.

Trouw: Mogen kinderen met ME sporten?

KNGF: Sporten mag, mits op maat.

Trouw: De krant hoort dat sporten schadelijk is.
`
const { corpus } = tinyCorpus({
  'gesprek/document.md': documentOf('gesprek', TALK, SPEAKERS),
  'gesprek/source.txt': sourceOf(TALK),
  'gesprek/questions.yaml': 'passages: []\n',
})
const document = corpus.document('gesprek')
const at = (words: string) => document.passages.find(({ text }) => text.includes(words))!
const t = loadTranslations()('nl')
const render = {
  corpus,
  t,
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private' as const,
}
const lines = {
  t,
  terminal: { width: 200, colour: false },
  documents: corpus.documents,
  dangerCard: () => '',
}

describe('in an interview with two askers and two who answer, the attribution', () => {
  it.each([
    ['herstellen beter', 'NVK, in antwoord op NOS', 'NOS vraagt:'],
    ['mits op maat', 'KNGF, in antwoord op Trouw', 'Trouw vraagt:'],
  ])('of "%s" is "%s", in Telegram and in the terminal', (passage, who, label) => {
    const inTelegram = renderLinked([at(passage).id], render)![0]!.text
    const inTerminal = formatQuote(quoteOf(at(passage), corpus), lines)
    expect(inTelegram).toContain(`\n${who}:\n`)
    expect(inTerminal).toContain(`— ${who}\n`)
    for (const text of [inTelegram, inTerminal]) expect(text).toContain(label)
  })

  it('of a question names who answers it, and no one when no one does', () => {
    const question = attribute(at('sporten?'), document)
    expect(sayer(question, t)).toBe('Trouw, vraag aan KNGF')
    expect(sayer({ ...question, others: ['KNGF', 'NVK'] }, t)).toBe('Trouw, vraag aan KNGF en NVK')
    expect(askingNotice(question, t)).toBe('Dit vraagt Trouw aan KNGF:')
    const claim = attribute(at('schadelijk'), document)
    expect(claim.others).toEqual([])
    expect(sayer(claim, t)).toBe('Trouw, in een vraag')
    expect(askingNotice(claim, t)).toBe('Dit zegt Trouw zelf, in een vraag:')
    for (const text of [
      renderLinked([at('schadelijk').id], render)![0]!.text,
      formatQuote(quoteOf(at('schadelijk'), corpus), lines),
    ]) {
      expect(text).not.toMatch(/NVK|KNGF|NOS/)
    }
  })

  it('shortens a name between words, and a long word inside it but never inside a character', () => {
    expect(clip('Reactie van de vereniging op vragen', 24)).toBe('Reactie van de…')
    expect(clip(`Behandelingsovereenkomst${'👍'.repeat(9)}`, 25)).toBe('Behandelingsovereenkomst…')
  })

  it('gives data the words of the question that was asked', () => {
    const [quote] = answerJson('Mag ik sporten?', answered([at('mits op maat')], corpus), 1).quotes
    expect(quote).toMatchObject({ speaker: 'KNGF', answers: 'Mogen kinderen met ME sporten?' })
  })

  it('names all askers of the document, and says which question is whose', () => {
    expect(askersOf(document)).toEqual(['NOS', 'Trouw'])
    const text = renderSources(render)
      .map((message) => message.text)
      .join('\n')
    expect(text).toContain('Vragen en uitspraken van NOS en Trouw:')
    expect(text).toContain('NOS: Is rust goed')
    expect(text).toContain('Trouw: Mogen kinderen')
  })
})

describe('the date of a quote', () => {
  it.each([
    ['that of its version', { published: '2025-01-02', retrieved: '2026-11-26' }, '2 januari 2025'],
    [
      'else the day on which it was read',
      { published: null, retrieved: '2026-11-26' },
      'datum onbekend, gelezen op 26 november 2026',
    ],
    ['none where neither is known', { published: null, retrieved: null }, 'datum onbekend'],
  ])('is %s', (_what, dates, shown) => {
    const source = { ...document, ...dates }
    expect(sourceLine(attribute(at('mits op maat'), source), t)).toBe(
      `Bron: Document gesprek (Uitgever gesprek, ${shown})`,
    )
  })
})
