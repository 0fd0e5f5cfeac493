import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { PreTrainedTokenizer } from '@xenova/transformers'
import { env } from '@xenova/transformers/src/env.js'
import { AutoTokenizer } from '@xenova/transformers/src/tokenizers.js'
import type { InferenceSession } from 'onnxruntime-node'

/** Files of a model folder. */
export const MODEL_FILES = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  join('onnx', 'model_quantized.onnx'),
] as const

/** Where a model comes from, and how its graph is opened. */
export interface PretrainedOptions<T> {
  /** A folder, or the name of a model on the hub. */
  readonly model: string
  /** The variable that names it. */
  readonly setting: string
  /** From where a missing or damaged file of the folder is restored. */
  readonly origin: string
  /** Opens the ONNX file of a folder, given its path. */
  readonly open: (path: string) => Promise<T>
  /** Fetches a model of the hub, given its name. */
  readonly fetch: (name: string) => Promise<T>
}

/**
 * Opens the tokenizer and the graph of a model. One at a time: where the library looks for files is the same for all.
 * @throws Error naming what is missing and what to do.
 */
export async function openPretrained<T>({
  model,
  setting,
  origin,
  open,
  fetch,
}: PretrainedOptions<T>): Promise<{ readonly tokenizer: PreTrainedTokenizer; readonly opened: T }> {
  const local = existsSync(model)
  if (local) {
    for (const file of MODEL_FILES) {
      if (!existsSync(join(model, file))) {
        throw new Error(`The model file ${join(model, file)} is missing. Restore it from ${origin}.`)
      }
    }
  }
  env.allowLocalModels = local
  env.allowRemoteModels = !local
  env.useFSCache = !local
  env.localModelPath = dirname(model)
  const name = local ? basename(model) : model
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name)
    const opened = local ? await open(join(model, 'onnx', 'model_quantized.onnx')) : await fetch(name)
    return { tokenizer, opened }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Error(
      local
        ? `The model in ${model} can't be read (${reason}). A file is damaged: restore the folder from ${origin}.`
        : `The model "${model}" is not a folder, and can't be fetched from the hub (${reason}). Check ${setting} and the network.`,
      { cause: error },
    )
  }
}

/** The graph of a model that the library opened. */
export function sessionOf(model: unknown): InferenceSession {
  return (model as { readonly session: InferenceSession }).session
}
