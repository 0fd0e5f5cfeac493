import { createInterface } from 'node:readline/promises'
import type { Answerer, Turn } from '../answering/answer.ts'
import { nextTurn } from '../answering/next-turn.ts'
import { type FormatContext, formatAnswer, formatSources, formatTerms, paragraph } from './format-answer.ts'

/** A chat in the terminal, until Ctrl-D or Ctrl-C. */
export async function chat(
  answerer: Answerer,
  context: FormatContext & {
    /** Whether the words of questions are sent to a program that the operator named; default: they are not. */
    readonly sendsQuestions?: boolean
  },
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Promise<void> {
  const { t, sendsQuestions = false } = context
  const lines = createInterface({
    input,
    output,
    prompt: `${t('terminal-prompt')} `,
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
  print(paragraph(t('terminal-welcome'), context))
  print(paragraph(t('terminal-telegram'), context, 'dim'))
  prompt()
  for await (const line of lines) {
    const text = line.trim()
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
  print(paragraph(t('terminal-goodbye'), context))
}
