/**
 * Writes a synthetic corpus into the database of INDEX_URL, in a process of its own, and leaves it there for the next one to drop.
 * It is made as it is written: nowhere is all of it in memory.
 */
import { openWithProgress, run } from '../src/cli/run.ts'
import { readConfig } from '../src/config/config.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { contentOfStream } from '../src/retrieval/version-content.ts'
import { addVersion, prepareDatabase, schemaOf } from '../src/retrieval/versions.ts'
import { writeVersion } from '../src/retrieval/write-version.ts'
import { SEED, synthesise } from './synthesise.ts'

/** What publishing costs: seconds, bytes in the database, and bytes at the peak of memory of the one who publishes. */
export interface PublishCost {
  readonly version: number
  readonly views: number
  readonly write: number
  readonly graph: number
  readonly disk: number
  readonly peak: number
}

await run(async () => {
  const passages = Number(process.argv[2])
  const config = readConfig()
  const { index } = await openWithProgress({ ...config, indexUrl: null })
  const database = await openDatabase(config.indexUrl!, { name: 'INDEX_URL' })
  await prepareDatabase(database)
  const [left] = await database.query<{ version: number }>(
    `DELETE FROM bronwijzer_index.versions WHERE content = 'growth' RETURNING version`,
    [],
  )
  if (left) await database.query(`DROP SCHEMA ${schemaOf(left.version)} CASCADE`)
  let graph = 0
  const begun = performance.now()
  const content = await contentOfStream(synthesise(index, passages, SEED))
  const version = await database.transaction(async (queries) => {
    const { dimensions, views } = content
    const about = { content: 'growth', embedding: 'growth', dimensions, passages, views }
    const added = await addVersion(queries, about)
    const query = async <Row>(sql: string, values?: readonly unknown[]) => {
      const start = performance.now()
      const rows = await queries.query<Row>(sql, values)
      if (sql.startsWith('CREATE INDEX')) graph += performance.now() - start
      return rows
    }
    await writeVersion({ query }, added, content, [])
    return added.version
  }, 0)
  const whole = performance.now() - begun
  const [size] = await database.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid))::text AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = '${schemaOf(version)}'::regnamespace`,
    [],
  )
  await database.close()
  const cost: PublishCost = {
    version,
    views: content.views,
    write: (whole - graph) / 1000,
    graph: graph / 1000,
    disk: Number(size!.bytes),
    peak: process.resourceUsage().maxRSS * 1024,
  }
  process.stdout.write(`${JSON.stringify(cost)}\n`)
})
