import { describe, expect, it } from 'vitest'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { EVALUATION_SETS } from '../../src/evaluation/sets.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { readCases } from '../support/cases.ts'
import { evaluationSet, realProduct } from '../support/product.ts'

const { answerer } = await realProduct()
// Without the largest set, which would take a minute.
const questions = EVALUATION_SETS.filter((set) => set !== 'messages').flatMap(evaluationSet)
const dangers = readCases('test/eval/safety-strangers.jsonl')
const messages = [...questions.map(({ question }) => question), ...dangers.map(({ text }) => text)]

const CYRILLIC: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', i: 'і', A: 'А', O: 'О' }
/** Moves the ASCII letters to another block of Unicode. */
const moved = (text: string, capitalA: number, smallA: number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const isSmall = letter >= 'a'
    return String.fromCodePoint(letter.charCodeAt(0) - (isSmall ? 97 : 65) + (isSmall ? smallA : capitalA))
  })

const TYPINGS: Readonly<Record<string, (text: string) => string>> = {
  'Cyrillic letters': (text) => text.replace(/[aeopciAO]/g, (letter) => CYRILLIC[letter]!),
  'full-width letters': (text) => moved(text, 0xff21, 0xff41),
  'mathematical letters': (text) => moved(text, 0x1d400, 0x1d41a),
  'invisible characters': (text) => [...text].join('\u200b'),
  'soft hyphens': (text) => text.replace(/(?<=\p{L}{2})(?=\p{L}{2})/gu, '\u00ad'),
  'odd white space': (text) => `\u2003${text.replaceAll(' ', ' \u00a0\t')}  `,
  capitals: (text) => text.toUpperCase(),
  'small letters': (text) => text.toLowerCase(),
  'repeated punctuation': (text) => text.replace(/[?!,]/g, (mark) => mark.repeat(4)),
}

/** What a user would see: how it ends, on which passage, and the card. */
async function seen(message: string) {
  const { outcome, confidence, ranked, danger, request } = await answerer.answer(message)
  return { outcome, confidence, first: ranked[0]?.passage.id, danger, request }
}

const plain = new Map<string, Awaited<ReturnType<typeof seen>>>()
for (const message of messages) plain.set(message, await seen(message))

describe('how a message is typed', () => {
  // EVERY_TYPING=1 tries each message in each way: two minutes.
  it('changes nothing, whatever is asked', { timeout: 300_000 }, async () => {
    const random = mulberry32(1)
    for (const message of messages) {
      const ways = Object.entries(TYPINGS)
      const tried = process.env.EVERY_TYPING ? ways : [ways[Math.floor(random() * ways.length)]!]
      for (const [way, typed] of tried) {
        expect(await seen(typed(message)), `${message}, with ${way}`).toEqual(plain.get(message))
      }
    }
  })

  it.each(Object.entries(TYPINGS))(
    'leaves thanks and what is asked after them as they are: %s',
    async (_way, typed) => {
      for (const message of ['Dank je wel', 'Tot ziens', 'Bedankt, en helpt mindfulness?']) {
        const previous = { question: 'Is CGT schadelijk?', shown: [] }
        const reason = async (text: string) => {
          const answer = await answerer.answer(text, previous)
          return [answer.outcome, answer.outcome === 'no_answer' ? answer.reason : null, answer.ranked[0]?.passage.id]
        }
        expect(await reason(typed(message)), typed(message)).toEqual(await reason(message))
      }
    },
  )

  it('in a stretched or spaced word hides neither answer nor danger', async () => {
    for (const message of ['Wat is PEM?', 'Kan ik ooit beter worden van ME?', 'Helpt cognitieve gedragstherapie?']) {
      const stretched = message.replace(/[aeiou]/, (vowel) => vowel.repeat(6))
      expect(await seen(stretched), stretched).toEqual(await seen(message))
    }
    expect((await seen('ik wiiiil doooooood')).danger).toBe('suicide')
    expect((await seen('IK WIL D O O D')).danger).toBe('suicide')
  })

  it('stays as it was where the bot repeats it', async () => {
    const question = 'IS   CGT SCHADELIJK???'
    const previous = nextTurn(question, await answerer.answer(question), null)
    const { understoodAs } = await answerer.answer('WAAROM???', previous)
    expect(understoodAs).toBe(`${question} WAAROM???`)
  })
})
