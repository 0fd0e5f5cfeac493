import { setTimeout as sleep } from 'node:timers/promises'
import type { Transformer } from 'grammy'
import { LRUCache } from 'lru-cache'
import { waitNamed } from './retry-calls.ts'
import { currentUpdate } from './update-state.ts'

/** What Telegram documents (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). */
const SECOND = 1_000 // ms
const MINUTE = 60_000 // ms
const ALL_PER_SECOND = 30
const GROUP_PER_MINUTE = 20
/** In one chat one message a second; "short bursts" may go over that: an answer is up to three messages. */
const BURST = 3
/** Milliseconds that somebody who pressed a button or types in inline mode may wait; later, nobody sees the answer. */
const SHORT_LIVED_FOR = 5_000

/** Chats that are remembered: more than can be sent to within a minute. */
const MAX_CHATS = 10_000

interface Chat {
  /** When messages were or will be sent, of the last minute. */
  readonly times: number[]
  /** Telegram asked for silence until then. */
  silentUntil: number
}

/** A monotonic clock in milliseconds, and a way to wait by it. */
export interface Clock {
  now(): number
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>
}

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
}

/**
 * Paces messages to what Telegram allows, and waits when it names a time to wait (429): in that chat only, and for as long as it
 * says. An update whose message waits is neither given up nor confirmed. @grammyjs/transformer-throttler would pace "typing…"
 * too; @grammyjs/auto-retry waits, but other messages to the chat run into the same refusal meanwhile.
 * @param allPerSecond messages in all chats, at present; 0 for no limit.
 */
export function paceCalls(
  onRetry: (method: string, reason: 'limit') => void,
  allPerSecond = () => ALL_PER_SECOND,
  clock: Clock = CLOCK,
): Transformer {
  const chats = new LRUCache<string, Chat>({ max: MAX_CHATS })
  const sent: number[] = []

  function chatOf(id: string): Chat {
    const known = chats.get(id)
    if (known) return known
    const fresh: Chat = { times: [], silentUntil: 0 }
    chats.set(id, fresh)
    return fresh
  }

  /** Books the next time at which a message may go to a chat. */
  function bookIn({ times }: Chat, isGroup: boolean): number {
    const now = clock.now()
    forgetBefore(times, now - MINUTE)
    const at = Math.max(
      now,
      nextOf(times, BURST, BURST * SECOND),
      isGroup ? nextOf(times, GROUP_PER_MINUTE, MINUTE) : 0,
    )
    times.push(at)
    return at
  }

  /** Books the next time at which a message may go anywhere. Only for one that its chat allows now: else all would wait with it. */
  function bookAnywhere(): number {
    const now = clock.now()
    forgetBefore(sent, now - SECOND)
    const most = allPerSecond()
    const at = Math.max(now, most === 0 ? 0 : nextOf(sent, most, SECOND))
    sent.push(at)
    return at
  }

  return async (previous, method, payload, signal) => {
    if (method === 'getUpdates' || method === 'sendChatAction') return previous(method, payload, signal)
    const id = 'chat_id' in payload ? payload.chat_id : undefined
    const update = currentUpdate()
    const aborted = update?.signal
    const waitUntil = async (time: number) => {
      const ms = time - clock.now()
      if (ms <= 0) return
      const wait = clock.sleep(ms, aborted)
      await (update ? update.whileWaiting(wait) : wait)
    }
    const chat = id === undefined ? null : chatOf(String(id))
    const isPaced = chat !== null && /^(?:send|edit)Message/.test(method)
    for (let refusals = 0; ; ) {
      // What waited is paced like the rest: else all of it would go out when the silence is over.
      while (chat && !aborted?.aborted) {
        await waitUntil(chat.silentUntil)
        if (isPaced) await waitUntil(bookIn(chat, Number(id) < 0))
        if (isPaced) await waitUntil(bookAnywhere())
        if (chat.silentUntil <= clock.now()) break
      }
      const reply = await previous(method, payload, signal)
      if (reply.ok || reply.error_code !== 429 || aborted?.aborted || signal?.aborted) return reply
      const ms = waitNamed(reply.parameters, refusals++)
      if (!chat && update && ms > SHORT_LIVED_FOR) return reply
      onRetry(method, 'limit')
      if (chat) chat.silentUntil = Math.max(chat.silentUntil, clock.now() + ms)
      else await waitUntil(clock.now() + ms)
    }
  }
}

/** When one more may follow, if there may be `most` within a window; the times in order. */
function nextOf(times: readonly number[], most: number, window: number): number {
  return times.length < most ? 0 : times[times.length - most]! + window
}

function forgetBefore(times: number[], time: number): void {
  let old = 0
  while (old < times.length && times[old]! <= time) old++
  times.splice(0, old)
}
