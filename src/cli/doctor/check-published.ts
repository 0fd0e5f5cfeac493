import type { Config } from '../../config/config.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Check } from './check.ts'
import { findNoRoom } from './find-no-room.ts'

/** Connections on which a bot waits to be told of changes. */
const LISTENING = 1

/**
 * Whether what is published in the database of INDEX_URL fits this program and model, and questions find their answers with it.
 * @param isBuilt whether the native modules load.
 */
export function checkPublished(config: Config, isBuilt: () => Promise<boolean>): Check {
  return {
    name: 'database of the index (INDEX_URL), and answers',
    async run() {
      if (config.indexUrl === null || !(await isBuilt())) return 'skipped'
      const database = await openDatabase(config.indexUrl, { name: 'INDEX_URL' })
      try {
        const { loadModels, openPublished } = await import('../../product.ts')
        const { smokeCheck } = await import('../../operations/smoke-check.ts')
        const { filesOf } = await import('../../retrieval/publish.ts')
        const notices: string[] = []
        const listener = { onNotice: (line: string) => notices.push(line), onProgress: () => {} }
        const { product, version } = await openPublished(database, listener, await loadModels(config))
        if (notices.length > 0) return notices.join(' ')
        const problem = await filesOf(database, version)((folder) => smokeCheck(product, folder))
        if (problem !== null) return `${problem}. Run "bronwijzer index --publish".`
        return await findNoRoom(database, LISTENING)
      } finally {
        await database.close()
      }
    },
  }
}
