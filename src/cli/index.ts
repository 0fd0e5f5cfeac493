import { type Config, readConfig } from '../config/config.ts'
import type { Models, OpenListener } from '../product.ts'
import type { Published } from '../retrieval/publish.ts'
import { openWithProgress, withProgress } from './run.ts'

/** Builds the index unless it is up to date, and prints where it is; or publishes it. */
export async function buildIndex({ publish = false }: { readonly publish?: boolean } = {}): Promise<void> {
  const config = readConfig()
  if (publish) return publishIndex(config)
  const { index } = await openWithProgress(config)
  process.stdout.write(`The index in ${config.indexFolder} is up to date: ${index.views.length} views.\n`)
}

/** Has every bot of a database answer from the present corpus. */
async function publishIndex(config: Config): Promise<void> {
  if (config.indexUrl === null) {
    throw new Error(
      'INDEX_URL is not set: there is no database to publish in. Set it to postgres://user:password@host/database.',
    )
  }
  const { indexUrl } = config
  const { version, isNew, dropped } = await withProgress('nl', (listener) => publishFolder(config, indexUrl, listener))
  const { passages, views } = version
  const said = isNew ? 'published' : 'what is published already'
  process.stdout.write(`Version ${version.version} is ${said}: ${passages} passages, ${views} views.\n`)
  if (dropped.length > 0) process.stdout.write(`Dropped: ${dropped.join(', ')}, which no bot answers from.\n`)
}

/**
 * Publishes the corpus of CORPUS_FOLDER in a database, once it answers its own questions there.
 * @param models default: they are loaded now.
 * @throws Error that says why nothing is published.
 */
export async function publishFolder(
  config: Config,
  url: string,
  listener: OpenListener,
  models: Models | null = null,
): Promise<Published> {
  const [{ openDatabase }, { publishProduct }, { smokeCheck }] = await Promise.all([
    import('../database/open-database.ts'),
    import('../product.ts'),
    import('../operations/smoke-check.ts'),
  ])
  const database = await openDatabase(url, { name: 'INDEX_URL' })
  try {
    return await publishProduct(config, database, listener, smokeCheck, models)
  } finally {
    await database.close()
  }
}
