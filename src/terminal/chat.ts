import { createInterface } from 'node:readline/promises'
import type { Answerer, Turn } from '../answering/answer.ts'
import { languageOf } from '../answering/language.ts'
import { nextTurn } from '../answering/next-turn.ts'
import type { Language } from '../i18n/translations.ts'
import { type FormatContext, formatAnswer, formatSources, formatTerms, paragraph } from './format-answer.ts'

/** A chat in the terminal, until Ctrl-D or Ctrl-C. */
export async function chat(
  answerer: Answerer,
  room: FormatContext & {
    /** Whether the words of questions are sent to a program that the operator named; default: they are not. */
    readonly sendsQuestions?: boolean
    /** What is said in another language, which a message may be in; default: everything is said in one. */
    readonly inLanguage?: (language: Language) => Pick<FormatContext, 't' | 'dangerCard'>
  },
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Promise<void> {
  const { sendsQuestions = false, inLanguage } = room
  let context: FormatContext = room
  const lines = createInterface({
    input,
    output,
    prompt: `${room.t('terminal-prompt')} `,
  })
  const print = (text: string) => output.write(`\n${text}\n`)
  // After the end of the input, buffered lines still come, but there is no one to prompt.
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  const prompt = () => {
    if (!ended) lines.prompt()
  }
  let previous: Turn | null = null
  print(paragraph(room.t('terminal-welcome'), room))
  print(paragraph(room.t('terminal-telegram'), room, 'dim'))
  prompt()
  for await (const line of lines) {
    const text = line.trim()
    const language = text.startsWith('/') ? null : languageOf(text)
    if (language && inLanguage) context = { ...context, ...inLanguage(language) }
    const { t } = context
    if (text === '/help') print(paragraph(t('terminal-help'), context))
    else if (text === '/bronnen') print(formatSources(context))
    else if (text === '/begrippen') print(formatTerms(context))
    else if (text === '/privacy')
      print(paragraph(t('terminal-privacy', { sends: sendsQuestions ? 'yes' : 'no' }), context))
    else if (text === '/vergeet') {
      previous = null
      print(paragraph(t('terminal-forgotten'), context))
    } else if (text.startsWith('/')) print(paragraph(t('terminal-unknown'), context))
    else if (text !== '') {
      const answer = await answerer.answer(text, previous)
      previous = nextTurn(text, answer, previous)
      print(formatAnswer(answer, context))
    }
    prompt()
  }
  print(paragraph(context.t('terminal-goodbye'), context))
}
