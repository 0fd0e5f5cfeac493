/** Questions that were asked, and what was sent: every one has to be answered once, and in order within its chat. */
export interface Ledger {
  /** @param at milliseconds. */
  asked(chat: number, question: string, at: number): void
  sent(chat: number, text: string, at: number): void
  /** Questions whose answer was sent. */
  answered(): number
  /** Questions that wait for an answer. */
  open(): number
  /** Milliseconds from each question to the first message of its answer, since this was asked last. */
  latencies(): number[]
  /** Answers before that of an earlier question of the same chat. */
  disordered(): number
  /** Messages that answer nothing that was asked, or answer it again. */
  unexpected(): number
}

interface Asked {
  readonly texts: readonly string[]
  readonly at: number
  /** How many of its texts were sent. */
  sent: number
}

/** @param answers the messages that answer each question. */
export function createLedger(answers: ReadonlyMap<string, readonly string[]>): Ledger {
  const chats = new Map<number, Asked[]>()
  let times: number[] = []
  let open = 0
  let answered = 0
  let disordered = 0
  let unexpected = 0
  return {
    asked(chat, question, at) {
      const texts = answers.get(question)
      if (!texts) throw new Error('A question was asked whose answer is not known.')
      const waiting = chats.get(chat) ?? []
      chats.set(chat, waiting)
      waiting.push({ texts, at, sent: 0 })
      open++
    },
    sent(chat, text, at) {
      const waiting = chats.get(chat) ?? []
      const index = waiting.findIndex(({ texts, sent }) => texts[sent] === text)
      const question = waiting[index]
      if (!question) {
        unexpected++
        return
      }
      if (index > 0) disordered++
      if (question.sent === 0) times.push(at - question.at)
      question.sent++
      if (question.sent < question.texts.length) return
      waiting.splice(index, 1)
      if (waiting.length === 0) chats.delete(chat)
      open--
      answered++
    },
    answered: () => answered,
    open: () => open,
    latencies() {
      const result = times
      times = []
      return result
    },
    disordered: () => disordered,
    unexpected: () => unexpected,
  }
}
