/** Publishes the corpus in the database of INDEX_URL, and asks both engines every labelled question: do they answer alike? */
import { run } from '../src/cli/run.ts'
import { PATHS, readConfig } from '../src/config/config.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { readAllLabelled } from '../src/evaluation/sets.ts'
import { smokeCheck } from '../src/operations/smoke-check.ts'
import { loadModels, openProduct, openPublished, publishProduct } from '../src/product.ts'
import { compareEngines } from './compare-engines.ts'

/** Least share of the questions that are to be answered alike. */
const LEAST_ALIKE = 0.99

await run(async () => {
  const config = readConfig()
  if (config.indexUrl === null) throw new Error('Set INDEX_URL to an empty database to try, or to pglite:memory://.')
  const listener = { onNotice: (line: string) => process.stderr.write(`${line}\n`), onProgress: () => {} }
  const questions = readAllLabelled(PATHS.evaluation)
  const database = await openDatabase(config.indexUrl, { name: 'INDEX_URL' })
  try {
    await publishProduct(config, database, listener, smokeCheck)
    const models = await loadModels(config)
    const files = await openProduct(config, listener, null, models)
    const { product } = await openPublished(database, listener, models)
    const { asked, same, times, different } = await compareEngines(
      [files, product],
      questions.map(({ question }) => question),
    )
    const [ofFiles, ofDatabase] = times.map(
      ({ median, p95 }) => `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    )
    process.stdout.write(
      `${[
        `The same outcome and first quote for ${same} of ${asked} labelled questions (${((100 * same) / asked).toFixed(2)} %).`,
        `Question to answer: files ${ofFiles}; database ${ofDatabase}.`,
        ...different.map((question) => `Different: ${question}`),
      ].join('\n')}\n`,
    )
    if (same < LEAST_ALIKE * asked)
      throw new Error(`The engines answer alike too seldom: at least ${LEAST_ALIKE} was expected.`)
  } finally {
    await database.close()
  }
})
