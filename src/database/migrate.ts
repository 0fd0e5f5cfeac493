import type { Database, Queries } from './database.ts'
import { DatabaseError } from './database-error.ts'

/**
 * Brings the tables of one part of the program up to date: what is new is done, in order, in one transaction; who comes second
 * waits. There is no way back.
 * @param schema of the part, which holds its tables, and the number of steps that were done.
 * @param steps each one as SQL, by which the tables of the version before become those of the next. Never changed once published.
 * @param name the variable with the database's address.
 * @throws DatabaseError also for a database that a newer program has migrated.
 */
export async function migrate(
  database: Database,
  schema: string,
  steps: readonly string[],
  name: string,
): Promise<void> {
  // Most often there is nothing to do, and reading needs no right to write.
  if ((await stepsLeft(database, schema, steps, name)) === 0) return
  await database.transaction(async (queries) => {
    await queries.query('SELECT pg_advisory_xact_lock(hashtext($1))', [schema])
    const done = steps.length - (await stepsLeft(queries, schema, steps, name))
    if (done === 0) {
      await queries.query(
        `CREATE SCHEMA IF NOT EXISTS ${schema};
         CREATE TABLE IF NOT EXISTS ${schema}.migrations (
           step integer PRIMARY KEY,
           at timestamptz NOT NULL DEFAULT now()
         )`,
      )
    }
    for (const [at, step] of steps.entries()) {
      if (at < done) continue
      await queries.query(step)
      await queries.query(`INSERT INTO ${schema}.migrations (step) VALUES ($1)`, [at + 1])
    }
  }, 0)
}

/**
 * How many steps are still to be done in a database.
 * @throws DatabaseError when a newer program has migrated it: this one can't know what it means.
 */
export async function stepsLeft(
  queries: Queries,
  schema: string,
  steps: readonly string[],
  name: string,
): Promise<number> {
  const table = `${schema}.migrations`
  // A name that was looked up before, to_regclass would still find missing after another program has made it.
  const [found] = await queries.query<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations') AS there`,
    [schema],
  )
  if (!found?.there) return steps.length
  const [last] = await queries.query<{ done: number }>(`SELECT coalesce(max(step), 0) AS done FROM ${table}`, [])
  const done = last?.done ?? 0
  if (done <= steps.length) return steps.length - done
  throw new DatabaseError(
    `The database of ${name} is of a newer Bronwijzer: it is at step ${done}, and this program knows ${steps.length}. Start the newer program, or name another database.`,
    'other',
  )
}
