import type { InputTextMessageContent, MessageEntity } from 'grammy/types'
import { clip } from '../../src/answering/attribution.ts'
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
    const end = entity.offset + entity.length
    const quoted = text.slice(entity.offset, end)
    const link = entities.find(
      (other) => other.type === 'text_link' && other.offset >= end && /[?]start=p_/.test(other.url),
    )
    const id = link?.type === 'text_link' ? link.url.split('start=p_')[1] : undefined
    const passage = corpus.passage(id ?? '')
    if (!link || !passage) problems.push(`no permalink after "${quoted.slice(0, 40)}…"`)
    else if (!passage.text.includes(quoted)) problems.push(`not literally in ${passage.id}: "${quoted.slice(0, 40)}…"`)
    else problems.push(...inspectAttribution(text, entity.offset, end, link.offset, passage.id, corpus))
  }
  return problems
}

function inspectAttribution(
  text: string,
  start: number,
  end: number,
  link: number,
  id: string,
  corpus: Corpus,
): string[] {
  const passage = corpus.passage(id)!
  const document = corpus.document(passage.documentId)
  const attribution = text.slice(end, link)
  const wanted = [`— ${clip(passage.speaker.name)}`, clip(document.title), clip(document.publisher)]
  const missing = wanted.filter((part) => !attribution.includes(part))
  const question = passage.answers ? corpus.passage(passage.answers) : null
  if (question) {
    // Whose question is answered stands in the attribution, and the question before or after the quote.
    const sayer = attribution.split('\n').find((line) => line.startsWith('— ')) ?? ''
    if (!sayer.includes(clip(question.speaker.name))) missing.push(`answer to ${question.speaker.name}`)
    const opening = question.text.slice(0, 40)
    if (!text.slice(0, start).includes(opening) && !attribution.includes(opening)) missing.push('the question')
  }
  return missing.map((part) => `the attribution of ${id} lacks ${part}`)
}
