/** Entry point of the process that import-aside.ts starts: reads one file. */
import { ImportError } from './draft.ts'
import type { Read, ToRead } from './import-aside.ts'
import { importSource } from './read-source.ts'

process.on('disconnect', () => process.exit())

process.once('message', async ({ source, said, today }: ToRead) => {
  const read: Read = await importSource(source, said, today).catch((error: unknown) => {
    if (error instanceof ImportError) return { message: error.message, fault: error.fault, what: error.what }
    return { message: String(error), fault: null, what: source.name }
  })
  process.send?.(read)
})
