import { sayer } from '../../answering/attribution.ts'
import { type GlossaryEntry, glossaryOf } from '../../answering/glossary.ts'
import type { Term } from '../../corpus/terms.ts'
import { type FormattedText, join, linked, type OutgoingMessage, styled } from './formatted-text.ts'
import { addressOf, attributionOf, MAX_MESSAGE_LENGTH, type RenderContext } from './render-quote.ts'

/** Telegram allows 100 entities in a message. A term with its sentence takes two, and one without takes one. */
const MAX_EXPLAINED = 45
const MAX_NAMED = 80
/** UTF-16 units of a sentence that is shown in a list. */
const MAX_SENTENCE = 800

/** The terms of the bot's sources: those that they explain or spell out with their sentence, the others as links. */
export function renderTerms(terms: readonly Term[], context: RenderContext): OutgoingMessage[] {
  const { t, corpus } = context
  const all = glossaryOf(terms, corpus)
  const named = all.filter(({ says }) => !says)
  const links = named.slice(0, MAX_NAMED).map((entry) => nameOf(entry, context))
  const left = named.length - links.length
  const parts = [
    t('terms', { count: all.length }),
    ...all.filter(({ says }) => says).map((entry) => explanation(entry, context)),
    links.length > 0
      ? join([t('terms-named'), join(links, ', '), left > 0 ? t('sections-left-out', { count: left }) : null], ' ')
      : null,
  ]
  const messages: FormattedText[] = []
  let room: FormattedText[] = []
  for (const part of parts.flatMap((one) => (one === null ? [] : [join([one])]))) {
    const together = join([...room, part], '\n\n')
    if (room.length > 0 && (together.text.length > MAX_MESSAGE_LENGTH || room.length === MAX_EXPLAINED)) {
      messages.push(join(room, '\n\n'))
      room = []
    }
    room.push(part)
  }
  return [...messages, join(room, '\n\n')].map((message) => ({ ...message, buttons: [] }))
}

/** A term, its sentence word for word, and whose words these are. */
function explanation(entry: GlossaryEntry, context: RenderContext): FormattedText {
  const { passage, sentence } = entry
  const said = sayer(attributionOf(passage, context.corpus), context.t)
  const words = passage.text.slice(sentence.start, sentence.end)
  const quote = words.length <= MAX_SENTENCE ? styled('italic', words) : null
  return join([join([nameOf(entry, context), ` (${said})`]), quote], '\n')
}

function nameOf({ name, passage }: GlossaryEntry, context: RenderContext): FormattedText {
  return linked(name, addressOf(passage, context))
}
