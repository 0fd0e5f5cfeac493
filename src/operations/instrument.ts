import { GrammyError, HttpError, type Transformer } from 'grammy'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import type { Answer, Answerer } from '../answering/answer.ts'
import { NOTHING_FOUND } from '../answering/no-answer.ts'
import { describeFailure } from '../telegram/errors.ts'
import { TooManyQuestions } from '../updates/guard.ts'
import { currentUpdate } from '../updates/update-state.ts'
import type { Metrics } from './metrics.ts'

/**
 * Questions answered concurrently: one is ranked while the model reads the other. More would take several megabytes each, and
 * slow each other down.
 */
const CONCURRENCY = 2

/** Milliseconds that somebody in danger waits for quotes: then the card goes out without them. */
const CARD_WITHIN = 4_000

export interface InstrumentOptions {
  readonly metrics: Metrics
  /** By the words of a message, without the model. */
  readonly detectDanger: (message: string) => Answer['danger']
  readonly log: Logger
}

/**
 * Counts, times and records the answers of an answerer; in a group, refuses questions that exceed the limits. A message whose words
 * signal danger is answered whatever becomes of the search: its card may depend on nothing that can fail or hang.
 */
export function instrumentAnswerer(answerer: Answerer, { metrics, detectDanger, log }: InstrumentOptions): Answerer {
  const limit = pLimit(CONCURRENCY)
  return {
    async answer(question, previous) {
      const state = currentUpdate()
      const verdict = await state?.guard.countQuestion?.()
      if (verdict?.allowed === false) throw new TooManyQuestions(verdict)
      const danger = detectDanger(question)
      const searching = limit(async () => {
        const start = performance.now()
        const answer = await answerer.answer(question, previous)
        metrics.stage('answering', performance.now() - start)
        return answer
      })
      const answer = await (danger === null ? searching : orCardAlone(searching, danger, log))
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

/** An answer, or else one without quotes, which has the card. */
async function orCardAlone(searching: Promise<Answer>, danger: Answer['danger'], log: Logger): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the search takes too long')), CARD_WITHIN)
  })
  try {
    return await Promise.race([searching, late])
  } catch (error) {
    log.error({ failure: describeFailure(error) }, 'a question was answered without a search')
    return { ...NOTHING_FOUND, reason: 'not_in_sources', danger, request: null, understoodAs: null }
  } finally {
    clearTimeout(timer)
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
