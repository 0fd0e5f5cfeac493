import type { Database, Queries } from '../database/database.ts'
import { DatabaseError } from '../database/database-error.ts'
import { migrate, stepsLeft } from '../database/migrate.ts'

/** The variable with the address of the database. */
export const VARIABLE = 'INDEX_URL'
const SCHEMA = 'bronwijzer_index'
/** On which a switch to another version is told. */
export const CHANNEL = SCHEMA
/** Changes with the tables of a version, and with what is in them. */
const FORMAT = 3
/** Least version of pgvector: with halfvec, and HNSW over it. */
const PGVECTOR = [0, 8] as const
/** Milliseconds that a version which was replaced is kept: who answers with it has long gone over to a later one. */
const KEPT = 60 * 60 * 1000

/** Each one makes of the tables before it those of the next version of the program. Never changed: databases have them. */
const STEPS = [
  `CREATE TABLE ${SCHEMA}.versions (
    version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    format integer NOT NULL,
    content text NOT NULL,
    embedding text NOT NULL,
    dimensions integer NOT NULL,
    passages integer NOT NULL,
    views integer NOT NULL,
    published timestamptz NOT NULL DEFAULT now(),
    replaced timestamptz
  );
  CREATE TABLE ${SCHEMA}.current (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version integer NOT NULL REFERENCES ${SCHEMA}.versions
  )`,
]

/** A corpus with its index, as it was published. */
export interface Version {
  readonly version: number
  /** Of everything in it, and of how its vectors were made: another content is another version. */
  readonly content: string
  /** Of everything but the texts that vectors depend on. */
  readonly embedding: string
  readonly dimensions: number
  readonly passages: number
  readonly views: number
}

/** The schema that holds the tables of a version. */
export function schemaOf(version: number): string {
  return `${SCHEMA}_${version}`
}

/**
 * Makes the tables that versions are listed in, and sees that there is pgvector.
 * @throws DatabaseError that says what to do.
 */
export async function prepareDatabase(database: Database): Promise<void> {
  const [there] = await database.query<{ installed: string | null; available: string | null }>(
    `SELECT (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS installed,
            (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS available`,
    [],
  )
  const version = there?.installed ?? there?.available ?? null
  const place = `The database at ${database.place} (${VARIABLE})`
  if (version === null) {
    throw new DatabaseError(
      `${place} has no pgvector. Install it on the server, version ${PGVECTOR.join('.')} or newer.`,
      'other',
    )
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === PGVECTOR[0] && minor < PGVECTOR[1]) {
    throw new DatabaseError(
      `${place} has pgvector ${version}. Bring it to ${PGVECTOR.join('.')} or newer, then ALTER EXTENSION vector UPDATE.`,
      'other',
    )
  }
  if (!there?.installed) {
    await database.query('CREATE EXTENSION IF NOT EXISTS vector').catch((error: DatabaseError) => {
      if (error.problem !== 'refused') throw error
      throw new DatabaseError(
        `${place} has pgvector, but this user may not switch it on. Let its administrator do so: CREATE EXTENSION vector`,
        'refused',
        { cause: error },
      )
    })
  }
  await migrate(database, SCHEMA, STEPS, VARIABLE)
}

/**
 * The version in use; null when nothing has been published that this program can read.
 * @throws DatabaseError also when it was published by another version of the program, and is laid out in another way.
 */
export async function currentVersion(queries: Queries): Promise<Version | null> {
  if ((await stepsLeft(queries, SCHEMA, STEPS, VARIABLE)) > 0) return null
  const [row] = await queries.query<Version & { readonly format: number }>(
    `SELECT version, format, content, embedding, dimensions, passages, views
     FROM ${SCHEMA}.current JOIN ${SCHEMA}.versions USING (version)`,
    [],
  )
  if (!row) return null
  const { format, ...version } = row
  if (format !== FORMAT) {
    const age = format > FORMAT ? 'a newer' : 'an older'
    throw new DatabaseError(
      `What is published in the database of ${VARIABLE} is by ${age} Bronwijzer. Publish again with this one ("bronwijzer index --publish"), or start the other.`,
      'other',
    )
  }
  return version
}

/** Waits until nobody else publishes, and nobody else may until the transaction ends. */
export async function lockPublishing(queries: Queries): Promise<void> {
  await queries.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${SCHEMA} publishing`])
}

/** Begins a version: a schema without tables, which nobody sees before the transaction ends. */
export async function addVersion(queries: Queries, about: Omit<Version, 'version'>): Promise<Version> {
  const { content, embedding, dimensions, passages, views } = about
  const [row] = await queries.query<{ version: number }>(
    `INSERT INTO ${SCHEMA}.versions (format, content, embedding, dimensions, passages, views)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING version`,
    [FORMAT, content, embedding, dimensions, passages, views],
  )
  const version = { ...about, version: row!.version }
  await queries.query(`CREATE SCHEMA ${schemaOf(version.version)}`)
  return version
}

/** Has everybody answer with a version from the end of the transaction on. */
export async function switchTo(queries: Queries, version: number): Promise<void> {
  await queries.query(
    `UPDATE ${SCHEMA}.versions SET replaced = now() WHERE version = (SELECT version FROM ${SCHEMA}.current)`,
    [],
  )
  await queries.query(`UPDATE ${SCHEMA}.versions SET replaced = NULL WHERE version = $1`, [version])
  await queries.query(
    `INSERT INTO ${SCHEMA}.current (version) VALUES ($1) ON CONFLICT (one) DO UPDATE SET version = excluded.version`,
    [version],
  )
  await queries.query(`NOTIFY ${CHANNEL}`)
}

/** Drops versions that nobody answers with: those replaced an hour ago, but for the last one before the present. */
export async function dropOld(database: Database): Promise<number[]> {
  const old = await database.query<{ version: number }>(
    `SELECT version FROM ${SCHEMA}.versions
     WHERE replaced < now() - make_interval(secs => $1)
       AND version < (SELECT max(version) FROM ${SCHEMA}.versions WHERE replaced IS NOT NULL)
     ORDER BY version`,
    [KEPT / 1000],
  )
  for (const { version } of old) {
    await database.transaction(async (queries) => {
      await lockPublishing(queries)
      await queries.query(`DROP SCHEMA IF EXISTS ${schemaOf(version)} CASCADE`)
      await queries.query(`DELETE FROM ${SCHEMA}.versions WHERE version = $1`, [version])
    }, 0)
  }
  return old.map(({ version }) => version)
}
