import type { MessageEntity } from 'grammy/types'

/** A rule that a text or its entities break. */
export interface TextProblem {
  readonly rule: string
  /** In Telegram's words, or in our own where Telegram would silently repair the text. */
  readonly description: string
}

type Entity = Pick<MessageEntity, 'type' | 'offset' | 'length'>

/** Longest text of a message, in UTF-16 code units. */
export const MAX_TEXT = 4096
const MAX_ENTITIES = 100
const QUOTES: readonly string[] = ['blockquote', 'expandable_blockquote']
/** These contain no other entities. */
const CODE: readonly string[] = ['code', 'pre', 'date_time']
const STYLES: readonly string[] = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']

/**
 * Checks a text that a bot sends. Stricter than Telegram, which trims texts, drops empty entities and splits or drops
 * overlapping ones: users would then see something other than what the bot meant.
 * @param max UTF-16 code units.
 * @param tooLong Telegram's description of a longer text.
 */
export function textProblems(text: string, entities: readonly Entity[], max: number, tooLong: string): TextProblem[] {
  if (/\p{Surrogate}/u.test(text)) return [{ rule: 'invalid_utf8', description: 'strings must be encoded in UTF-8' }]
  if (text.trim() === '') return [{ rule: 'empty_text', description: 'message text is empty' }]
  const problems: TextProblem[] = []
  if (text !== text.trim()) problems.push({ rule: 'untrimmed_text', description: 'the text begins or ends with space' })
  if (text.length > max) problems.push({ rule: 'text_too_long', description: tooLong })
  if (entities.length > MAX_ENTITIES) {
    problems.push({ rule: 'too_many_entities', description: `there are more than ${MAX_ENTITIES} entities` })
  }
  const outside = entities.flatMap((entity) => boundaryProblems(text, entity))
  return [...problems, ...(outside.length > 0 ? outside : nestingProblems(entities))]
}

function boundaryProblems(text: string, { offset, length }: Entity): TextProblem[] {
  const end = offset + length
  if (offset < 0 || length < 0) {
    const [name, value] = offset < 0 ? ['offset', offset] : ['length', length]
    return [{ rule: 'entity_bounds', description: `receive an entity with incorrect ${name} ${value}` }]
  }
  if (length === 0) return [{ rule: 'entity_empty', description: `the entity at offset ${offset} is empty` }]
  if (end > text.length) {
    const description = `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`
    return [{ rule: 'entity_bounds', description }]
  }
  const isInside = (at: number) => text.codePointAt(at - 1)! > 0xffff && at > 0
  if (!isInside(offset) && !isInside(end)) return []
  return [{ rule: 'entity_bounds', description: `entity at UTF-16 offset ${offset} cuts a UTF-16 symbol in two` }]
}

function nestingProblems(entities: readonly Entity[]): TextProblem[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  const problems: TextProblem[] = []
  for (const [index, outer] of sorted.entries()) {
    for (const inner of sorted.slice(index + 1)) {
      if (inner.offset >= outer.offset + outer.length) break
      const rule = overlapRule(outer, inner)
      if (rule === null) continue
      const span = ({ type, offset, length }: Entity) => `${type} at ${offset} to ${offset + length}`
      problems.push({ rule, description: `${span(inner)} overlaps ${span(outer)}` })
    }
  }
  return problems
}

/** @param inner starts within the outer one. */
function overlapRule(outer: Entity, inner: Entity): string | null {
  if (inner.offset + inner.length > outer.offset + outer.length) return 'entity_crossing'
  const isSame = inner.offset === outer.offset && inner.length === outer.length
  const types = [outer.type, inner.type]
  if (types.every((type) => QUOTES.includes(type))) return 'quote_in_quote'
  if (types.some((type) => CODE.includes(type))) {
    const mayHold = QUOTES.includes(outer.type) || (isSame && QUOTES.includes(inner.type))
    return mayHold ? null : 'formatted_code'
  }
  if (outer.type === inner.type) return 'entity_repeated'
  return types.some((type) => QUOTES.includes(type) || STYLES.includes(type)) ? null : 'link_in_link'
}

/** Entities that Telegram detects in typed text. */
const FOUND: readonly (readonly [MessageEntity['type'], RegExp])[] = [
  ['bot_command', /(?<![\w/<])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/g],
  ['email', /(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['url', /(?<![\w@])https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g],
  ['mention', /(?<![\w@/])@\w{3,32}(?!\w)/g],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
]

/** The entities of a typed text, in order and without overlap. */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = []
  for (const [type, pattern] of FOUND) {
    for (const { index, 0: words } of text.matchAll(pattern)) {
      const isTaken = found.some((one) => index < one.offset + one.length && one.offset < index + words.length)
      if (!isTaken) found.push({ type, offset: index, length: words.length } as MessageEntity)
    }
  }
  return found.sort((a, b) => a.offset - b.offset)
}
