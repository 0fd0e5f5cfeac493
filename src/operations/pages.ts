import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { loadExampleQuestionsInSlices } from '../corpus/load-corpus.ts'
import { loadTranslations } from '../i18n/translations.ts'
import type { Product } from '../product.ts'
import { describeFailure } from '../telegram/errors.ts'

/** The pages of documents and quotes beside the bot. */
export interface Pages {
  /** Shows those of this product from now on, with links to the chat of this bot. */
  show(product: Pick<Product, 'corpus' | 'former'>, username: string): Promise<void>
  handle(request: IncomingMessage, response: ServerResponse): void
}

/**
 * Opens the pages when READER_URL is set. What makes them is loaded only then.
 * @returns null when it isn't.
 */
export async function openPages({ readerUrl, corpusFolder }: Config, log: Logger): Promise<Pages | null> {
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
  return {
    handle,
    async show({ corpus, former }, username) {
      const questions = chooseQuestions(await loadExampleQuestionsInSlices(corpusFolder, corpus))
      show({ corpus, t, language: 'nl', username, url: readerUrl, former, questions, draw, canSearch: false })
    },
  }
}
