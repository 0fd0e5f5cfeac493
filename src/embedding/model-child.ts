/** Entry point of the process that model-process.ts starts: runs a model on one text after another. */
import { openModel } from './model.ts'
import type { ProcessMessage, ProcessTask } from './model-process.ts'

// Ends with the bot, not when a terminal or a service manager signals the whole process group: the bot may still be answering.
// SIGUSR1 would open Node's inspector.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())

/**
 * Texts after which garbage is collected, which takes 4 ms. V8 alone would let 50 MB of sent vectors pile up: it hardly counts
 * them, because they are outside its heap.
 */
const COLLECT_AFTER = 200

const send = (message: ProcessMessage): void => {
  process.send?.(message, () => {})
}
const failed = (id: number, error: unknown) =>
  send({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) })

try {
  const model = await openModel(process.argv[2] ?? '')
  let texts = 0
  process.on('message', async ({ id, ids }: ProcessTask) => {
    try {
      send({ kind: 'done', id, states: await model(ids) })
    } catch (error) {
      failed(id, error)
    }
    if (++texts % COLLECT_AFTER === 0) globalThis.gc?.()
  })
  send({ kind: 'ready' })
} catch (error) {
  failed(0, error)
}
