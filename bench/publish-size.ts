/** Writes an index of a synthetic corpus into the database of INDEX_URL, in a process of its own, and leaves it there for the next one to drop. */
import { run } from '../src/cli/run.ts'
import { readConfig } from '../src/config/config.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { readIndex } from '../src/retrieval/index-files.ts'
import { addVersion, prepareDatabase, schemaOf } from '../src/retrieval/versions.ts'
import { writeVersion } from '../src/retrieval/write-version.ts'

/** What publishing costs: seconds, and bytes in the database. */
export interface PublishCost {
  readonly version: number
  readonly write: number
  readonly graph: number
  readonly disk: number
}

await run(async () => {
  const [passages = 0, folder = ''] = [Number(process.argv[2]), process.argv[3]]
  const parts = readIndex(folder, 'growth')
  if (!parts || 'reason' in parts) throw new Error(`The index of ${passages} passages can't be opened.`)
  const database = await openDatabase(readConfig().indexUrl!, { name: 'INDEX_URL' })
  await prepareDatabase(database)
  const [left] = await database.query<{ version: number }>(
    `DELETE FROM bronwijzer_index.versions WHERE content = 'growth' RETURNING version`,
    [],
  )
  if (left) await database.query(`DROP SCHEMA ${schemaOf(left.version)} CASCADE`)
  let graph = 0
  const begun = performance.now()
  const version = await database.transaction(async (queries) => {
    const { dimensions, views } = parts
    const about = { content: 'growth', embedding: 'growth', dimensions, passages, views: views.length }
    const added = await addVersion(queries, about)
    const query = async <Row>(sql: string, values?: readonly unknown[]) => {
      const start = performance.now()
      const rows = await queries.query<Row>(sql, values)
      if (sql.startsWith('CREATE INDEX')) graph += performance.now() - start
      return rows
    }
    await writeVersion({ query }, added, parts, [])
    return added.version
  }, 0)
  const whole = performance.now() - begun
  const [size] = await database.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid))::text AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = '${schemaOf(version)}'::regnamespace`,
    [],
  )
  await database.close()
  const cost: PublishCost = { version, write: (whole - graph) / 1000, graph: graph / 1000, disk: Number(size!.bytes) }
  process.stdout.write(`${JSON.stringify(cost)}\n`)
})
