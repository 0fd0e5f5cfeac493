import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { env } from '@xenova/transformers/src/env.js'
import { AutoTokenizer } from '@xenova/transformers/src/tokenizers.js'
import type { InferenceSession } from 'onnxruntime-node'
import { type Model, modelOf, openModel } from './model.ts'

/** Which model to load, and the prefixes that it expects. */
export interface ModelSettings {
  /** A folder with config.json, tokenizer.json and onnx/model_quantized.onnx, or the name of a model on the hub. */
  readonly model: string
  /** Comes before a question; E5 models expect "query: ". */
  readonly queryPrefix: string
  /** Comes before a text that is searched; E5 models expect "passage: ". */
  readonly passagePrefix: string
}

/** A text as the model sees it. */
export interface EmbeddedText {
  /** Ids of the tokens of the text, without special tokens and prefix. */
  readonly tokens: readonly number[]
  /** One vector of unit length for each of `tokens`, row after row: `tokens.length × dimensions`. */
  readonly tokenVectors: Float32Array
  /** Mean over all tokens, special tokens and prefix included, of unit length: `dimensions` numbers. */
  readonly mean: Float32Array
}

/** Turns texts into vectors. */
export interface Embedder {
  readonly dimensions: number
  /** Most tokens of a text, including prefix and special tokens. */
  readonly maxTokens: number
  /** One text at a time: with int8 activations, the vectors of a padded batch differ from those of its texts alone. */
  embed(text: string, as: 'query' | 'passage'): Promise<EmbeddedText>
  /** How many tokens `embed` would give to the model; `maxTokens` limits it. */
  countTokens(text: string, as: 'query' | 'passage'): number
}

/** Thrown for a text that is longer than the model can read: silently truncated, its end could never be found. */
export class TextTooLongError extends Error {
  constructor(tokens: number, limit: number) {
    super(`The text has ${tokens} tokens; the model reads at most ${limit}.`)
    this.name = 'TextTooLongError'
  }
}

interface Tokenizer {
  encode(text: string): number[]
  model_max_length: number
}

/** How a model is run. */
export interface LoadOptions {
  /**
   * Opens the model of a folder, given the path of its ONNX file; default: in this thread, where a model of the hub always runs.
   */
  readonly open?: ((path: string) => Promise<Model>) | undefined
  /** Reduces the dimensions of its vectors; default: they stay as they are. */
  readonly project?: ((model: Model) => Model) | undefined
}

/**
 * Loads a model from its folder, or from the hub when `model` is not a folder.
 * @throws Error naming what is missing and what to do.
 */
export async function loadEmbedder(
  settings: ModelSettings,
  { open = openModel, project = (model) => model }: LoadOptions = {},
): Promise<Embedder> {
  const local = existsSync(settings.model)
  if (local) {
    for (const file of [
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      join('onnx', 'model_quantized.onnx'),
    ]) {
      if (!existsSync(join(settings.model, file))) {
        throw new Error(`The model file ${join(settings.model, file)} is missing. Restore it from the repository.`)
      }
    }
  }
  env.allowLocalModels = local
  env.allowRemoteModels = !local
  env.useFSCache = !local
  env.localModelPath = dirname(settings.model)
  const name = local ? basename(settings.model) : settings.model
  let tokenizer: Tokenizer
  let model: Model
  try {
    tokenizer = (await AutoTokenizer.from_pretrained(name)) as unknown as Tokenizer
    model = project(
      local ? await open(join(settings.model, 'onnx', 'model_quantized.onnx')) : modelOf(await loadFromHub(name)),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Error(
      local
        ? `The model in ${settings.model} can't be read (${reason}). A file is damaged: restore the folder from the repository.`
        : `The model "${settings.model}" is not a folder, and can't be fetched from the hub (${reason}). Check EMBEDDING_MODEL and the network.`,
      { cause: error },
    )
  }
  const maxTokens = tokenizer.model_max_length
  const prefixes = { query: settings.queryPrefix, passage: settings.passagePrefix }
  // The first special token and the prefix come before the tokens of the text, one special token comes after them.
  const skipped = {
    query: tokenizer.encode(settings.queryPrefix).length - 1,
    passage: tokenizer.encode(settings.passagePrefix).length - 1,
  }
  const { dimensions } = await model(tokenizer.encode(settings.queryPrefix))

  return {
    dimensions,
    maxTokens,
    countTokens: (text, as) => tokenizer.encode(prefixes[as] + text).length,
    async embed(text, as) {
      const ids = tokenizer.encode(prefixes[as] + text)
      if (ids.length > maxTokens) throw new TextTooLongError(ids.length, maxTokens)
      const { data } = await model(ids)
      const mean = new Float32Array(dimensions)
      for (let at = 0; at < data.length; at += dimensions) {
        for (let d = 0; d < dimensions; d++) mean[d]! += data[at + d]!
      }
      normalise(mean, 0, dimensions)
      const first = Math.min(skipped[as], ids.length - 1)
      const last = Math.max(first, ids.length - 1)
      const tokenVectors = data.subarray(first * dimensions, last * dimensions)
      for (let at = 0; at < tokenVectors.length; at += dimensions) normalise(tokenVectors, at, at + dimensions)
      return { tokens: ids.slice(first, last), tokenVectors, mean }
    },
  }
}

async function loadFromHub(name: string): Promise<InferenceSession> {
  const { AutoModel } = await import('@xenova/transformers')
  const model = await AutoModel.from_pretrained(name, { quantized: true })
  return (model as unknown as { session: InferenceSession }).session
}

/** Scales the vector from `start` to `end` to unit length, in place. */
function normalise(values: Float32Array, start: number, end: number): void {
  let squares = 0
  for (let at = start; at < end; at++) squares += values[at]! * values[at]!
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let at = start; at < end; at++) values[at]! *= scale
}
