import { createInterface } from 'node:readline/promises'
import type { Answerer, Turn } from '../answering/answer.ts'
import { nextTurn } from '../answering/next-turn.ts'
import { formatAnswer, formatSources, paragraph, type Setting } from './format-answer.ts'

/** A chat in the terminal, until Ctrl-D or Ctrl-C. */
export async function chat(answerer: Answerer, setting: Setting): Promise<void> {
  const { words } = setting
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: `${words('terminal-prompt')} `,
  })
  const print = (text: string) => process.stdout.write(`\n${text}\n`)
  // When the input ends, lines that were read before it still come, but there is nobody left to prompt.
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  const prompt = () => {
    if (!ended) lines.prompt()
  }
  let previous: Turn | null = null
  print(paragraph(words('terminal-welcome'), setting))
  print(paragraph(words('terminal-telegram'), setting, 'dim'))
  prompt()
  for await (const line of lines) {
    const text = line.trim()
    if (text === '/help') print(paragraph(words('terminal-help'), setting))
    else if (text === '/bronnen') print(formatSources(setting))
    else if (text === '/privacy') print(paragraph(words('terminal-privacy'), setting))
    else if (text === '/vergeet') {
      previous = null
      print(paragraph(words('terminal-forgotten'), setting))
    } else if (text.startsWith('/')) print(paragraph(words('terminal-unknown'), setting))
    else if (text !== '') {
      const answer = await answerer.answer(text, previous)
      previous = nextTurn(text, answer, previous)
      print(formatAnswer(answer, setting))
    }
    prompt()
  }
  print(paragraph(words('terminal-goodbye'), setting))
}
