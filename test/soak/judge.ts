import type { Call } from '../emulator/call.ts'

/** A call, with the parameters that tell which question it answers. */
export interface SentCall extends Call {
  readonly params: {
    readonly chat_id?: number
    readonly text?: string
    readonly message_thread_id?: number
    readonly reply_parameters?: { readonly message_id: number }
  }
}

/** A question that was asked, and where. */
export interface Asked {
  readonly chat: number
  readonly topic: number | null
  /** Number of the message, and of the update that brings it. */
  readonly message: number
  readonly update: number
  /** How its answer begins. */
  readonly answer: string
  /** Whether an answer names the message that it replies to, as in groups. */
  readonly isReplied: boolean
}

/** A question that was answered more than once. */
export interface Repeated {
  readonly question: Asked
  readonly sent: readonly SentCall[]
}

/** What became of the questions. */
export interface Verdict {
  readonly lost: readonly Asked[]
  /** Questions with the first message of their answers, where it came more than once. */
  readonly repeated: readonly Repeated[]
  /** Answers in a chat or topic where nobody asked for them. */
  readonly misplaced: number
  /** Chats in which a first answer came before that of an earlier question. */
  readonly disordered: number
}

/** Whether a call had its effect, even if its answer was lost. */
function tookEffect(call: SentCall): boolean {
  return call.executed ? call.executed.ok : call.ok === true
}

/**
 * Compares what was asked with what was sent.
 * @param asked in the order in which it was asked.
 * @param calls all that reached Telegram, in order.
 * @param answers how any answer in a private chat may begin: other messages there are not judged.
 */
export function judge(asked: readonly Asked[], calls: readonly SentCall[], answers: ReadonlySet<string>): Verdict {
  const byChat = new Map<number, Asked[]>()
  for (const question of asked) byChat.set(question.chat, [...(byChat.get(question.chat) ?? []), question])
  const seen = new Map<Asked, SentCall[]>()
  const orders = new Map<number, Asked[]>()
  let misplaced = 0
  for (const call of calls) {
    if (call.method !== 'sendMessage' || !tookEffect(call)) continue
    const { chat_id: chat = 0, text = '', message_thread_id: topic = null, reply_parameters: reply } = call.params
    const questions = byChat.get(chat) ?? []
    const [{ isReplied } = { isReplied: false }] = questions
    const isAnswer = isReplied ? reply !== undefined : answers.has(text)
    if (!isAnswer) continue
    const question = questions.find(({ message, answer }) =>
      isReplied ? message === reply?.message_id : answer === text,
    )
    if (!question || question.topic !== topic) {
      misplaced++
      continue
    }
    const before = seen.get(question) ?? []
    seen.set(question, [...before, call])
    if (before.length === 0) orders.set(chat, [...(orders.get(chat) ?? []), question])
  }
  return {
    lost: asked.filter((question) => !seen.has(question)),
    repeated: [...seen].flatMap(([question, sent]) => (sent.length > 1 ? [{ question, sent }] : [])),
    misplaced,
    disordered: [...orders.values()].filter((order) => !isAscending(order.map((question) => asked.indexOf(question))))
      .length,
  }
}

/**
 * How many answers of a question came again, and of them those for which Telegram's receipt was lost, so that the bot sent them again.
 */
export function countAgain({ sent }: Repeated): { readonly again: number; readonly unheard: number } {
  const unheard = sent.slice(0, -1).filter(({ fault }) => fault?.endsWith('after')).length
  return { again: sent.length - 1, unheard }
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > numbers[index - 1]!)
}
