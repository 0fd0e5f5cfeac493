import type { InputTextMessageContent, MessageEntity } from 'grammy/types'
import { clip } from '../../src/answering/attribution.ts'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Call } from './driver.ts'

interface Text {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

/**
 * What is wrong with what a call says: a quotation that no source has, one whose speaker, title, publisher or link doesn't
 * stand in the text itself, or anything that Telegram would cut or refuse.
 */
export function inspectCall(call: Call, corpus: Corpus): string[] {
  const { text, entities = [], results, result, reply_markup, parse_mode } = call.params
  const articles = [...(results ?? []), ...(result ? [result] : [])]
  const contents = articles.map(({ input_message_content }) => input_message_content as InputTextMessageContent)
  const texts: Text[] = [
    ...(text !== undefined && call.method !== 'answerCallbackQuery' ? [{ text, entities }] : []),
    ...contents.map(({ message_text, entities = [] }) => ({ text: message_text, entities })),
  ]
  const keyboards = [reply_markup, ...articles.map((article) => article.reply_markup)]
  const data = keyboards
    .flatMap((keyboard) => keyboard?.inline_keyboard.flat() ?? [])
    .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []))
  return [
    ...texts.flatMap((one) => inspectText(one, corpus)),
    ...data.filter((one) => Buffer.byteLength(one) > 64).map((one) => `callback data too long: ${one}`),
    ...(parse_mode === undefined ? [] : ['a parse_mode is used']),
  ]
}

function inspectText({ text, entities }: Text, corpus: Corpus): string[] {
  const problems = text.length > 4096 ? [`${text.length} units`] : []
  for (const entity of entities) {
    if (entity.type !== 'blockquote' && entity.type !== 'expandable_blockquote') continue
    const quoted = text.slice(entity.offset, entity.offset + entity.length)
    // A quote and all that belongs to it are lines without an empty one between them.
    const start = text.lastIndexOf('\n\n', entity.offset) + 1
    const end = `${text}\n\n`.indexOf('\n\n', entity.offset + entity.length)
    const around = entities.filter(({ offset }) => offset >= start && offset < end)
    const passages = around.flatMap((one) => passageAt(one, corpus) ?? [])
    const passage = passages.find((one) => one.text.includes(quoted))
    if (passages.length === 0) problems.push(`no permalink beside "${quoted.slice(0, 40)}…"`)
    else if (!passage) problems.push(`not literally in ${passages[0]!.id}: "${quoted.slice(0, 40)}…"`)
    else
      problems.push(
        ...inspectAttribution(text.slice(start, end).split('\n'), text.slice(0, start), around, passage, corpus),
      )
  }
  return problems
}

function passageAt(entity: MessageEntity, corpus: Corpus): Passage | null {
  return entity.type === 'text_link' ? corpus.passage(entity.url.split('start=p_')[1] ?? '') : null
}

function inspectAttribution(
  lines: readonly string[],
  before: string,
  entities: readonly MessageEntity[],
  passage: Passage,
  corpus: Corpus,
): string[] {
  const { title, publisher } = corpus.document(passage.documentId)
  const speaker = clip(passage.speaker.name)
  const sayer = lines.find((line) =>
    passage.speaker.role === 'asks'
      ? line.includes(speaker) && line.endsWith(':')
      : line.startsWith(`— ${speaker}`) || (line.startsWith(speaker) && line.endsWith(':')),
  )
  const source = lines.find((line) => line.startsWith('Bron: ') || line.startsWith('Source: ')) ?? ''
  const missing = source.includes(clip(title)) ? [] : [title]
  if (![speaker, source].some((part) => part.includes(clip(publisher)))) missing.push(publisher)
  if (sayer === undefined) missing.push(speaker)
  const question = passage.answers ? corpus.passage(passage.answers) : null
  if (question) {
    // Whose question is answered stands beside the speaker; and what it asks, or a link to it, on a line of its own or in a quote above.
    if (!sayer?.includes(clip(question.speaker.name))) missing.push(`answer to ${question.speaker.name}`)
    const shown = `${before}\n${lines.join('\n')}`
    const isAsked = question.sentences.some(({ start, end }) => shown.includes(question.text.slice(start, end)))
    if (!isAsked && !entities.some((one) => passageAt(one, corpus) === question)) missing.push('the question')
  }
  return missing.map((part) => `the attribution of ${passage.id} lacks ${part}`)
}
