import { setImmediate } from 'node:timers/promises'
import ort, { type InferenceSession } from 'onnxruntime-node'
import { openSession } from './open-session.ts'

/** A model's output for a text: one row for each token, `tokens × dimensions`. */
export interface HiddenStates {
  readonly data: Float32Array
  readonly dimensions: number
}

/** Runs a model on the ids of a text's tokens, special tokens included. */
export type Model = (ids: readonly number[]) => Promise<HiddenStates>

/**
 * Opens a model that runs in this thread.
 * @param path of the ONNX file.
 */
export async function openModel(path: string): Promise<Model> {
  return modelOf(await openSession(path))
}

export function modelOf(session: InferenceSession): Model {
  return async (ids) => {
    // onnxruntime-node blocks the thread until its promise resolves. Between two texts, let other work run.
    await setImmediate()
    const shape = [1, ids.length]
    const inputs: Record<string, ort.Tensor> = {
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new ort.Tensor('int64', new BigInt64Array(ids.length), shape),
    }
    const wanted = Object.fromEntries(session.inputNames.map((input) => [input, inputs[input]!]))
    const { last_hidden_state: output } = await session.run(wanted)
    return { data: output?.data as Float32Array, dimensions: output?.dims[2] ?? 0 }
  }
}
