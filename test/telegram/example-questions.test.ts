import { beforeAll, describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { openProduct, type Product } from '../../src/product.ts'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { expectValidMessage } from '../support/valid-message.ts'

let product: Product
beforeAll(async () => {
  product = await openProduct(createConfig({}), { onNotice: () => {}, onProgress: () => {} })
}, 60_000)

describe('the questions on the start screen', () => {
  it.each(EXAMPLE_QUESTIONS)('“%s” is answered by the sources', async (question) => {
    const answer = await product.answerer.answer(question)
    expect(answer.outcome).toBe('answered')
    if (answer.outcome === 'answered') expect(answer.quotes.length).toBeGreaterThan(0)
    const context = {
      corpus: product.corpus,
      t: loadTranslations()('nl'),
      username: 'b_bot',
      rest: false,
      audience: 'private',
    } as const
    for (const message of renderAnswer(answer, context)) expectValidMessage(message, context)
  })
})
