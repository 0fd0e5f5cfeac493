/** Entry of the process that model-process.ts starts: runs a model on one text after another. */
import { openModel } from './model.ts'
import type { ProcessMessage, ProcessTask } from './model-process.ts'

// It ends when the bot does, not when a terminal or a service manager signals to all processes of a group: the bot may still
// be answering then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())

const tell = (message: ProcessMessage): void => {
  process.send?.(message, () => {})
}
const failed = (id: number, error: unknown) =>
  tell({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) })

try {
  const model = await openModel(process.argv[2] ?? '')
  process.on('message', async ({ id, ids }: ProcessTask) => {
    try {
      tell({ kind: 'done', id, states: await model(ids) })
    } catch (error) {
      failed(id, error)
    }
  })
  tell({ kind: 'ready' })
} catch (error) {
  failed(0, error)
}
