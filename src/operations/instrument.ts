import { GrammyError, HttpError, type Transformer } from 'grammy'
import pLimit from 'p-limit'
import type { Answerer } from '../answering/answer.ts'
import { TooManyQuestions } from '../updates/guard.ts'
import { currentUpdate } from '../updates/update-state.ts'
import type { Metrics } from './metrics.ts'

/**
 * Questions answered concurrently: one is ranked while the model reads the other. More would take several megabytes each, and
 * slow each other down.
 */
const CONCURRENCY = 2

/** Counts, times and records the answers of an answerer; in a group, refuses questions that exceed the limits. */
export function instrumentAnswerer(answerer: Answerer, metrics: Metrics): Answerer {
  const limit = pLimit(CONCURRENCY)
  return {
    async answer(question, previous) {
      const state = currentUpdate()
      const verdict = state?.guard.countQuestion?.()
      if (verdict?.allowed === false) throw new TooManyQuestions(verdict)
      const answer = await limit(async () => {
        const start = performance.now()
        const answer = await answerer.answer(question, previous)
        metrics.stage('answering', performance.now() - start)
        return answer
      })
      const { outcome } = answer
      metrics.question(outcome, state?.chatType ?? 'none')
      if (state) {
        const quotes = outcome === 'no_answer' ? [] : answer.quotes
        state.answer = { outcome, passages: quotes.map(({ passage }) => passage.id) }
      }
      return answer
    },
  }
}

/** Counts and times every attempt at a call. @param onReached called when Telegram responded, whatever the response. */
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
      // A long poll spends its time waiting, not sending.
      if (method !== 'getUpdates') metrics.stage('sending', performance.now() - start)
    }
  }
}
