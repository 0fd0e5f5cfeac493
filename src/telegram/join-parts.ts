import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { LRUCache } from 'lru-cache'
import { type BotContext, placeOf } from './context.ts'
import { MEMORY_MINUTES } from './memory.ts'
import { LONGEST } from './words-of-message.ts'

/** Telegram's limit of a text, in UTF-16 units. Apps cut a longer one there, or at the last space or line before. */
const LIMIT = 4096
/** Shortest text that may have been cut. */
const SHORTEST = LIMIT / 2
/** Most seconds between parts of one paste. */
const AT_ONCE = 1
/** Most chats whose last parts are held. */
const MAX_CHATS = 1000

/** What was sent in parts, so far. */
interface Whole {
  /** With the words of all. */
  readonly first: Message
  readonly last: Message
}

/**
 * Takes what an app sends in parts for one message in a private chat: an album, and a paste that is too long. Every part but the
 * first is handled as an edit of the first, so that its answer takes the place of what was said before.
 */
export function joinParts(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const wholes = new LRUCache<string, Whole>({ max: MAX_CHATS, ttl: MEMORY_MINUTES * 60_000, ttlAutopurge: true })
  composer.chatType('private').on('message', async (ctx, next) => {
    const { message, update } = ctx
    const { text = '', media_group_id: album } = message
    const { chat, thread } = placeOf(ctx)
    const key = `${chat}:${thread ?? ''}`
    const before = wholes.get(key)
    if (!before || !isNextPart(message, before)) {
      if (album !== undefined || text.length >= SHORTEST) wholes.set(key, { first: message, last: message })
      else wholes.delete(key)
      return next()
    }
    // One more picture: what can be said was said to the first.
    if (text === '') return
    const between = album !== undefined ? '\n' : before.last.text?.length === LIMIT ? '' : ' '
    const first = { ...before.first, text: [before.first.text, text].filter(Boolean).join(between) }
    wholes.set(key, { first, last: message })
    Object.assign(update, { message: undefined, edited_message: first })
    await next()
  })
  return composer
}

function isNextPart(message: Message, { first, last }: Whole): boolean {
  // The same again, after handling it failed.
  if (message.message_id <= last.message_id) return false
  if ((first.text?.length ?? 0) > LONGEST - LIMIT) return false
  if (message.media_group_id ?? first.media_group_id) return message.media_group_id === first.media_group_id
  const isPlain = [first, message].every((part) => part.forward_origin === undefined && part.caption === undefined)
  const { text = '' } = message
  const isCut = (last.text?.length ?? 0) >= SHORTEST && message.date - last.date <= AT_ONCE
  return isPlain && isCut && text !== '' && !text.startsWith('/')
}
