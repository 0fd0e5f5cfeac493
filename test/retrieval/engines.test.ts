import { afterAll, describe, expect, it } from 'vitest'
import { compareEngines } from '../../bench/compare-engines.ts'
import { createConfig } from '../../src/config/config.ts'
import { smokeCheck } from '../../src/operations/smoke-check.ts'
import { loadModels, openProduct, openPublished, publishProduct } from '../../src/product.ts'
import { DATABASES, SERVER } from '../support/databases.ts'
import { evaluationSet } from '../support/product.ts'

/** Where there is a server, the one in the process, which stands in for it and needs a minute, adds nothing about the product. */
const USED = DATABASES.filter(({ where }) => !SERVER || where === 'on a server')
/** Milliseconds: making a database in the process, and graphs in it, takes a minute, and more on a busy machine. */
const FIRST_TIME = 600_000
/** Of the set that choices were made with every third, and of each set that strangers wrote every twentieth. */
const QUESTIONS = [
  ...evaluationSet('dev').filter((_, at) => at % 3 === 0),
  ...(['strangers-a', 'strangers-b', 'messages'] as const).flatMap((set) =>
    evaluationSet(set).filter((_, at) => at % 20 === 0),
  ),
].map(({ question }) => question)

describe.each(USED)('the real corpus in a database $where', ({ open, skip }) => {
  const drops: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const drop of drops) await drop()
  })

  it.skipIf(skip)(
    'passes its check, and answers as from files: the same outcome and first quote',
    async () => {
      const { database, drop } = await open()
      drops.push(drop)
      const listener = { onNotice: () => {}, onProgress: () => {} }
      const config = createConfig({})
      await publishProduct(config, database, listener, smokeCheck)
      const models = await loadModels(config)
      const files = await openProduct(config, listener, null, models)
      const { product } = await openPublished(database, listener, models)
      const { asked, different } = await compareEngines([files, product], QUESTIONS)
      expect(asked).toBeGreaterThan(50)
      expect(different).toEqual([])
    },
    FIRST_TIME,
  )
})
