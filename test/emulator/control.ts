import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Chat, Update, User, UserFromGetMe } from 'grammy/types'
import type { Call, Violation } from './call.ts'
import type { Fault } from './faults.ts'
import { readJson, reply } from './http-json.ts'
import type { UpdateKind } from './methods-table.ts'
import type { Injected, People } from './people.ts'
import type { QueuedUpdate } from './update-queue.ts'
import type { ChatOptions, Status, World } from './world.ts'

/** The operations on an emulator, in process and over HTTP alike. */
export interface Controlled {
  readonly bot: UserFromGetMe
  readonly people: People
  readonly world: World
  /** Applies an update to the world and queues it for the bot. */
  inject(kind: UpdateKind, content: Record<string, unknown>): Injected
  /** Answered calls in order, without getUpdates. */
  calls(): readonly Call[]
  violations(): readonly Violation[]
  /** Bugs of the emulator itself. */
  internalProblems(): readonly string[]
  /** Updates that the bot has not confirmed. */
  pending(): readonly QueuedUpdate[]
  /** Replaces the fault rules for calls from now on. */
  setFaults(rules: readonly Fault[]): void
  /** Starts over with an empty world. Fault rules are kept. */
  reset(): void
}

/** Changes of the world that send no update, by name. */
const OPERATIONS = {
  addUser: (world: World, user: User) => world.addUser(user).user,
  block: (world: World, userId: number, isBlocked?: boolean) => world.block(userId, isBlocked),
  addChat: (world: World, chat: Chat, options?: ChatOptions) => world.addChat(chat, options).chat,
  setBotStatus: (world: World, chatId: number, status: Status) => world.setStatus(chatId, world.bot.id, status),
  setMember: (world: World, chatId: number, user: User, status: Status = 'member') => {
    world.setStatus(chatId, world.addUser(user).user.id, status)
  },
  addTopic: (world: World, chatId: number, { name }: { name: string }) => ({
    message_thread_id: world.addTopic(chatId, name),
    name,
  }),
  closeTopic: (world: World, chatId: number, topicId: number, isClosed?: boolean) =>
    world.closeTopic(chatId, topicId, isClosed),
  migrate: (world: World, groupId: number) => world.migrate(groupId),
  findMessage: (world: World, chatId: number, messageId: number) => world.chat(chatId).messages.get(messageId),
  messages: (world: World, chatId: number) => [...world.chat(chatId).messages.values()],
} satisfies { readonly [name: string]: (world: World, ...parameters: never[]) => unknown }

/**
 * Answers a request under /control, the interface through which any process can drive an emulator:
 *
 *     POST act {do, args}       acts as a user, for example {"do": "privateText", "args": [user, "hi"]}
 *     POST world {op, args}     changes the world without sending an update
 *     POST inject {update}      sends any update
 *     POST faults [rules]       replaces the fault rules
 *     POST reset                starts over
 *     GET  calls?after=ID       answered calls
 *     GET  violations, state
 *
 * The answer is {ok: true, result} or {ok: false, description}.
 */
export async function answerControl(
  emulator: Controlled,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams
  try {
    const body = (await readJson(request)) as Body
    reply(response, 200, { ok: true, result: run(emulator, path, body, query) ?? null })
  } catch (error) {
    reply(response, 400, { ok: false, description: error instanceof Error ? error.message : String(error) })
  }
}

interface Body {
  readonly do?: string
  readonly op?: string
  readonly args?: readonly never[]
  readonly update?: Update
}

function run(emulator: Controlled, path: string, body: Body, query: URLSearchParams): unknown {
  const { world, people } = emulator
  const { args = [] } = body
  switch (path) {
    case 'act':
      return named<(...parameters: never[]) => unknown>(people, body.do)(...args)
    case 'world':
      return named<(world: World, ...parameters: never[]) => unknown>(OPERATIONS, body.op)(world, ...args)
    case 'inject': {
      const [kind, content] = Object.entries(body.update ?? {}).find(([key]) => key !== 'update_id') ?? []
      if (kind === undefined) throw new Error('there is no update to send')
      return emulator.inject(kind as UpdateKind, content as Record<string, unknown>)
    }
    case 'faults':
      return emulator.setFaults(body as readonly Fault[])
    case 'reset':
      return emulator.reset()
    case 'calls':
      return emulator.calls().filter(({ id }) => id > Number(query.get('after') ?? 0))
    case 'violations':
      return emulator.violations()
    case 'state': {
      const pending = emulator.pending().map(({ id, kind }) => ({ update_id: id, kind }))
      return { bot: emulator.bot, pending, internalProblems: emulator.internalProblems() }
    }
    default:
      throw new Error(`there is no /control/${path}`)
  }
}

function named<F>(table: object, name = ''): F {
  if (!Object.hasOwn(table, name)) throw new Error(`there is no "${name}", but ${Object.keys(table).join(', ')}`)
  return table[name as keyof typeof table]
}
