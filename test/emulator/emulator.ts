import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { UserFromGetMe } from 'grammy/types'
import { mulberry32 } from '../../src/learning/random.ts'
import { absorb } from './absorb.ts'
import type { Call, Violation } from './call.ts'
import { parseCall, refusalOf } from './check-call.ts'
import { answerControl, type Controlled } from './control.ts'
import { createFaults, type Fault, failureOf } from './faults.ts'
import { readJson, reply } from './http-json.ts'
import { createLimiter, type Limits } from './limits.ts'
import { HANDLERS, type OnGone, type Telegram } from './methods.ts'
import type { Method, UpdateKind } from './methods-table.ts'
import { createPeople, type Injected } from './people.ts'
import { Queries } from './queries.ts'
import { Refusal, type RefusalParameters } from './refusal.ts'
import { UpdateQueue } from './update-queue.ts'
import { Webhook } from './webhook.ts'
import { World } from './world.ts'

export interface EmulatorOptions {
  /** Default 0: a free port. */
  readonly port?: number
  readonly token?: string
  /** Overrides fields of getMe. */
  readonly bot?: Partial<UserFromGetMe>
  /** Seed of the random faults. */
  readonly seed?: number
  readonly faults?: readonly Fault[]
  /** Default: no limits. */
  readonly limits?: Limits | null
  /** How many calls, and how many messages of each chat, are kept; default: all. */
  readonly history?: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Maps a webhook's URL to one on this machine; default: unchanged. */
  readonly webhookAt?: (url: string) => string
  /** Share of the bot's answers to webhook deliveries that are lost on their way; default: none. */
  readonly lostReceipts?: number
  /** Scales Telegram's pauses between webhook deliveries and for repeated polls; default 1. */
  readonly pauseScale?: number
  /** Called after each call except getUpdates. */
  readonly onCall?: (call: Call) => void
}

/** A local Telegram for one bot. */
export interface Emulator extends Controlled {
  /** Root URL of the Bot API: the bot's TELEGRAM_API_ROOT. */
  readonly url: string
  /** Answers to button presses and inline queries. */
  readonly queries: Queries
  close(): Promise<void>
}

type Made = Pick<Call, 'method' | 'params'>

type Answer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false
      readonly error_code: number
      readonly description: string
      readonly parameters?: RefusalParameters
    }

const TOKEN = '123456:TEST'
const FIRST_UPDATE = 100_000_000
/** Digits in Telegram's query ids. */
const DIGITS = 19

/**
 * Starts a Bot API server on 127.0.0.1 that is at least as strict as Telegram: a call that breaks a rule is refused and
 * recorded as a violation. It can be driven in process, or over HTTP as described in control.ts.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, token = TOKEN, now = Date.now, history = Number.POSITIVE_INFINITY, seed = 1 } = options
  const bot = botUser(token, options.bot)
  const random = mulberry32(seed)
  let internalProblems: string[] = []
  let violations: Violation[] = []
  let calls: Call[] = []
  let lastCall = 0
  let lastQuery = 0
  let telegram = createTelegram()
  let people = createPeople(telegram, inject, token)
  let drawFault = createFaults(options.faults ?? [], random)
  /** Calls that took effect without the bot learning of it: repeating them is no violation. */
  let unheard = new Set<string>()

  function createTelegram(): Telegram {
    const { limits = null, webhookAt = (url) => url, pauseScale = 1, lostReceipts = 0 } = options
    const isReceiptLost = () => lostReceipts > 0 && random() < lostReceipts
    const updates = new UpdateQueue(now, FIRST_UPDATE, pauseScale)
    return {
      world: new World({ bot, now, history }),
      updates,
      queries: new Queries(now),
      webhook: new Webhook({ updates, now, resolve: webhookAt, isReceiptLost, pauseScale }),
      profile: new Map(),
      inlineMessages: new Map(),
      limit: limits ? createLimiter(limits, now) : () => {},
    }
  }

  function inject(kind: UpdateKind, content: Record<string, unknown>): Injected {
    const given = structuredClone(content)
    const withheld = absorb(telegram, kind, given, () => String(++lastQuery).padStart(DIGITS, '4'))
    const source = given as { chat?: { id: number }; from?: { id: number } }
    const id = withheld === null ? telegram.updates.add(kind, given, source.chat?.id ?? source.from?.id ?? 0) : null
    if (id !== null) telegram.webhook.deliver()
    const update = { update_id: id ?? 0, [kind]: given } as unknown as Injected['update']
    return { update, withheld: withheld ?? (id === null ? `the bot does not ask for ${kind}` : null) }
  }

  /** Telegram's answer to a call, leaving injected faults aside. */
  async function execute(call: Made, response: ServerResponse): Promise<Answer> {
    try {
      const parsed = parseCall(call.method, call.params)
      if (Array.isArray(parsed)) throw refusalOf(parsed[0]!)
      const onGone: OnGone = (end) => response.once('close', end)
      const handler = HANDLERS[call.method as Method] as (...given: unknown[]) => unknown
      return { ok: true, result: await handler(telegram, parsed, onGone) }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        internalProblems.push(`${call.method}: ${error instanceof Error ? error.stack : String(error)}`)
        return { ok: false, error_code: 500, description: 'Internal Server Error' }
      }
      const { code, message, rule, parameters } = error
      if (rule !== null && !unheard.has(signatureOf(call))) {
        violations.push({ rule, method: call.method, message })
      }
      return { ok: false, error_code: code, description: message, ...(parameters && { parameters }) }
    }
  }

  async function serve(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const made: Made = { method, params: (await readJson(request)) as Made['params'] }
    const fault = drawFault(method)
    if (fault?.kind === 'slow') await wait(fault.ms)
    const isFailing = fault !== null && fault.kind !== 'slow'
    const answer = isFailing && fault.when !== 'after' ? null : await execute(made, response)
    const failure = isFailing ? failureOf(fault, random) : null
    if (isFailing && answer?.ok) unheard.add(signatureOf(made))
    if (method !== 'getUpdates') note(made, answer, fault)
    if (failure) reply(response, failure.status, failure.body)
    else if (isFailing) request.socket.destroy()
    else if (answer) reply(response, answer.ok ? 200 : answer.error_code, answer)
  }

  function note(made: Made, answer: Answer | null, fault: Fault | null): void {
    const met = fault && { fault: fault.when === 'after' ? `${fault.kind}:after` : fault.kind }
    const isHeard = fault === null || fault.kind === 'slow'
    const outcome = isHeard && answer ? answer : { ok: false, ...(answer && { executed: { ok: answer.ok } }) }
    const call: Call = { id: ++lastCall, ...made, ...met, ...outcome }
    calls.push(call)
    if (calls.length > history) calls.shift()
    options.onCall?.(call)
  }

  const server = createServer((request, response) => {
    const [, address = '', path = ''] = /^\/([^/]*)\/([^?]*)/.exec(request.url ?? '') ?? []
    const failed = (error: unknown) => {
      // The bot hung up before its request was complete.
      if (!request.complete) return
      internalProblems.push(String(error))
      reply(response, 500, { ok: false, error_code: 500, description: String(error) })
    }
    if (address === 'control') void answerControl(emulator, path, request, response).catch(failed)
    else if (address === `bot${token}`) void serve(path, request, response).catch(failed)
    else reply(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
  })
  // An idle connection that closes just as the bot reuses it would look like an injected fault.
  server.keepAliveTimeout = 600_000
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  const emulator: Emulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bot,
    get people() {
      return people
    },
    get world() {
      return telegram.world
    },
    get queries() {
      return telegram.queries
    },
    inject,
    calls: () => calls,
    violations: () => violations,
    internalProblems: () => internalProblems,
    pending: () => telegram.updates.pending(),
    setFaults(rules) {
      drawFault = createFaults(rules, random)
      unheard = new Set()
    },
    reset() {
      telegram.updates.interrupt('Conflict: terminated by other getUpdates request')
      telegram.webhook.set({ url: '' })
      internalProblems = []
      violations = []
      calls = []
      unheard = new Set()
      telegram = createTelegram()
      people = createPeople(telegram, inject, token)
    },
    async close() {
      telegram.webhook.set({ url: '' })
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return emulator
}

function botUser(token: string, fields: Partial<UserFromGetMe> = {}): UserFromGetMe {
  return {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: 'Bronwijzer',
    username: 'bronwijzer_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_guest_queries: true,
    supports_inline_queries: true,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
    ...fields,
  }
}

function signatureOf({ method, params }: Made): string {
  return `${method} ${JSON.stringify(params)}`
}
