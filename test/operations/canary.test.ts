import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpError } from 'grammy'
import type { Update } from 'grammy/types'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { instrumentAnswerer, instrumentCalls } from '../../src/operations/instrument.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createBot } from '../../src/telegram/create-bot.ts'
import { filePreferences } from '../../src/telegram/preferences.ts'
import { createDispatcher } from '../../src/updates/dispatcher.ts'
import { createFairUse } from '../../src/updates/fair-use.ts'
import { guard } from '../../src/updates/guard.ts'
import { retryCalls } from '../../src/updates/retry-calls.ts'
import { BOT_INFO, recordCalls } from '../support/bot-calls.ts'
import { answered, declined, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { settle } from '../support/settle.ts'
import { edited, incoming, press, text } from '../support/updates.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const TOKEN = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX'
/** A word that nobody but the user may ever see again. */
const WORD = 'kanariepietje'
const USER = { id: 77001122, is_bot: false, first_name: 'Kanarina', last_name: 'Vogelaar', username: 'kanarievogel' }
const GROUP = { id: -1009988776655, type: 'supergroup', title: 'Volieregroep' }
const PRIVATE = [WORD, '77001122', '9988776655', 'Kanarina', 'Vogelaar', 'kanarievogel', 'Volieregroep', 'AAHdqTcv']

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
afterAll(() => rmSync(folder, { recursive: true }))

let corpus: Corpus
beforeAll(() => {
  corpus = realCorpus()
})

/** All files below a folder, with their names. */
function filesIn(path: string): string {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => `${name}\n${readFileSync(name, 'utf8')}`)
    .join('\n')
}

describe('after a whole day at the level debug', () => {
  it('no log, file or metric holds a word, a name, a number of anybody, or the token', async () => {
    const lines: string[] = []
    const log = createLog({ level: 'debug', secrets: [TOKEN], out: { write: (line) => lines.push(line) } })
    const metrics = createMetrics(() => 0)
    const detectDanger = () => null
    const answerer = fakeAnswerer((question) => {
      if (question.includes('stuk')) throw new RangeError(`can't answer ${question}`)
      return question.includes('niets') ? declined(corpus) : answered([corpus.passages[0]!], corpus)
    })
    const bot = createBot({
      token: TOKEN,
      corpus,
      answerer: instrumentAnswerer(answerer, { metrics, detectDanger, log }),
      detectDanger,
      dangerCard: () => WORD,
      preferences: filePreferences(folder),
      guard: guard(createFairUse({ perUser: 30, perChat: 3 }), metrics.refused, {
        detectDanger,
        dangerCard: () => WORD,
      }),
      attempts: [],
      log: (line) => log.debug(line),
      botInfo: BOT_INFO,
    })
    let calls = 0
    const made = recordCalls(bot, (_method, { text }) => {
      calls++
      if (calls % 11 === 0) return { error_code: 403, description: `Forbidden: ${USER.first_name} blocked ${WORD}` }
      if (calls % 13 === 0) return { error_code: 400, description: `Bad Request: ${WORD} in ${text}` }
      if (calls % 7 === 0) return { error_code: 502, description: `Bad Gateway ${WORD}` }
      return null
    })
    bot.api.config.use(instrumentCalls(metrics, () => {}))
    bot.api.config.use(async (previous, method, payload, signal) => {
      if (calls % 17 === 16) {
        calls++
        throw new HttpError(`https://api.telegram.org/bot${TOKEN}/${method} failed`, new Error(`${WORD} ${TOKEN}`))
      }
      return previous(method, payload, signal)
    })
    bot.api.config.use(retryCalls(metrics.retry))
    const { dispatch } = createDispatcher({
      handle: (update) => bot.handleUpdate(update),
      log,
      metrics,
      mayShed: true,
    })

    const from = { from: USER, chat: { id: USER.id, type: 'private', first_name: USER.first_name } }
    const inGroup = { from: USER, chat: GROUP }
    const mention = { entities: [{ type: 'mention', offset: 0, length: 15 }] }
    const question = text(`Wat is ${WORD}?`, from)
    const day: Update[] = [
      question,
      edited(question, `Wat is ${WORD} niets?`),
      text(`Is ${WORD} stuk?`, from),
      ...[
        '/start',
        '/help',
        '/privacy',
        '/bronnen',
        '/begrippen',
        '/taal',
        '/rust',
        '/vergeet',
        `/controleer ${WORD}`,
        `/${WORD}`,
      ].map((words) => text(words, from)),
      incoming({ ...from, photo: [{ file_id: WORD, file_unique_id: 'x', width: 1, height: 1 }], caption: WORD }),
      incoming({ ...from, contact: { phone_number: '77001122', first_name: WORD } }),
      press(`${WORD}`, from),
      press('q', { ...from, text: WORD }),
      text(WORD, inGroup),
      ...[1, 2, 3, 4, 5].map((n) => text(`@bronwijzer_bot Wat is ${WORD} ${n}?`, { ...inGroup, ...mention })),
      ...Array.from({ length: 30 }, (_, n) => text(`${WORD} ${n % 5 === 0 ? 'niets' : ''} ${n}?`, from)),
    ]
    for (const update of day) await settle(dispatch(update))

    expect(made.length).toBeGreaterThan(40)
    expect(lines.length).toBeGreaterThanOrEqual(day.length)
    const outcomes = lines.map((line) => JSON.parse(line).outcome as string)
    for (const outcome of ['answered', 'no_answer', 'refused', 'failed', 'undeliverable'])
      expect(outcomes).toContain(outcome)
    // A file of preferences bears the number of its chat, as /privacy says: nothing else.
    const disk = filesIn(folder).replaceAll(String(USER.id), '').replaceAll(String(GROUP.id), '')
    const left = [lines.join(''), await metrics.text(), disk].join('\n')
    for (const secret of PRIVATE) expect(left).not.toContain(secret)
  }, 60_000)
})
