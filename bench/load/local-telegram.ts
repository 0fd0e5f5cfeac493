import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message that the bot sent. */
export interface SentMessage {
  readonly chat: number
  readonly text: string
}

/** As much of the Bot API as a bot needs that answers in private chats, and as little work for it as can be. */
export interface LocalTelegram {
  readonly url: string
  /** Somebody writes to the bot in a private chat. A chat has the number of its user. */
  write(chat: number, text: string): void
  /** How many updates the bot has not confirmed. */
  pending(): number
  /** The chats that they come from. */
  pendingChats(): number[]
  close(): void
}

interface Update {
  readonly update_id: number
  readonly message: { readonly chat: { readonly id: number }; readonly [field: string]: unknown }
}

/** Of the calls that are understood. */
interface Parameters {
  readonly offset?: number
  readonly limit?: number
  readonly timeout?: number
  readonly chat_id?: number
  readonly text?: string
}

interface Poll {
  readonly offset: number
  readonly limit: number
  readonly answer: (updates: readonly Update[]) => void
}

const ME = { id: 123456, is_bot: true, first_name: 'Bronwijzer', username: 'bronwijzer_bot' }
/** Telegram's defence against those who ask for the same updates again and again, in milliseconds: it waits, or gives one only. */
const SAME_WAITS = 3_000
const SAME_GIVES_ONE = 500

/**
 * Starts a Bot API on a free port of this machine. It checks nothing: the emulator that "npm run e2e" talks to does, and takes
 * more time for it than the bot for its answer.
 */
export async function startLocalTelegram(onSent: (message: SentMessage) => void): Promise<LocalTelegram> {
  let updates: Update[] = []
  let lastUpdate = 1000
  let lastMessage = 0
  let waiting: Poll | null = null
  let last = { offset: -1, at: 0 }

  /** Confirms what is before an offset. */
  function take(offset: number, limit: number): Update[] {
    const first = updates.findIndex(({ update_id }) => update_id >= offset)
    if (first !== 0) updates = first === -1 ? [] : updates.slice(first)
    return updates.slice(0, limit)
  }

  function getUpdates({ offset = 0, limit = 100, timeout = 0 }: Parameters, answer: Poll['answer']): () => void {
    const isSame = offset === last.offset
    const since = Date.now() - last.at
    const most = isSame && since < SAME_GIVES_ONE ? 1 : limit
    const patience = isSame && since < SAME_WAITS ? Math.max(timeout * 1000, SAME_WAITS) : timeout * 1000
    last = { offset, at: Date.now() }
    const found = take(offset, most)
    if (found.length > 0 || patience === 0) {
      answer(found)
      return () => {}
    }
    const end = () => {
      clearTimeout(timer)
      if (waiting === poll) waiting = null
    }
    const poll: Poll = {
      offset,
      limit: most,
      answer(updates) {
        end()
        answer(updates)
      },
    }
    const timer = setTimeout(() => poll.answer([]), patience)
    waiting = poll
    return end
  }

  const server = createServer(async (request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    const reply = (result: unknown) => {
      const body = JSON.stringify({ ok: true, result })
      response
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
        .end(body)
    }
    const parameters = await readJson(request)
    if (method === 'getUpdates') {
      const end = getUpdates(parameters, reply)
      response.once('close', end)
    } else if (method === 'sendMessage') {
      const { chat_id: chat = 0, text = '' } = parameters
      reply({ message_id: ++lastMessage, date: now(), chat: { id: chat, type: 'private' }, text })
      onSent({ chat, text })
    } else if (method === 'getMe') reply(ME)
    else if (method === 'getWebhookInfo') reply({ url: '', has_custom_certificate: false, pending_update_count: 0 })
    else reply(true)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    write(chat, text) {
      const from = { id: chat, is_bot: false, first_name: 'Ann', language_code: 'nl' }
      const message = { message_id: ++lastMessage, date: now(), chat: { id: chat, type: 'private' }, from, text }
      updates.push({ update_id: ++lastUpdate, message })
      waiting?.answer(take(waiting.offset, waiting.limit))
    },
    pending: () => updates.length,
    pendingChats: () => updates.map(({ message }) => message.chat.id),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function readJson(request: IncomingMessage): Promise<Parameters> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'))
}

/** Seconds, as Telegram counts. */
function now(): number {
  return Math.floor(Date.now() / 1000)
}
