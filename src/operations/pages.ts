import type { IncomingMessage, ServerResponse } from 'node:http'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { NOTHING_FOUND } from '../answering/no-answer.ts'
import type { Config } from '../config/config.ts'
import { loadTranslations } from '../i18n/translations.ts'
import type { AnsweringProduct } from '../product.ts'
import type { Client } from '../reader/site.ts'
import { describeFailure } from '../telegram/errors.ts'
import type { FairUse } from '../updates/fair-use.ts'
import { instrumentAnswerer } from './instrument.ts'
import type { Metrics } from './metrics.ts'

/** The pages of documents and quotes beside the bot. */
export interface Pages {
  /** Shows those of this product from now on, with links to the chat of this bot. */
  show(
    product: Pick<AnsweringProduct, 'corpus' | 'counterparts' | 'exampleQuestions' | 'former' | 'answerer' | 'safety'>,
    username: string,
  ): Promise<void>
  handle(request: IncomingMessage, response: ServerResponse): void
}

/** Questions of pages that may wait: they are answered one by one, so that chats come before pages, and people before strangers. */
const MAX_WAITING = 10
/** Seconds in which they are answered. */
const WAIT = 5

/**
 * Opens the pages when READER_URL is set. What makes them is loaded only then.
 * @param fairUse counts what is asked.
 * @param personOf who opened the app in Telegram; null when that isn't proven.
 * @returns null when it isn't.
 */
export async function openPages(
  { readerUrl }: Pick<Config, 'readerUrl'>,
  log: Logger,
  metrics: Metrics,
  fairUse: FairUse,
  personOf: (initData: string) => number | null,
): Promise<Pages | null> {
  if (readerUrl === null) return null
  const [{ createPageServer }, { chooseQuestions }, { drawInProcess }] = await Promise.all([
    import('../reader/serve-pages.ts'),
    import('../reader/choose-questions.ts'),
    import('../reader/drawing-process.ts'),
  ])
  const { show, handle } = createPageServer((error) =>
    log.warn({ failure: describeFailure(error) }, 'cannot show a page'),
  )
  const draw = drawInProcess()
  const t = loadTranslations()('nl')
  const waiting = { people: pLimit(1), strangers: pLimit(1) }
  return {
    handle,
    async show({ corpus, counterparts, exampleQuestions, former, answerer, safety }, username) {
      const questions = chooseQuestions(await exampleQuestions())
      const { answer } = instrumentAnswerer(answerer, { metrics, detectDanger: safety.detect, log })
      const search = {
        async ask(question: string, { address, initData }: Client) {
          // Many phones share one address, and anybody can use many: in the app, each person is counted.
          const person = initData === '' ? null : personOf(initData)
          const oneByOne = person === null ? waiting.strangers : waiting.people
          const verdict = await fairUse.count('user', person ?? address)
          const seconds = verdict.allowed ? (oneByOne.pendingCount < MAX_WAITING ? 0 : WAIT) : verdict.seconds
          if (seconds === 0) return oneByOne(() => answer(question))
          const danger = safety.detect(question)
          // Whoever is in danger gets the card, whatever was asked before.
          return danger
            ? { ...NOTHING_FOUND, reason: 'not_in_sources' as const, danger, request: null, understoodAs: null }
            : { seconds }
        },
        dangerCard: (danger: Parameters<typeof safety.card>[0], isSensed: boolean) =>
          safety.card(danger, 'nl', isSensed),
      }
      show({ corpus, counterparts, t, language: 'nl', username, url: readerUrl, former, questions, draw, search })
    },
  }
}
