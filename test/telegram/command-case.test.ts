import { describe, expect, it } from 'vitest'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, groupText, text } from '../support/updates.ts'

const corpus = realCorpus()
const [passage] = corpus.passages

function setUp() {
  const respond = (method: string) =>
    method === 'getChatMember' ? { status: 'administrator', user: ANN } : method === 'getMe' ? {} : undefined
  return testBot({ corpus, answer: () => answered([passage!], corpus), respond })
}

/** What the bot says to a command. */
async function saidTo(words: string, send: typeof text) {
  const { bot, calls } = setUp()
  await bot.handleUpdate(send(words))
  return calls.map(({ method, payload }) => [method, payload.text])
}

const turned = (word: string) => [word.toUpperCase(), word.replace(/^./, (first) => first.toUpperCase())]

describe('a command', () => {
  it.each([
    ...['start', 'help', 'privacy', 'bronnen', 'begrippen', 'taal', 'rust', 'vergeet', 'vraag', 'bron', 'diagnose'].map(
      (one) => [one, ''],
    ),
    ['controleer', ' Rust helpt altijd en overal.'],
    ['start', ` p_${passage!.id}`],
    ['help', '@Bronwijzer_BOT'],
  ] as [string, string][])('/%s%s works in any case in a private chat', async (name, rest) => {
    const plain = await saidTo(`/${name}${rest}`, text)
    expect(plain.length).toBeGreaterThan(0)
    for (const other of turned(name)) expect(await saidTo(`/${other}${rest}`, text)).toEqual(plain)
  })

  it.each([
    ['vraag', ' Helpt rust?'],
    ['bron', ' Helpt rust?'],
    ['controleer', ' Rust helpt altijd en overal.'],
    ['instellingen', ''],
    ['help', '@bronwijzer_bot'],
    ['bronnen', '@bronwijzer_bot'],
    ['begrippen', '@bronwijzer_bot'],
  ])('/%s%s works in any case in a group', async (name, rest) => {
    const plain = await saidTo(`/${name}${rest}`, groupText)
    expect(plain.length).toBeGreaterThan(0)
    for (const other of turned(name)) expect(await saidTo(`/${other}${rest}`, groupText)).toEqual(plain)
  })

  it('of another bot stays another bot’s', async () => {
    expect(await saidTo('/Vraag@Other_bot Helpt rust?', groupText)).toEqual([])
  })
})
