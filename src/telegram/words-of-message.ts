import type { MiddlewareFn } from 'grammy'
import type { Message, MessageEntity } from 'grammy/types'
import type { BotContext } from './context.ts'

/** Longest text that is read of such a message, in UTF-16 units: Telegram's limit of a text. */
const LONGEST = 4096
/** Deepest nesting that is read. */
const DEEPEST = 20
/** Fields of the parts of a rich message that hold what is read, in order. Everything else is addresses, ids and files. */
const PARTS = [
  'label',
  'summary',
  'text',
  'alternative_text',
  'expression',
  'blocks',
  'items',
  'cells',
  'caption',
  'credit',
]
/** Parts that a text has as entities. */
const ENTITIES = ['mention', 'text_mention', 'bot_command'] as const

/**
 * Gives every message with words in it a text, as if they had been typed: rich messages, checklists and polls; and messages that
 * are replied to. A command that begins a caption is a command.
 */
export const readWords: MiddlewareFn<BotContext> = async ({ msg }, next) => {
  for (const message of [msg, msg?.reply_to_message]) {
    const read = message && wordsOf(message)
    if (read) Object.assign(message, read)
  }
  await next()
}

/** @returns null for a message whose words are in `text` or `caption` already, or that has none. */
function wordsOf(message: Message): { text: string; entities: MessageEntity[] } | null {
  const { text, caption, caption_entities: entities, rich_message: rich, checklist, poll } = message
  if (text !== undefined) return null
  if (caption !== undefined) {
    const isCommand = entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0) === true
    return isCommand ? { text: caption, entities: entities ?? [] } : null
  }
  if (rich) return richWords(rich)
  const lines = checklist
    ? [checklist.title, ...(checklist.tasks ?? []).map((task) => task?.text)]
    : poll
      ? [poll.question, ...(poll.options ?? []).map((option) => option?.text)]
      : []
  const words = lines.filter((line) => typeof line === 'string' && line !== '').join('\n')
  return words === '' ? null : { text: words.slice(0, LONGEST), entities: [] }
}

function richWords(rich: object): { text: string; entities: MessageEntity[] } | null {
  let words = ''
  const entities: MessageEntity[] = []
  const read = (part: unknown, depth: number): void => {
    if (depth > DEEPEST || words.length >= LONGEST) return
    if (typeof part === 'string') words += part
    else if (Array.isArray(part)) for (const one of part) read(one, depth + 1)
    else if (typeof part === 'object' && part !== null) {
      const fields = part as Readonly<Record<string, unknown>>
      const offset = words.length
      for (const name of PARTS) {
        if (!(name in fields)) continue
        // Blocks, items and cells stand on lines of their own; formatted words are part of theirs.
        const isBlock = name === 'blocks' || name === 'items' || name === 'cells'
        for (const one of isBlock && Array.isArray(fields[name]) ? fields[name] : [fields[name]]) {
          if (isBlock && words !== '' && !words.endsWith('\n')) words += '\n'
          read(one, depth + 1)
        }
      }
      const type = ENTITIES.find((known) => known === fields.type)
      const length = words.length - offset
      if (type && length > 0)
        entities.push({ type, offset, length, ...(type === 'text_mention' && { user: fields.user }) } as MessageEntity)
    }
  }
  read(rich, 0)
  const text = words.slice(0, LONGEST)
  return text.trim() === ''
    ? null
    : { text, entities: entities.filter(({ offset, length }) => offset + length <= text.length) }
}
