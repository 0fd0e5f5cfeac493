/** Entry of the thread that model-thread.ts starts: runs a model on one text after another. */
import { parentPort, workerData } from 'node:worker_threads'
import { openModel } from './model.ts'
import type { ThreadMessage, ThreadSettings, ThreadTask } from './model-thread.ts'
import { inNativeCode } from './native-code.ts'

const { path, state } = workerData as ThreadSettings
const model = await inNativeCode(state, () => openModel(path))

function tell(message: ThreadMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

parentPort?.on('message', async ({ id, ids }: ThreadTask) => {
  try {
    const { data, dimensions } = await inNativeCode(state, () => model(ids))
    // What belongs to onnxruntime can't be handed over: a copy can.
    const copy = data.slice()
    tell({ kind: 'done', id, states: { data: copy, dimensions } }, [copy.buffer as ArrayBuffer])
  } catch (error) {
    tell({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
  }
})
tell({ kind: 'ready' })
