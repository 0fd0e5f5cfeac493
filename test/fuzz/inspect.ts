import type { MessageEntity, Update } from 'grammy/types'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { inspectCall } from '../e2e/inspect-call.ts'
import { checkCall } from '../emulator/check-call.ts'
import { type Expected, KINDS } from './shapes.ts'
import { type Call, MOVED_TO } from './telegram.ts'
import { ME } from './world.ts'

/** An update, with everything that came of it. */
export interface Record {
  readonly update: Update
  /** Null: it was mutated, and nobody knows what should come of it. */
  readonly expected: Expected | null
  readonly calls: Call[]
  /** Whether some call was made to fail. */
  isFailed: boolean
  readonly log: string[]
  /** Whether its user typed on meanwhile: of such queries only the newest is answered. */
  isOvertaken: boolean
}

/** Parameters that are copied from the update, with a value for them: in a mutated one they may be anything. */
const COPIED: { readonly [name: string]: unknown } = {
  ...{ chat_id: 1, message_id: 1, message_thread_id: 1, user_id: 1 },
  ...{ callback_query_id: '1', inline_query_id: '1', guest_query_id: '1' },
  ...{ business_connection_id: '1', direct_messages_topic_id: 1, reply_parameters: { message_id: 1 } },
}
/** Letters and digits from which what stands in an update is not in a log by chance. */
const TELLING_TEXT = 12
const TELLING_NUMBER = 9

const ASKS = new Set(['getMe', 'getChat', 'getChatMember'])
const OUTCOMES_OF_FAILURE = new Set(['failed', 'given-up', 'undeliverable'])

/** What is wrong with what came of an update; nothing else than the update and the calls is asked. */
export function inspect(record: Record, corpus: Corpus): string[] {
  return [
    ...inspectOutcome(record),
    ...inspectPress(record),
    ...record.calls.flatMap((call) => [...inspectDestination(call, record), ...inspectContent(call, record, corpus)]),
    ...inspectLog(record),
  ]
}

function inspectOutcome({ update, expected, calls, isFailed, log, isOvertaken }: Record): string[] {
  const [line, ...more] = log
    .map((one) => JSON.parse(one) as { update?: unknown; outcome?: string; msg: string })
    .filter(({ outcome }) => outcome !== undefined)
  if (!line || more.length > 0) return [`it is dealt with ${line ? 'more than once' : 'without a line in the log'}`]
  if (line.outcome === 'given-up') return ['it takes too long']
  if (line.update !== update.update_id) return ['the log tells of another update']
  if (expected === null) return []
  const problems = OUTCOMES_OF_FAILURE.has(line.outcome!) && !isFailed ? [`its outcome is ${line.outcome}`] : []
  const quoting = calls.filter((call) => entitiesOf(call).some(({ type }) => type.endsWith('blockquote')))
  const saying = calls.filter(({ method }) => !ASKS.has(method) && method !== 'sendChatAction')
  if (expected === 'nothing' && calls.length > 0) problems.push(`nobody asked, and it calls ${calls[0]!.method}`)
  if (expected === 'no quote' && quoting.length > 0) problems.push('it quotes where nobody asked')
  if (expected === 'answer' && saying.length === 0 && !isFailed && !isOvertaken && line.outcome !== 'refused') {
    problems.push('a question without an answer')
  }
  return problems
}

/** A press that no button of the bot can have caused is answered, and nothing more comes of it; in a mutated update neither. */
function inspectPress({ update, expected, calls }: Record): string[] {
  const isOnly = Object.keys(update).length === 2
  if (expected !== 'no effect' && !(isOnly && update.callback_query && isForged(update.callback_query))) return []
  const effect = calls.find(({ method }) => !ASKS.has(method) && method !== 'answerCallbackQuery')
  return effect ? [`a forged press calls ${effect.method}`] : []
}

/** Of a message in a private chat that is too old to be seen, nobody can say which buttons it has. */
function isForged({ data, message }: NonNullable<Update['callback_query']>): boolean {
  const seen = message as { from?: { id?: unknown }; date?: unknown; chat?: { type?: unknown }; reply_markup?: unknown }
  if (seen?.date === 0) return seen.chat?.type !== 'private'
  return seen?.from?.id !== ME.id || !JSON.stringify(seen.reply_markup ?? null).includes(JSON.stringify(data ?? null))
}

/** Everything goes where the update came from. */
function inspectDestination({ method, payload }: Call, { update, expected, isFailed }: Record): string[] {
  const origins = Object.values(update).filter((value) => typeof value === 'object' && value !== null)
  const messages = origins.flatMap((origin) => [origin, origin.message].filter(Boolean))
  // What goes nowhere is refused.
  if (payload.chat_id !== undefined) {
    const chats = messages.map(({ chat }) => chat?.id)
    const isMoved = isFailed && payload.chat_id === MOVED_TO
    if (!chats.some((chat) => isSame(chat, payload.chat_id)) && !isMoved) return [`${method} goes to another chat`]
    const wanted = messages.filter(({ is_topic_message }) => is_topic_message).map((one) => one.message_thread_id)
    const isIn = wanted.some((topic) => isSame(topic, payload.message_thread_id))
    if (payload.message_thread_id !== undefined && !isIn) {
      return [`${method} goes to another topic`]
    }
    // Of a mutated update, nobody can say which of its topics is meant.
    if (method === 'sendMessage' && expected !== null && wanted.length > 0 && !isIn && !isMoved) {
      return [`${method} leaves the topic`]
    }
  }
  for (const [answering, asked] of [
    ['callback_query_id', update.callback_query?.id],
    ['inline_query_id', update.inline_query?.id],
    ['guest_query_id', update.guest_message?.guest_query_id],
  ] as const) {
    if (answering in payload && !isSame(payload[answering], asked)) return [`${method} answers another ${answering}`]
  }
  return []
}

/** A mutated number may be anything, and a copy of it is what the bot was given. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

function entitiesOf({ payload }: Call): readonly MessageEntity[] {
  return textsOf(payload).flatMap(({ entities }) => entities)
}

function textsOf({ text, entities, results, result }: Call['payload']) {
  type Content = { message_text: string; entities?: MessageEntity[] }
  const articles = [...((results as unknown[]) ?? []), ...(result ? [result] : [])] as {
    input_message_content: Content
  }[]
  return [
    ...(typeof text === 'string' ? [{ text, entities: (entities as MessageEntity[]) ?? [] }] : []),
    ...articles.map(({ input_message_content: { message_text, entities = [] } }) => ({ text: message_text, entities })),
  ]
}

/** Rules of the Bot API that it breaks, and quotes that no source has. */
function inspectContent({ method, payload }: Call, { expected }: Record, corpus: Corpus): string[] {
  // As it goes over the wire.
  const sent: Call['payload'] = JSON.parse(JSON.stringify(payload))
  const copies = Object.keys(payload).filter((name) => name in COPIED)
  const known = Object.fromEntries(copies.map((name) => [name, COPIED[name]]))
  const broken = checkCall(method, expected === null ? { ...sent, ...known } : sent)
  const problems = [
    ...inspectCall({ method, params: payload } as never, corpus),
    ...broken.map(({ rule, path, description }) => `${rule} at ${path}: ${description}`),
  ]
  return problems.map((problem) => `${method}: ${problem}`)
}

/** No word and no number of an update is in the log, but for its own. */
function inspectLog({ update, log }: Record): string[] {
  if (log.length === 0) return []
  const { update_id, ...rest } = update
  const secrets = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= TELLING_TEXT) secrets.add(value)
    else if (typeof value === 'number' && String(Math.abs(value)).length >= TELLING_NUMBER) {
      secrets.add(String(Math.abs(value)))
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) walk(inner)
    }
  }
  walk(rest)
  for (const key of Object.keys(rest)) if (!(KINDS as readonly string[]).includes(key)) walk(key)
  const lines = log.join('').replaceAll(String(update_id), '')
  return [...secrets].some((secret) => lines.includes(secret) || lines.includes(JSON.stringify(secret).slice(1, -1)))
    ? ['the log holds something of it']
    : []
}
