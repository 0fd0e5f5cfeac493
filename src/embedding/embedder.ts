import type { PreTrainedTokenizer } from '@xenova/transformers'
import { type Model, modelOf, openModel } from './model.ts'
import { openPretrained, sessionOf } from './pretrained.ts'

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
  const { tokenizer, opened } = await openPretrained({
    ...placeOf(settings),
    open,
    async fetch(name) {
      const { AutoModel } = await import('@xenova/transformers')
      return modelOf(sessionOf(await AutoModel.from_pretrained(name, { quantized: true })))
    },
  })
  const model = project(opened)
  const { maxTokens, countTokens } = counterOf(tokenizer, settings)
  const prefixes = prefixesOf(settings)
  // The first special token and the prefix come before the tokens of the text, one special token comes after them.
  const skipped = {
    query: tokenizer.encode(settings.queryPrefix).length - 1,
    passage: tokenizer.encode(settings.passagePrefix).length - 1,
  }
  const { dimensions } = await model(tokenizer.encode(settings.queryPrefix))

  return {
    dimensions,
    maxTokens,
    countTokens,
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

/** Counts the tokens of a text as the model does. */
export type TokenCounter = Pick<Embedder, 'countTokens' | 'maxTokens'>

/**
 * Loads what counts tokens alone, which is quick.
 * @throws Error naming what is missing and what to do.
 */
export async function loadTokenCounter(settings: ModelSettings): Promise<TokenCounter> {
  const nothing = async () => null
  const { tokenizer } = await openPretrained({ ...placeOf(settings), open: nothing, fetch: nothing })
  return counterOf(tokenizer, settings)
}

function placeOf({ model }: ModelSettings) {
  return { model, setting: 'EMBEDDING_MODEL', origin: 'the repository' }
}

function prefixesOf({ queryPrefix, passagePrefix }: ModelSettings) {
  return { query: queryPrefix, passage: passagePrefix }
}

function counterOf(tokenizer: PreTrainedTokenizer, settings: ModelSettings): TokenCounter {
  const prefixes = prefixesOf(settings)
  return {
    maxTokens: tokenizer.model_max_length,
    countTokens: (text, as) => tokenizer.encode(prefixes[as] + text).length,
  }
}

/** Scales the vector from `start` to `end` to unit length, in place. */
function normalise(values: Float32Array, start: number, end: number): void {
  let squares = 0
  for (let at = start; at < end; at++) squares += values[at]! * values[at]!
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let at = start; at < end; at++) values[at]! *= scale
}
