import { Api, MemorySessionStorage, type Transformer } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { quantile } from '../../bench/quantile.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { instrumentAnswerer, instrumentCalls } from '../../src/operations/instrument.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { ALLOWED_UPDATES, createBot } from '../../src/telegram/create-bot.ts'
import type { Preferences } from '../../src/telegram/preferences.ts'
import { createDispatcher, type Dispatcher } from '../../src/updates/dispatcher.ts'
import { createFairUse } from '../../src/updates/fair-use.ts'
import { guard } from '../../src/updates/guard.ts'
import { paceCalls } from '../../src/updates/pace-calls.ts'
import { startPolling } from '../../src/updates/poll.ts'
import { refuseGarbage, retryCalls } from '../../src/updates/retry-calls.ts'
import { currentUpdate } from '../../src/updates/update-state.ts'
import { createLimiter, DOCUMENTED_LIMITS } from '../emulator/limits.ts'
import type { Refusal } from '../emulator/refusal.ts'
import { type PollParameters, type QueuedUpdate, UpdateQueue } from '../emulator/update-queue.ts'
import { BOT_INFO } from '../support/bot-calls.ts'
import { answered, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { ANN, groupText, text } from '../support/updates.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

const QUESTIONS = 5_000
const CHATS = 250
/** Of twenty chats: how many are groups, and how many of all have a share of their messages refused. The first of them are groups. */
const GROUPS = 8
const REFUSED = 3
/** Share of messages to these chats that Telegram refuses, for 1 to 60 seconds. */
const REFUSALS = 0.25
/** Share of all messages that are answered by something else than Telegram, or not at all. */
const GARBAGE = 0.01
/** Groups in which thirty people ask at the same moment. */
const CROWDS = 5
const CROWD = 30
/** Deliveries to a webhook at the same time. */
const CONNECTIONS = 40
/** Milliseconds. */
const ON_THE_WAY = 50
const THINKING = 30

const GARBAGES: readonly unknown[] = [
  null,
  { ok: true, result: null },
  { ok: true },
  { ok: false, error_code: 401, description: 'Unauthorized' },
  { ok: false, error_code: 404, description: 'Not Found' },
  { ok: false, error_code: 502, description: 'Bad Gateway' },
]

interface Asked {
  readonly chat: number
  readonly at: number
  answeredAt: number | null
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Telegram with its limits, in this process and by the clock of the test. It refuses every message to a chat for as long as it told
 * the bot to wait.
 */
function telegram(isRefused: (chat: number) => boolean, random: () => number) {
  const now = () => performance.now()
  const updates = new UpdateQueue(now, 1, 1)
  const limit = createLimiter(DOCUMENTED_LIMITS, now)
  const asked = new Map<number, Asked>()
  const silentUntil = new Map<number, number>()
  const order = new Map<number, number[]>()
  const busy = new Set<number>()
  const seen = { calls: 0, refused: 0, garbage: 0, overLimits: 0, tooEarly: 0, misplaced: 0, again: 0, wrong: 0 }

  function refuse(chat: number, seconds: number) {
    silentUntil.set(chat, now() + seconds * 1000)
    return { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: seconds } }
  }

  function send(chat: number, words: string) {
    seen.calls++
    const silent = (silentUntil.get(chat) ?? 0) - now()
    if (silent > 0) {
      seen.tooEarly++
      return refuse(chat, Math.ceil(silent / 1000))
    }
    if (random() < GARBAGE) {
      seen.garbage++
      return GARBAGES[Math.floor(random() * GARBAGES.length)]
    }
    if (isRefused(chat) && random() < REFUSALS) {
      seen.refused++
      return refuse(chat, 1 + Math.floor(random() * 60))
    }
    try {
      limit(chat, chat > 0)
    } catch (error) {
      seen.overLimits++
      return refuse(chat, (error as Refusal).parameters?.retry_after ?? 1)
    }
    const question = asked.get(currentUpdate()?.update ?? 0)
    if (question?.chat !== chat) seen.misplaced++
    else if (question.answeredAt !== null) seen.again++
    else {
      question.answeredAt = now()
      order.set(chat, [...(order.get(chat) ?? []), currentUpdate()?.update ?? 0])
    }
    if (!words.includes('Bron')) seen.wrong++
    return { ok: true, result: { message_id: seen.calls, date: 0, chat: { id: chat, type: 'private' }, text: words } }
  }

  async function poll(parameters: PollParameters, signal: AbortSignal | undefined) {
    let end = () => {}
    try {
      const found = await updates.poll(parameters, (onGone) => {
        end = onGone
        signal?.addEventListener('abort', end)
      })
      return { ok: true, result: found }
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }

  const calls: Transformer = async (_previous, method, payload, signal) => {
    const { chat_id = 0, text = '' } = payload as { chat_id?: number; text?: string }
    await pause(ON_THE_WAY)
    let reply: unknown = { ok: true, result: true }
    if (method === 'getUpdates') reply = await poll(payload as PollParameters, signal as AbortSignal | undefined)
    else if (method === 'sendMessage') reply = send(chat_id, text)
    await pause(ON_THE_WAY)
    return reply as never
  }

  /** Brings updates as Telegram does by webhook: those of one chat one after another, each until it was handled. */
  async function bring(dispatcher: Dispatcher, { id, source, update }: QueuedUpdate): Promise<void> {
    busy.add(source)
    await pause(ON_THE_WAY)
    await dispatcher.dispatch(update)
    await pause(ON_THE_WAY)
    updates.confirm(id)
    busy.delete(source)
    deliver(dispatcher)
  }

  function deliver(dispatcher: Dispatcher): void {
    for (const queued of updates.pending()) {
      if (busy.size === CONNECTIONS) return
      if (!busy.has(queued.source)) void bring(dispatcher, queued)
    }
  }

  return {
    calls,
    asked,
    order,
    seen,
    deliver,
    pending: () => updates.pending().length,
    ask(chat: number, { message }: Update) {
      const id = updates.add('message', message, chat)
      asked.set(id ?? 0, { chat, at: now(), answeredAt: null })
    },
  }
}

/** The bot, with all that stands between it and Telegram, as operations/bot-factory.ts puts it together. */
function startBot(calls: Transformer) {
  const corpus = realCorpus()
  const metrics = createMetrics(() => 0)
  const log = pino({ level: 'silent' })
  const answer = answered([corpus.passages[0]!], corpus)
  const answerer = fakeAnswerer(async () => {
    await pause(THINKING)
    return answer
  })
  const detectDanger = () => null
  const observed = instrumentCalls(metrics, () => {})
  const bot = createBot({
    token: '123456:TEST',
    corpus,
    answerer: instrumentAnswerer(answerer, { metrics, detectDanger, log }),
    detectDanger,
    dangerCard: () => '',
    preferences: new MemorySessionStorage<Preferences>(),
    guard: guard(createFairUse({ perUser: 0, perChat: 0 }), metrics.refused, { detectDanger, dangerCard: () => '' }),
    attempts: [calls, refuseGarbage, observed],
    log: () => {},
    botInfo: BOT_INFO,
  })
  bot.api.config.use(paceCalls(metrics.retry), retryCalls(metrics.retry))
  const dispatcher = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    log,
    metrics,
    mayShed: false,
  })
  return { dispatcher, log }
}

/** Lets time go on to the next moment for which somebody waits, once nothing else happens. */
async function nextMoment(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  vi.advanceTimersToNextTimer()
}

type Transport = 'polling' | 'webhook'

/** @param rate questions a second. */
async function runLimits(transport: Transport, rate: number) {
  const random = mulberry32(1)
  const chats = Array.from({ length: CHATS }, (_, index) => (index % 20 < GROUPS ? -1 - index : 1 + index))
  const refused = new Set(chats.filter((_, index) => index % 20 >= GROUPS - 2 && index % 20 < GROUPS - 2 + REFUSED))
  const crowds = chats.filter((id) => id < 0 && !refused.has(id)).slice(0, CROWDS)
  const server = telegram((chat) => refused.has(chat), random)
  const { dispatcher, log } = startBot(server.calls)
  const api = new Api('123456:TEST')
  api.config.use(server.calls)
  const receiver =
    transport === 'polling' ? startPolling({ api, dispatcher, allowedUpdates: ALLOWED_UPDATES, log }) : null
  const ask = (chat: number) => {
    server.ask(
      chat,
      chat < 0
        ? groupText('@bronwijzer_bot Wat is PEM?', { chat: { id: chat, type: 'supergroup', title: 'Groep' } })
        : text('Wat is PEM?', { chat: { id: chat, type: 'private' }, from: { ...ANN, id: chat } }),
    )
    if (transport === 'webhook') server.deliver(dispatcher)
  }
  const others = chats.filter((chat) => !crowds.includes(chat))
  const singles = QUESTIONS - CROWDS * CROWD
  const asking = (async () => {
    for (let n = 0; n < singles; n++) {
      await pause((-Math.log(1 - random()) * 1000) / rate)
      ask(others[Math.floor(random() * others.length)]!)
      if ((n + 1) % Math.floor(singles / CROWDS) !== 0) continue
      const crowd = crowds[Math.floor(n / Math.floor(singles / CROWDS))]
      for (let one = 0; crowd !== undefined && one < CROWD; one++) ask(crowd)
    }
  })()
  let isAsking = true
  void asking.then(() => {
    isAsking = false
  })
  while (isAsking || server.pending() > 0) await nextMoment()
  const minutes = performance.now() / 60_000
  const stopped = receiver?.stop(10_000).then(() => null)
  while (stopped && (await Promise.race([stopped, nextMoment()])) !== null);
  const all = [...server.asked.values()]
  const waits = (of: (chat: number) => boolean) =>
    all.filter(({ chat }) => of(chat)).map(({ at, answeredAt }) => (answeredAt ?? Number.POSITIVE_INFINITY) - at)
  const quiet = waits((chat) => !refused.has(chat) && !crowds.includes(chat))
  return {
    questions: all.length,
    minutes: Math.round(minutes),
    ...server.seen,
    lost: all.filter(({ answeredAt }) => answeredAt === null).length,
    disordered: [...server.order.values()].filter((ids) => ids.some((id, at) => at > 0 && id < ids[at - 1]!)).length,
    /** Of the chats that are neither refused nor crowded; milliseconds. */
    p50: Math.round(quantile(quiet, 0.5)),
    p95: Math.round(quantile(quiet, 0.95)),
    max: Math.round(Math.max(...quiet)),
    p95OfRefused: Math.round(
      quantile(
        waits((chat) => refused.has(chat)),
        0.95,
      ),
    ),
    maxOfCrowds: Math.round(Math.max(...waits((chat) => crowds.includes(chat)))),
  }
}

// A poll brings no more than a hundred updates after the first that is not confirmed, so what waits for minutes may hold up others at
// a higher rate.
it.each([
  ['polling', 0.5],
  ['webhook', 10],
] as const)(
  'of 5,000 questions while Telegram limits and refuses none is lost, and other chats hardly wait: by %s, %d a second',
  { timeout: 120_000 },
  async (transport, rate) => {
    const figures = await runLimits(transport, rate)
    process.stdout.write(`${transport}: ${JSON.stringify(figures)}\n`)
    expect(figures).toMatchObject({ questions: QUESTIONS, lost: 0, disordered: 0, misplaced: 0, again: 0, wrong: 0 })
    expect(figures).toMatchObject({ tooEarly: 0, overLimits: 0 })
    expect(figures.p95).toBeLessThanOrEqual(1000)
  },
)
