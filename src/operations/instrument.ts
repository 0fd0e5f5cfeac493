import { GrammyError, HttpError, type Transformer } from 'grammy'
import type { Answerer } from '../answering/answer.ts'
import { atMost } from '../updates/at-most.ts'
import { TooManyQuestions } from '../updates/guard.ts'
import { currentUpdate } from '../updates/update-state.ts'
import type { Metrics } from './metrics.ts'

/**
 * Questions that are answered at once: one is compared while the model reads the other. More would take more memory, several
 * megabytes each, and make each other wait.
 */
const AT_ONCE = 2

/** An answerer whose answers are counted, timed and noted; in a group, it answers no more questions than is fair. */
export function instrumentAnswerer(answerer: Answerer, metrics: Metrics): Answerer {
  const inTurn = atMost(AT_ONCE)
  return {
    async answer(question, previous) {
      const state = currentUpdate()
      const verdict = state?.countQuestion?.()
      if (verdict?.allowed === false) throw new TooManyQuestions(verdict)
      const answer = await inTurn(async () => {
        const start = performance.now()
        const answer = await answerer.answer(question, previous)
        metrics.stage('answering', performance.now() - start)
        return answer
      })
      metrics.question(answer.outcome, state?.chatType ?? 'none')
      if (state) {
        state.outcome = answer.outcome
        state.passages = answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id)
      }
      return answer
    },
  }
}

/** Counts and times every attempt at a call. @param onReached called when Telegram answered, whatever it said. */
export function instrumentCalls(metrics: Metrics, onReached: () => void): Transformer {
  return async (previous, method, payload, signal) => {
    const start = performance.now()
    try {
      const result = await previous(method, payload, signal)
      onReached()
      metrics.call(method, result.ok ? 'ok' : String(result.error_code))
      return result
    } catch (error) {
      metrics.call(method, error instanceof HttpError ? 'network' : error instanceof GrammyError ? 'refused' : 'error')
      throw error
    } finally {
      // A long poll is no sending: it waits for something to happen.
      if (method !== 'getUpdates') metrics.stage('sending', performance.now() - start)
    }
  }
}
