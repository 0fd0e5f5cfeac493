import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageAdapter } from 'grammy'
import type { Update } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { filePreferences, type Preferences } from '../../src/telegram/preferences.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { settle } from '../support/settle.ts'
import { dataOf, labels, type TestOptions, testBot } from '../support/test-bot.ts'
import { ANN, GROUP, groupText, incoming, press, text } from '../support/updates.ts'

const corpus = realCorpus()
const [quoted] = corpus.passages

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const fileOf = (chat: number) => join(folder, String(chat).slice(-2), `${chat}.json`)

/** What lies on the disk for a chat. */
function put(chat: number, content: string): void {
  mkdirSync(join(folder, String(chat).slice(-2)), { recursive: true })
  writeFileSync(fileOf(chat), content)
}

/** A bot with its settings on the disk, in a group where Ann is administrator. */
const setUp = (options: Partial<TestOptions> = {}) =>
  testBot({
    corpus,
    answer: () => answered([quoted!], corpus),
    storage: filePreferences(folder),
    respond: (method) => (method === 'getChatMember' ? { status: 'administrator', user: ANN } : undefined),
    ...options,
  })

describe('settings that are damaged', () => {
  const DAMAGED = ['{"lang', 'null', '[]', '7', '"nl"', '{"language":"xx"}', '{"without":"alles"}', '{"without":[5]}']
  const MORE = ['{"answers":"publiek"}', '{"rest":"ja"}', '{"language":{"toString":null}}']

  it.each([...DAMAGED, ...MORE])('to %s change nothing about the card for somebody in danger', async (content) => {
    put(ANN.id, content)
    put(GROUP.id, content)
    const { bot, of, log } = setUp({ answer: () => answered([quoted!], corpus, { danger: 'suicide' }) })
    await bot.handleUpdate(text('Ik wil dood'))
    await bot.handleUpdate(groupText('/vraag Ik wil dood'))
    expect(of('sendMessage').filter((sent) => sent.text?.startsWith('card suicide nl'))).toHaveLength(2)
    expect(log.join()).not.toContain('update')
  })

  it.each(DAMAGED)('to %s silence nothing, are told in the log once, and can be chosen anew', async (content) => {
    put(ANN.id, content)
    const { bot, of, log } = setUp()
    for (let time = 0; time < 3; time++) await bot.handleUpdate(text('Helpt rust?'))
    expect(of('sendMessage').filter((sent) => sent.text?.includes(quoted!.text))).toHaveLength(3)
    expect(log).toEqual([expect.stringMatching(/damaged/)])
    expect(log[0]).not.toContain(String(ANN.id))
    await bot.handleUpdate(text('/rust'))
    expect(JSON.parse(readFileSync(fileOf(ANN.id), 'utf8'))).toEqual({ rest: true })
  })

  it('keep what of them is whole', async () => {
    put(GROUP.id, '{"language":"xx","rest":true,"answers":"private","later":1}')
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    expect(of('sendMessage')[0]).toMatchObject({ disable_notification: true })
    expect(labels(of('sendMessage')[0]!)).toEqual(['Lees het antwoord'])
  })

  it.each(['{"without":"alles"}', '{"answers":"publiek"}', '{"lang', 'null'])(
    'to %s, so that nobody knows what may be public, have answers read in the private chat',
    async (content) => {
      put(GROUP.id, content)
      const { bot, of } = setUp()
      await bot.handleUpdate(groupText('/vraag Helpt rust?'))
      expect(labels(of('sendMessage')[0]!)).toEqual(['Lees het antwoord'])
      await bot.handleUpdate(groupText('/instellingen'))
      await bot.handleUpdate(press(dataOf(of('sendMessage')[1]!, 'Antwoord hier'), { chat: GROUP }))
      await bot.handleUpdate(groupText('/vraag Helpt rust?'))
      expect(of('sendMessage')[2]!.text).toContain(quoted!.text)
    },
  )
})

describe('settings that can’t be read', () => {
  /** A file that exists, and that nobody can read: root, who may run this, can read every other. */
  const makeUnreadable = (chat: number) => mkdirSync(fileOf(chat), { recursive: true })

  it('leave nothing public in a group, and are told in the log once', async () => {
    makeUnreadable(GROUP.id)
    const { bot, of, log } = setUp()
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    await bot.handleUpdate(groupText(`/controleer ${quoted!.text}`))
    for (const sent of of('sendMessage')) {
      expect(sent.text).not.toContain(quoted!.text.slice(0, 40))
      expect(labels(sent)).toEqual(['Lees het antwoord'])
    }
    expect(log).toEqual([expect.stringMatching(/cannot read.*no small regular file/)])
    expect(log[0]).not.toContain(String(GROUP.id).slice(1))
  })

  it('are not replaced by what somebody chooses meanwhile, and nobody hears that they are', async () => {
    makeUnreadable(ANN.id)
    const { bot, of } = setUp()
    await bot.handleUpdate(text('/rust'))
    expect(of('sendMessage').map((sent) => sent.text)).toEqual([expect.stringContaining('ging iets mis')])
  })

  it('because the disk doesn’t answer hold no answer up', async () => {
    vi.useFakeTimers()
    try {
      const never = () => new Promise<never>(() => {})
      const { bot, of, log } = setUp({ storage: { read: never, write: never, delete: never } })
      await settle(bot.handleUpdate(groupText('/vraag Helpt rust?')))
      expect(labels(of('sendMessage')[0]!)).toEqual(['Lees het antwoord'])
      expect(log).toEqual([expect.stringMatching(/within/)])
    } finally {
      vi.useRealTimers()
    }
  })

  it('because they are a pipe, or far too large, hold no answer up either', async () => {
    put(GROUP.id, `{"language":"en"${' '.repeat(1_000_000)}}`)
    put(ANN.id, '')
    rmSync(fileOf(ANN.id))
    execFileSync('mkfifo', [fileOf(ANN.id)])
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    await bot.handleUpdate(text('Helpt rust?'))
    expect(labels(of('sendMessage')[0]!)).toEqual(['Lees het antwoord'])
    expect(of('sendMessage')[1]!.text).toContain(quoted!.text)
  })

  it('go along, as private answers only, when the group becomes a supergroup', async () => {
    makeUnreadable(-5)
    const { bot, of } = setUp()
    await bot.handleUpdate(incoming({ chat: GROUP, migrate_from_chat_id: -5 }))
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    expect(labels(of('sendMessage')[0]!)).toEqual(['Lees het antwoord'])
  })
})

describe('what somebody chooses', () => {
  const inlineQuery = (id: number): Update => ({
    update_id: id,
    inline_query: { id: `q${id}`, from: ANN, query: 'rust', offset: '' } as never,
  })
  const guestQuestion = (id: number): Update => ({
    update_id: id,
    guest_message: {
      ...{ message_id: 3, date: 0, guest_query_id: 'g1', from: ANN, text: 'Helpt rust?' },
      chat: { id: -7, type: 'group', title: 'Elders' },
    } as never,
  })

  it.each([
    ['an inline query', inlineQuery, {}, { rest: true }],
    ['an inline query', inlineQuery, { rest: true }, {}],
    ['a question as a guest', guestQuestion, {}, { rest: true }],
    ['a question as a guest', guestQuestion, { rest: true }, {}],
  ] as const)('while %s of theirs is being answered stays', async (_, ask, before, after) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let begin = () => {}
    const isAsked = new Promise<void>((resolve) => {
      begin = resolve
    })
    const { bot } = setUp({
      answer: async () => {
        begin()
        await held
        return answered([quoted!], corpus)
      },
    })
    if ('rest' in before) put(ANN.id, JSON.stringify(before))
    const answering = bot.handleUpdate(ask(4000))
    await isAsked
    await bot.handleUpdate(text('/rust'))
    release()
    await answering
    expect((await filePreferences(folder).read(String(ANN.id))) ?? {}).toEqual(after)
  })

  it('is said to be so only after it is saved', async () => {
    const saved: Preferences[] = []
    const storage: StorageAdapter<Preferences> = {
      read: () => undefined,
      write: (_, value) => void saved.push(value),
      delete: () => {},
    }
    const said: [string, number][] = []
    const { bot } = setUp({
      storage,
      respond: (method, payload) => {
        if (method === 'sendMessage') said.push([payload.text!.split('.')[0]!, saved.length])
        return undefined
      },
    })
    await bot.handleUpdate(text('/rust'))
    await bot.handleUpdate(press('l:en'))
    expect(said).toEqual([
      [expect.stringContaining('Rustmodus staat aan'), 1],
      [expect.any(String), 2],
    ])
  })

  it('that can’t be saved is not said to be so', async () => {
    writeFileSync(join(folder, '01'), '')
    const { bot, of } = setUp()
    await bot.handleUpdate(text('/rust'))
    expect(of('sendMessage').map((sent) => sent.text)).toEqual([expect.stringContaining('ging iets mis')])
  })

  it('at the same time twice is both kept', async () => {
    const { bot } = setUp()
    await Promise.all([bot.handleUpdate(text('/rust')), bot.handleUpdate(press('l:en'))])
    expect(await filePreferences(folder).read(String(ANN.id))).toEqual({ rest: true, language: 'en' })
  })

  it('is the same when the same update is handled again, because saying so failed', async () => {
    let failures = 1
    const { bot, of } = setUp({
      refuse: (method) =>
        method === 'sendMessage' && failures-- > 0 ? { error_code: 500, description: 'Internal Server Error' } : null,
    })
    const command = text('/rust')
    await bot.handleUpdate(command)
    await bot.handleUpdate(command)
    expect(await filePreferences(folder).read(String(ANN.id))).toEqual({ rest: true })
    expect(of('sendMessage').at(-1)!.text).toContain('staat aan')
  })
})
