/** Entry of the process that model-process.ts starts: runs a model on one text after another. */
import { openModel } from './model.ts'
import type { ProcessMessage, ProcessTask } from './model-process.ts'

// It ends when the bot does, not when a terminal or a service manager signals to all processes of a group: the bot may still
// be answering then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())

/**
 * Texts after which memory is collected, in 4 ms. By itself V8 would wait for 50 MB of vectors that were sent, which it hardly
 * counts because they lie outside its heap.
 */
const COLLECTED_AFTER = 200

const tell = (message: ProcessMessage): void => {
  process.send?.(message, () => {})
}
const failed = (id: number, error: unknown) =>
  tell({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) })

try {
  const model = await openModel(process.argv[2] ?? '')
  let texts = 0
  process.on('message', async ({ id, ids }: ProcessTask) => {
    try {
      tell({ kind: 'done', id, states: await model(ids) })
    } catch (error) {
      failed(id, error)
    }
    if (++texts % COLLECTED_AFTER === 0) globalThis.gc?.()
  })
  tell({ kind: 'ready' })
} catch (error) {
  failed(0, error)
}
