import { z } from 'zod'
import type { Config } from '../config/config.ts'
import { parseJson } from '../corpus/read-text.ts'

/** Why a language model gave no reply; each is told in a sentence of its own. */
export type Failure = 'unreachable' | 'late' | 'key' | 'not-found' | 'overloaded' | 'refused' | 'not-understood'

/** A language model gave no reply. What its service said is left out: it may repeat the key. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`The language model gave no reply: ${failure}.`)
    this.failure = failure
  }
}

/** Milliseconds for a reply: without an accelerator, a model takes minutes. */
const WITHIN = 10 * 60_000

const FAILURES: Readonly<Record<number, Failure>> = { 401: 'key', 403: 'key', 404: 'not-found', 429: 'overloaded' }

const schema = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/**
 * Asks the language model that an editor chose, through the chat completions API that Ollama, llama.cpp and services have.
 * @throws ModelError.
 */
export async function askModel({ url, model, key }: NonNullable<Config['draft']>, prompt: string): Promise<string> {
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: prompt }] }),
    // The operator named this address and no other.
    redirect: 'error',
    signal: AbortSignal.timeout(WITHIN),
  }).catch(failed)
  if (!response.ok) {
    await response.body?.cancel()
    throw new ModelError(FAILURES[response.status] ?? 'refused')
  }
  const reply = schema.safeParse(parseJson(await response.text().catch(failed))).data
  if (!reply) throw new ModelError('not-understood')
  return reply.choices[0]!.message.content
}

function failed(error: Error): never {
  throw new ModelError(error.name === 'TimeoutError' ? 'late' : 'unreachable')
}
