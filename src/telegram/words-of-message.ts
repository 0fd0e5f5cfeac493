import type { Context, MiddlewareFn } from 'grammy'
import type { Message, MessageEntity } from 'grammy/types'

/** Words, and what Telegram marked in them. */
interface Words {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

/** Where words are in polls, checklists and rich messages, in the order of reading. */
const INSIDE = [
  ...['title', 'question', 'description', 'summary', 'text', 'alternative_text', 'expression'],
  ...['options', 'tasks', 'items', 'cells', 'blocks', 'caption', 'credit', 'explanation'],
]
/** Those whose elements are lines; the elements of any other continue one line. */
const LINES = ['options', 'tasks', 'items', 'cells', 'blocks']
/** Longest text that is read, in UTF-16 units: half of the longest rich message, or a paste that was cut in four. */
export const LONGEST = 16_384
/** What tells whom a rich message is for. Its other formatting says nothing to the bot. */
const ADDRESSING = ['mention', 'text_mention', 'bot_command']

/**
 * Gives each message its words as `text`, whatever content they are in, so that they are read alike everywhere: a caption, a poll, a
 * checklist, a rich message; in what it replies to as well.
 */
export const readWords: MiddlewareFn<Context> = async ({ msg }, next) => {
  for (const message of [msg, msg?.reply_to_message]) {
    const words = message && message.text === undefined ? wordsOf(message) : null
    if (message && words && words.text !== '') Object.assign(message, { ...words, text: words.text.slice(0, LONGEST) })
  }
  await next()
}

/** The words of a message without a text, or of what it holds. */
export function wordsOf(
  content: Partial<Pick<Message, 'caption' | 'caption_entities' | 'rich_message' | 'poll' | 'checklist'>>,
): Words {
  const { caption, caption_entities: entities = [] } = content
  return caption === undefined
    ? read(content.rich_message ?? content.poll ?? content.checklist)
    : { text: caption, entities }
}

/** Reads contents of any shape: what a later version of the Bot API adds to them, and what isn't as it should be, too. */
function read(content: unknown, between = ''): Words {
  if (typeof content === 'string') return { text: content, entities: [] }
  if (Array.isArray(content))
    return joined(
      content.map((one) => read(one, between)),
      between,
    )
  if (typeof content !== 'object' || content === null) return { text: '', entities: [] }
  const fields = new Map<string, unknown>(Object.entries(content))
  const parts = INSIDE.map((key) => {
    const words = read(fields.get(key), LINES.includes(key) ? '\n' : '')
    const marked = fields.get(`${key}_entities`)
    return Array.isArray(marked) ? { ...words, entities: marked as MessageEntity[] } : words
  })
  const words = joined(parts, '\n')
  if (!ADDRESSING.includes(String(fields.get('type')))) return words
  const { length } = words.text
  return { ...words, entities: [{ ...content, offset: 0, length } as MessageEntity, ...words.entities] }
}

function joined(parts: readonly Words[], between: string): Words {
  let text = ''
  const entities: MessageEntity[] = []
  for (const part of parts) {
    if (part.text === '') continue
    if (text !== '') text += between
    for (const entity of part.entities) entities.push({ ...entity, offset: entity.offset + text.length })
    text += part.text
  }
  return { text, entities }
}
