import type { Update } from 'grammy/types'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createBot } from '../../src/telegram/create-bot.ts'
import { createDispatcher } from '../../src/updates/dispatcher.ts'
import { guard } from '../../src/updates/guard.ts'
import { currentUpdate } from '../../src/updates/update-state.ts'
import { BOT_INFO, recordCalls } from '../support/bot-calls.ts'
import { answered, declined, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { dataOf, labels } from '../support/test-bot.ts'
import { edited, groupText, press, text } from '../support/updates.ts'
import { BEAT, shareDatabase } from './share-database.ts'

const corpus = realCorpus()
const [quoted] = corpus.passages
/** A word that nobody but the user may ever see again. */
const WORD = 'kanariepietje'
const USER = { id: 77001122, is_bot: false, first_name: 'Kanarina', last_name: 'Vogelaar', username: 'kanarievogel' }
const PRIVATE = { from: USER, chat: { id: USER.id, type: 'private', first_name: USER.first_name } }
const GROUP = { from: USER, chat: { id: -1009988776655, type: 'supergroup', title: 'Volieregroep' } }
const TOKEN = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX'

let shared: Awaited<ReturnType<typeof shareDatabase>>
let one: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  shared = await shareDatabase()
}, 180_000)
afterAll(() => shared.database.close())
beforeEach(async () => {
  one = await serve()
})
afterEach(async () => {
  shared.state.problem = null
  await one.keeping.close()
})

/** A bot that keeps what it keeps in the database. */
async function serve() {
  const keeping = await shared.join(TOKEN, { LIMIT_PER_USER: '0' })
  const log = createLog({ level: 'debug', secrets: [TOKEN], out: { write: (line) => keeping.lines.push(line) } })
  const metrics = createMetrics(() => 0)
  const cards = { detectDanger: () => null, dangerCard: () => '' }
  const bot = createBot({
    token: TOKEN,
    corpus,
    answerer: fakeAnswerer((question) => (question.includes('niets') ? declined(corpus) : answered([quoted!], corpus))),
    ...cards,
    preferences: keeping.preferences,
    reports: keeping.reports,
    guard: guard(keeping.fairUse('chats'), metrics.refused, cards),
    isPostponed: () => currentUpdate()?.guard.end?.kind === 'postponed',
    log: (line) => log.debug(line),
    botInfo: BOT_INFO,
  })
  const calls = recordCalls(bot)
  const { dispatch } = createDispatcher({
    handle: (update: Update) => bot.handleUpdate(update),
    log,
    metrics,
    mayShed: false,
    turns: keeping.instances!.turns,
  })
  const of = (method: string) => calls.filter((call) => call.method === method).map(({ payload }) => payload)
  return { keeping, calls, of, dispatch }
}

/** Every row of every table, as a dump holds it; bytes in hexadecimal and as letters. */
async function dump(): Promise<string> {
  const tables = await shared.database.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    [],
  )
  const rows: unknown[] = []
  for (const { name } of tables)
    rows.push(name, ...(await shared.database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`, [])))
  return JSON.stringify(rows)
}

describe('after everything that people do with the bot', () => {
  it('the database holds no word of theirs, no name, and a number only where something was chosen', async () => {
    const { dispatch, of, calls } = one
    const question = text(`Wat is ${WORD}?`, PRIVATE)
    const day = [
      question,
      edited(question, `Wat is ${WORD} niets?`),
      text(WORD, GROUP),
      groupText(`/vraag ${WORD}?`, GROUP),
      { update_id: 77, inline_query: { id: '77', from: USER, query: WORD, offset: '' } },
      ...['/start', '/privacy', '/vergeet', `/controleer ${WORD}`, `/${WORD}`].map((words) => text(words, PRIVATE)),
    ]
    for (const update of day) await dispatch(update)
    // A report, up to its end.
    await dispatch(text(`Waarom ${WORD}?`, PRIVATE))
    const answer = calls.findLast(({ method }) => method === 'sendMessage')!
    await dispatch(press(dataOf(answer.payload, 'Klopt niet?'), { chat: PRIVATE.chat, message_id: answer.sent! }))
    const ask = calls.findLast(({ method }) => method === 'sendMessage')!
    const under = {
      chat: PRIVATE.chat,
      message_id: ask.sent!,
      reply_to_message: { message_id: answer.sent!, date: 0, chat: { id: USER.id } },
    }
    await dispatch(press(dataOf(ask.payload, 'Iets anders'), under))
    const offered = of('editMessageText').at(-1)!
    expect(offered.text).toContain('Je vraag bewaar ik nooit.')
    expect(labels(offered)).toEqual(['Bewaar dit', 'Laat maar'])
    await dispatch(press(dataOf(offered, 'Bewaar dit'), under))
    expect(of('editMessageText').at(-1)!.text).toContain('Dank je wel')

    const before = await dump()
    expect(before).toContain('bronwijzer_settings.reports')
    expect(before).toContain(quoted!.id)
    const SECRETS = [WORD, 'Kanarina', 'Vogelaar', 'kanarievogel', 'Volieregroep', 'AAHdqTcv']
    for (const secret of [...SECRETS, '77001122', '9988776655']) {
      expect(before).not.toContain(secret)
      expect(before).not.toContain(Buffer.from(secret).toString('hex'))
    }
    await dispatch(text('/rust', PRIVATE))
    const after = await dump()
    expect(after).toContain('77001122')
    for (const secret of SECRETS) expect(after).not.toContain(secret)
  })
})

describe('a choice while the database is away', () => {
  it.each(['unreachable', 'busy', 'read-only', 'full', 'refused'] as const)(
    'is told to come later, once, and is made when the database no longer is %s',
    async (problem) => {
      const { dispatch, of, keeping } = one
      await keeping.preferences.delete(String(USER.id))
      shared.state.problem = problem
      const choosing = dispatch(text('/rust', PRIVATE))
      await dispatch(text('Wat is PEM?', GROUP))
      await new Promise((resolve) => setTimeout(resolve, 4 * BEAT))
      expect(of('sendMessage').map((message) => message.text)).toEqual([
        'Dat lukt nu even niet. Ik probeer het zo zelf nog eens. Je hoeft niets te doen.',
      ])
      const lines = keeping.lines.filter((line) => line.includes('"error"'))
      expect(lines).toHaveLength(1)
      shared.state.problem = null
      await choosing
      expect(await keeping.preferences.read(String(USER.id))).toEqual({ rest: true })
      expect(of('sendMessage')).toHaveLength(2)
    },
    20_000,
  )
})
