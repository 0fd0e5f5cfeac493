import { MemorySessionStorage, type StorageAdapter } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { Answer, Turn } from '../../src/answering/answer.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Term } from '../../src/corpus/terms.ts'
import type { Danger } from '../../src/safety/danger.ts'
import { createBot } from '../../src/telegram/create-bot.ts'
import type { Preferences } from '../../src/telegram/preferences.ts'
import type { Report } from '../../src/telegram/reports.ts'
import { BOT_INFO, type Call, type Refusal, recordCalls } from './bot-calls.ts'
import { fakeAnswerer } from './fake-answerer.ts'

export interface TestOptions {
  readonly corpus: Corpus
  readonly terms: readonly Term[]
  readonly answer: (question: string, previous: Turn | null) => Answer | Promise<Answer>
  readonly refuse: (method: string, payload: Call['payload']) => Refusal | null
  readonly respond: (method: string, payload: Call['payload']) => unknown
  readonly preferences: MemorySessionStorage<Preferences>
  /** In the place of `preferences`. */
  readonly storage: StorageAdapter<Preferences>
  readonly botInfo: UserFromGetMe
  readonly detectDanger: (message: string) => Danger | null
  readonly readerUrl: string | null
  readonly sendsQuestions: boolean
}

/** A bot that calls nobody, with everything that it would have called, kept or logged. */
export function testBot({
  corpus,
  terms = [],
  answer,
  refuse,
  respond,
  preferences = new MemorySessionStorage<Preferences>(),
  storage = preferences,
  botInfo = BOT_INFO,
  detectDanger = () => null,
  readerUrl = null,
  sendsQuestions = false,
}: Pick<TestOptions, 'corpus' | 'answer'> & Partial<TestOptions>) {
  const answerer = fakeAnswerer(answer)
  const log: string[] = []
  const reported: Report[] = []
  const bot = createBot({
    token: '123456:TEST',
    corpus,
    terms,
    answerer,
    detectDanger,
    sendsQuestions,
    dangerCard: (danger, language, isSensed) => `${isSensed ? 'line' : 'card'} ${danger} ${language}`,
    preferences: storage,
    reports: { add: async (report) => void reported.push(report) },
    log: (line) => log.push(line),
    readerUrl,
    botInfo,
  })
  const calls = recordCalls(bot, refuse, respond)
  const of = (method: string) => calls.filter((call) => call.method === method).map(({ payload }) => payload)
  return { bot, calls, of, answerer, preferences, log, reported }
}

export const labels = ({ reply_markup }: Call['payload']): string[] =>
  reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? []

/** The callback data of a button. */
export function dataOf({ reply_markup }: Call['payload'], label: string): string {
  const button = reply_markup?.inline_keyboard.flat().find((one) => one.text === label)
  if (!button || !('callback_data' in button)) throw new Error(`no button "${label}"`)
  return button.callback_data
}

/** The address of a button. */
export function urlOf({ reply_markup }: Call['payload'], label: string): string {
  const button = reply_markup?.inline_keyboard.flat().find((one) => one.text === label)
  if (!button || !('url' in button)) throw new Error(`no link "${label}"`)
  return button.url
}
