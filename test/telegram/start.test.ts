import { Api, Bot, GrammyError, HttpError } from 'grammy'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { connect, retryUntilReachable } from '../../src/telegram/connect.ts'
import { describeFailure, describeStartError } from '../../src/telegram/errors.ts'
import { registerCommands } from '../../src/telegram/register-commands.ts'
import { startEmulator } from '../emulator/emulator.ts'
import { BOT_INFO } from '../support/bot-calls.ts'
import { settle } from '../support/settle.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

const words = loadTranslations()('nl')
const TOKEN = '123456:SECRET'

function refused(error_code: number, description: string): GrammyError {
  return new GrammyError('Call failed!', { ok: false, error_code, description }, 'getUpdates', {})
}

describe('a failure to start', () => {
  it('is told in a sentence that says what to do', () => {
    expect(describeStartError(refused(401, 'Unauthorized'), words)).toContain('@BotFather')
    expect(describeStartError(refused(404, 'Not Found'), words)).toContain('@BotFather')
    expect(describeStartError(refused(409, 'Conflict: terminated by other getUpdates request'), words)).toContain(
      'draait al een bot',
    )
    expect(
      describeStartError(refused(409, "Conflict: can't use getUpdates method while webhook is active"), words),
    ).toContain('webhook')
    expect(describeStartError(refused(403, 'Forbidden'), words)).toBe('Telegram weigerde getUpdates (403: Forbidden).')
    expect(describeStartError(new Error('something else'), words)).toBeNull()
  })

  it('never holds the token', () => {
    const unreachable = new HttpError(
      'Network request failed!',
      new Error(`http://user:pw@127.0.0.1:1/bot${TOKEN}/getMe`),
    )
    const sentence = describeStartError(unreachable, words, `http://user:pw@127.0.0.1:1/`)
    expect(sentence).toContain('127.0.0.1:1')
    expect(sentence).not.toContain('SECRET')
    expect(sentence).not.toContain('pw')
  })
})

describe('registering', () => {
  it('tells Telegram commands and descriptions in both languages, and the second time nothing', async () => {
    const telegram = await startEmulator({ token: TOKEN })
    const api = new Api(TOKEN, { apiRoot: telegram.url })
    const sets = () => telegram.calls().filter(({ method }) => method.startsWith('set'))
    await registerCommands(api, null)
    expect(sets()).toHaveLength(10)
    await registerCommands(api, null)
    expect(sets()).toHaveLength(10)
    // Among them, that a description is too long.
    expect(telegram.violations()).toEqual([])
    await telegram.close()
  })

  it('has the menu button open the pages while they have an address with https, and else the commands', async () => {
    const telegram = await startEmulator({ token: TOKEN })
    const api = new Api(TOKEN, { apiRoot: telegram.url })
    const ann = telegram.people.user()
    const open = () => telegram.people.openMenu(ann).split('#')[0]
    expect(open).toThrow('commands')
    const sets = () => telegram.calls().filter(({ method }) => method === 'setChatMenuButton').length
    for (const [readerUrl, opened, calls] of [
      ['https://bot.example.org/lezen', 'https://bot.example.org/lezen/app/', 1],
      ['https://bot.example.org/lezen', 'https://bot.example.org/lezen/app/', 1],
      ['https://elders.example.org', 'https://elders.example.org/app/', 2],
      ['http://bot.example.org/lezen', null, 3],
      ['https://bot.example.org/lezen', 'https://bot.example.org/lezen/app/', 4],
      [null, null, 5],
      [null, null, 5],
    ] as const) {
      await registerCommands(api, readerUrl)
      if (opened === null) expect(open).toThrow('commands')
      else expect(open()).toBe(opened)
      expect(sets()).toBe(calls)
    }
    expect(telegram.violations()).toEqual([])
    await telegram.close()
  })
})

describe('connecting', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('waits for a network that is not there yet, and says so once', async () => {
    const bot = new Bot(TOKEN)
    let calls = 0
    bot.api.config.use(async () => {
      if (++calls === 1) throw new HttpError('Network request failed!', new Error('ECONNREFUSED'))
      return { ok: true, result: BOT_INFO as never }
    })
    const told: unknown[] = []
    await settle(connect(bot, (error) => told.push(error)))
    expect(told).toHaveLength(1)
    expect(bot.botInfo.username).toBe(BOT_INFO.username)
  })

  it('waits for as long as Telegram asks when there were too many requests', async () => {
    const bot = new Bot(TOKEN)
    let calls = 0
    bot.api.config.use(async () => {
      if (++calls > 1) return { ok: true, result: BOT_INFO as never }
      return { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 2 } }
    })
    const start = performance.now()
    await settle(connect(bot, () => {}))
    expect(performance.now() - start).toBeGreaterThanOrEqual(2_000)
  })

  it('gives up at once on a token that Telegram refuses', async () => {
    const bot = new Bot(TOKEN)
    bot.api.config.use(async () => ({ ok: false, error_code: 401, description: 'Unauthorized' }))
    await expect(connect(bot, () => {})).rejects.toThrow('401')
  })

  it('retries as often as it takes', async () => {
    let calls = 0
    const call = async () => {
      if (++calls < 20) throw new HttpError('Network request failed!', new Error('ECONNREFUSED'))
    }
    await settle(retryUntilReachable(call, () => {}))
    expect(calls).toBe(20)
  })

  it('stops waiting when the bot is stopped', async () => {
    const bot = new Bot(TOKEN)
    const stop = new AbortController()
    bot.api.config.use(async () => {
      throw new HttpError('Network request failed!', new Error('ECONNREFUSED'))
    })
    await connect(bot, () => stop.abort(), stop.signal)
    expect(bot.isInited()).toBe(false)
  })
})

describe('a failure in the log', () => {
  it('holds no line of a message, however much it looks like one of the stack', () => {
    const said = 'ik wil niet meer\n    at home (file:///mijn/dagboek:1:1)'
    expect(describeFailure(new Error(said))).toMatch(/^Error at .*start\.test\.ts/)
    expect(describeFailure(new Error(said))).not.toContain('dagboek')
    const changed = new Error('kort')
    changed.stack = `Error: iets anders\n    at home (file:///mijn/dagboek:1:1)`
    expect(describeFailure(changed)).toBe('Error')
  })
})
