import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'

/** Which model to load, and how it wants its texts. */
export interface ModelSettings {
  /** A folder with config.json, tokenizer.json and onnx/model_quantized.onnx, or the name of a model of the hub. */
  readonly model: string
  /** Put before a question; E5 models expect "query: ". */
  readonly queryPrefix: string
  /** Put before a text that is searched; E5 models expect "passage: ". */
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
  /** Most tokens that a text may have, prefix and special tokens included. */
  readonly maxTokens: number
  /** One text at a time: with int8 activations, the vectors of a padded batch differ from those of its texts alone. */
  embed(text: string, as: 'query' | 'passage'): Promise<EmbeddedText>
  /** How many tokens `embed` would give to the model: what `maxTokens` limits. */
  countTokens(text: string, as: 'query' | 'passage'): number
}

/** Thrown for a text that is longer than the model can read: a silent cut would make its end unfindable. */
export class TextTooLongError extends Error {
  constructor(tokens: number, limit: number) {
    super(`The text has ${tokens} tokens; the model reads at most ${limit}.`)
    this.name = 'TextTooLongError'
  }
}

interface Tokenizer {
  (text: string, options: object): { input_ids: { data: BigInt64Array } }
  model_max_length: number
}

type Model = (inputs: unknown) => Promise<{ last_hidden_state: { data: Float32Array; dims: number[] } }>

/**
 * Loads a model from its folder, or from the hub when `model` is no folder.
 * @throws Error naming what is missing and what to do.
 */
export async function loadEmbedder(settings: ModelSettings): Promise<Embedder> {
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
    model = (await AutoModel.from_pretrained(name, { quantized: true })) as unknown as Model
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Error(
      local
        ? `The model in ${settings.model} can't be read (${reason}). A file is damaged: restore the folder from the repository.`
        : `The model "${settings.model}" is no folder, and could not be fetched from the hub (${reason}). Check EMBEDDING_MODEL and the network.`,
      { cause: error },
    )
  }
  const maxTokens = tokenizer.model_max_length
  const encode = (text: string) => tokenizer(text, { truncation: false })
  const idsOf = (text: string) => Array.from(encode(text).input_ids.data, Number)
  const prefixes = { query: settings.queryPrefix, passage: settings.passagePrefix }
  // The first special token and the prefix come before the tokens of the text, one special token comes after them.
  const skipped = {
    query: idsOf(settings.queryPrefix).length - 1,
    passage: idsOf(settings.passagePrefix).length - 1,
  }
  const probe = await model(encode(settings.queryPrefix))
  const dimensions = probe.last_hidden_state.dims[2] ?? 0

  return {
    dimensions,
    maxTokens,
    countTokens: (text, as) => encode(prefixes[as] + text).input_ids.data.length,
    async embed(text, as) {
      const inputs = encode(prefixes[as] + text)
      const ids = Array.from(inputs.input_ids.data, Number)
      if (ids.length > maxTokens) throw new TextTooLongError(ids.length, maxTokens)
      const { data } = (await model(inputs)).last_hidden_state
      const mean = new Float32Array(dimensions)
      for (let at = 0; at < data.length; at++) mean[at % dimensions]! += data[at]!
      normalise(mean)
      const first = Math.min(skipped[as], ids.length - 1)
      const last = Math.max(first, ids.length - 1)
      const tokenVectors = data.slice(first * dimensions, last * dimensions)
      for (let at = 0; at < tokenVectors.length; at += dimensions) normalise(tokenVectors.subarray(at, at + dimensions))
      return { tokens: ids.slice(first, last), tokenVectors, mean }
    },
  }
}

/** Scales a vector to unit length, in place. */
function normalise(vector: Float32Array): void {
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let at = 0; at < vector.length; at++) vector[at]! *= scale
}
