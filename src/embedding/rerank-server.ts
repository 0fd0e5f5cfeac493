import { z } from 'zod'
import { type ReadTogether, RerankError } from './reranker.ts'

const rowSchema = z.union([
  z.object({ index: z.int(), score: z.number() }),
  z
    .object({ index: z.int(), relevance_score: z.number() })
    .transform(({ index, relevance_score }) => ({ index, score: relevance_score })),
])
/** A list of scores (text-embeddings-inference), or an object with such a list (llama.cpp, vLLM, Infinity). */
const schema = z.union([
  z.array(rowSchema),
  z.object({ results: z.array(rowSchema) }).transform(({ results }) => results),
])

/**
 * A reader behind the rerank API of text-embeddings-inference, or that of llama.cpp and others. A request names the texts in both
 * ways: each server reads the name that it knows.
 * @param url its address; without a path, that of all these servers is taken: /rerank.
 */
export function createRerankServer(url: string): ReadTogether {
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = '/rerank'
  return async (query, texts, signal) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, texts, documents: texts, raw_scores: true, truncate: true }),
      // The operator named this address and no other.
      redirect: 'error',
      signal,
    }).catch((error: Error) => {
      const { code } = (error.cause ?? {}) as NodeJS.ErrnoException
      throw new RerankError(`it can't be reached${code ? ` (${code})` : ''}`)
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new RerankError(`it answers with status ${response.status}`)
    }
    const rows = schema.safeParse(await response.json().catch(() => null)).data ?? []
    const scores = new Map(rows.map(({ index, score }) => [index, score]))
    return texts.map((_, at) => {
      const own = scores.get(at)
      if (own === undefined) throw new RerankError('its reply is not that of a rerank API: a score for each text')
      return own
    })
  }
}
