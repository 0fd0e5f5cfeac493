import { setImmediate } from 'node:timers/promises'
import ort from 'onnxruntime-node'
import { openSession } from './open-session.ts'
import { openPretrained, sessionOf } from './pretrained.ts'
import { type ReadTogether, RerankError } from './reranker.ts'

/** Most tokens of a question and a text together, whatever a tokenizer claims: what nearly all of these models read. */
const MAX_TOKENS = 512

interface Encoded {
  readonly input_ids: number[]
  readonly attention_mask: number[]
  readonly token_type_ids?: number[]
}

/**
 * Loads a cross-encoder from its folder, or from the hub when `model` is not a folder. It runs in this thread: a pair at a time, so
 * that other work goes on between two, and no more is read than fits in the time.
 * @throws Error naming what is missing and what to do.
 */
export async function loadCrossEncoder(model: string): Promise<ReadTogether> {
  const { tokenizer, opened: session } = await openPretrained({
    model,
    setting: 'RERANKER_MODEL',
    origin: 'where you got it',
    open: openSession,
    async fetch(name) {
      const { AutoModelForSequenceClassification } = await import('@xenova/transformers')
      return sessionOf(await AutoModelForSequenceClassification.from_pretrained(name, { quantized: true }))
    },
  })
  const most = Math.min(tokenizer.model_max_length || MAX_TOKENS, MAX_TOKENS)
  const encode = (question: string, text: string): Encoded =>
    tokenizer(question, { text_pair: text, return_tensor: false, return_token_type_ids: true })

  /** Of a question that is too long, its beginning: the end of a text may be what answers. */
  function encodeWhole(question: string, text: string): Encoded {
    for (let asked = question; ; asked = asked.slice(0, Math.floor(asked.length / 2))) {
      const encoded = encode(asked, text)
      if (encoded.input_ids.length <= most) return encoded
      if (asked === '') throw new RerankError(`a passage has more tokens than the ${most} that it reads`)
    }
  }

  return async (question, texts, signal) => {
    const scores: number[] = []
    for (const text of texts) {
      await setImmediate()
      signal.throwIfAborted()
      const encoded = encodeWhole(question, text)
      const shape = [1, encoded.input_ids.length]
      const inputs = session.inputNames.map((name) => {
        const values = encoded[name as keyof Encoded] ?? new Array<number>(shape[1]!).fill(0)
        return [name, new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape)] as const
      })
      const { data } = Object.values(await session.run(Object.fromEntries(inputs)))[0]!
      if (data.length !== 1) {
        throw new RerankError(`its model gives ${data.length} numbers for a passage, where a reranker gives one`)
      }
      scores.push(Number(data[0]))
    }
    signal.throwIfAborted()
    return scores
  }
}
