import { describe, expect, it } from 'vitest'
import { addExample, addOffTopic } from '../../src/desk/add-question.ts'
import { checkDrafts } from '../../src/desk/check-drafts.ts'
import { type Draft, promptFor, readReply } from '../../src/desk/propose-questions.ts'
import { tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'

const { corpus } = tinyCorpus()
const [rest, , sleep] = corpus.document('pagina').passages
const passages = [rest!, sleep!]

describe('the prompt for questions', () => {
  it('holds each passage word for word, with its code and what stands before it', () => {
    const prompt = promptFor(passages, corpus, 8)
    for (const { id, text } of passages) {
      expect(prompt).toContain(`[${id}]`)
      expect(prompt).toContain(text)
    }
    expect(prompt).toContain('8 vragen')
    expect(prompt).toContain('Dit kan je doen:')
  })
})

describe('the reply of a language model', () => {
  const questions = (reply: string, of = passages) =>
    readReply(reply, of).map(({ question, passageId }) => [passageId, question])

  it.each([
    ['as asked', (id: string) => `[${id}]\nmag ik liggen\n[geen antwoord]\nwat kost een bed`],
    [
      'as Markdown',
      (id: string) => `Graag!\n\n## [${id}] Rust\n\n1. **mag ik liggen**\n\n**[Geen antwoord]**\n- "wat kost een bed"`,
    ],
    ['with bare codes', (id: string) => `**${id}:**\n- mag ik liggen\n\ngeen antwoord:\n- wat kost een bed`],
    [
      'after thinking aloud',
      (id: string) => `<think>\n[${id}]\nhm\n</think>\n[${id}]\nmag ik liggen\n[geen antwoord]\nwat kost een bed`,
    ],
    [
      'in a fence, from Windows',
      (id: string) => `\`\`\`\r\n[${id}]\r\nmag ik liggen\r\n[geen antwoord]\r\nwat kost een bed\r\n\`\`\``,
    ],
  ])('is read %s', (_how, reply) => {
    expect(questions(reply(rest!.id))).toEqual([
      [rest!.id, 'mag ik liggen'],
      [null, 'wat kost een bed'],
    ])
  })

  it('gives nothing for a passage that nobody asked about, and each question once', () => {
    expect(questions(`[aaaaaaaa]\nwat is dit\n[${rest!.id}]\nmag ik liggen\nmag ik liggen`)).toEqual([
      [rest!.id, 'mag ik liggen'],
    ])
  })

  it('needs no code when one passage was asked about', () => {
    expect(questions('Hier zijn ze:\n- mag ik liggen', [rest!])).toEqual([[rest!.id, 'mag ik liggen']])
  })
})

describe('a draft', () => {
  type Found = Readonly<Record<string, number>>
  /** Finds each passage with these probabilities, in both ways. */
  const finding = (probabilities: Readonly<Record<string, number>>) => ({
    thresholds: { answered: 0.6, beside: 0.5, related: 0.3 },
    search: async () => {
      const candidates = corpus.passages
        .map(({ id }, passage) => ({ passage, probability: probabilities[id] ?? 0 }))
        .sort((a, b) => b.probability - a.probability)
      return { candidates, confidence: candidates[0]!.probability } as never
    },
  })
  const doubtsOf = async (
    draft: Draft,
    {
      found = { [rest!.id]: 0.9 } as Found,
      byText = found as Found,
      known = [] as Draft[],
      measured = [] as string[],
    } = {},
  ) =>
    (await checkDrafts([draft], { corpus, whole: finding(found), textsOnly: finding(byText) }, known, measured))[0]!
      .doubts

  const good: Draft = { question: 'mag ik op de bank ploffen', passageId: rest!.id }

  it('that asks something new, in other words, of a passage that answers it, is in no doubt', async () => {
    expect(await doubtsOf(good)).toEqual([])
  })

  it('is doubted when it is asked already, also in another order, and when answers are measured with it', async () => {
    const same = 'Ploffen op de bank, mag ik?'
    expect(await doubtsOf(good, { known: [{ question: same, passageId: sleep!.id }] })).toEqual([
      { kind: 'repeats', passageId: sleep!.id },
    ])
    expect(await doubtsOf(good, { measured: [same] })).toEqual([{ kind: 'measured', passageId: null }])
    const both = await checkDrafts(
      [good, { ...good, question: same }],
      { corpus, whole: finding({ [rest!.id]: 1 }), textsOnly: finding({ [rest!.id]: 1 }) },
      [],
      [],
    )
    expect(both.map(({ doubts }) => doubts.length)).toEqual([0, 1])
  })

  it('is doubted when another passage is much nearer, and not when both may answer', async () => {
    expect(await doubtsOf(good, { found: { [rest!.id]: 0.08, [sleep!.id]: 0.5 } })).toEqual([
      { kind: 'nearer', passageId: sleep!.id },
    ])
    expect(await doubtsOf(good, { found: { [rest!.id]: 0.2, [sleep!.id]: 0.5 } })).toEqual([])
  })

  it('is doubted when it is in the words of the passage, or when the text does not seem to answer it', async () => {
    expect(await doubtsOf({ ...good, question: 'Helpt rust nemen veel mensen met hun huisarts?' })).toMatchObject([
      { kind: 'own-words' },
    ])
    expect(await doubtsOf(good, { byText: { [rest!.id]: 0.01 } })).toMatchObject([{ kind: 'unanswered' }])
  })

  it('that nothing should answer is doubted when a passage does', async () => {
    const draft = { question: 'wat kost een bed', passageId: null }
    expect(await doubtsOf(draft)).toEqual([{ kind: 'answered', passageId: rest!.id }])
    expect(await doubtsOf(draft, { found: { [rest!.id]: 0.5 }, byText: { [rest!.id]: 0.05 } })).toEqual([])
  })

  it('that nothing should answer is doubted when a text does of which nobody has asked anything yet', async () => {
    const draft = { question: 'wat kost een bed', passageId: null }
    expect(await doubtsOf(draft, { found: { [sleep!.id]: 0.4 }, byText: { [rest!.id]: 0.12 } })).toEqual([
      { kind: 'answered', passageId: rest!.id },
    ])
  })
})

describe('a question that is accepted', () => {
  it('stands beside who accepted it and when, whatever is in that name', () => {
    const files = tinyFiles()
    const writer = { author: 'l', note: 'Anna\nvan: de # redactie, 2026-11-26' }
    const once = addExample(files['pagina/questions.yaml']!, rest!, 'mag ik: liggen?', writer)
    const twice = addExample(once, rest!, 'en zitten', writer)
    const offTopic = addOffTopic(files['offtopic.yaml']!, 'wat kost een bed', writer)
    for (const line of ['mag ik: liggen?', 'en zitten'])
      expect(twice).toMatch(new RegExp(`- "?${line.replace('?', '\\?')}"? # Anna van: de # redactie, 2026-11-26\n`))
    expect(offTopic).toContain('wat kost een bed # Anna')
    expect(tinyCorpus({ 'pagina/questions.yaml': twice, 'offtopic.yaml': offTopic }).corpus.passages).toHaveLength(11)
  })
})
