/**
 * Reads a question together with each of some texts.
 * @returns for each text how well it answers: higher is better, on a scale of its own.
 * @throws RerankError; or any error, the signal's when it is aborted.
 */
export type ReadTogether = (
  question: string,
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly number[]>

/** Why a reading failed: a sentence for the operator, without a word of the question. */
export class RerankError extends Error {
  override readonly name = 'RerankError'
}

/** A second reader of the best passages, which the operator named. */
export interface Reranker {
  /** A hash of what its scores depend on, as far as it can be known, in hexadecimal. */
  readonly fingerprint: string
  /** As `ReadTogether`; null when it failed, was late, or failed a moment ago. */
  read(question: string, texts: readonly string[]): Promise<readonly number[] | null>
}

/** Milliseconds without a question to a reranker that failed. */
const REST = 30_000

/**
 * Keeps a reader within a time, and tells when it begins and ends to fail: once, however many questions are asked meanwhile.
 * @param setting the variable that names it.
 * @param within milliseconds.
 * @param onNotice gets a line for the operator.
 * @param now milliseconds, from any beginning.
 */
export function limited(
  read: ReadTogether,
  setting: string,
  within: number,
  onNotice: (line: string) => void,
  now: () => number = () => performance.now(),
): Reranker['read'] {
  let restsUntil = Number.NEGATIVE_INFINITY
  let isFailing = false
  return async (question, texts) => {
    if (now() < restsUntil) return null
    const signal = AbortSignal.timeout(within)
    try {
      const scores = await read(question, texts, signal)
      if (isFailing) onNotice(`The reranker of ${setting} works again.`)
      isFailing = false
      return scores
    } catch (error) {
      restsUntil = now() + REST
      if (isFailing) return null
      isFailing = true
      const reason = signal.aborted
        ? `it took longer than the ${within} ms of RERANKER_TIMEOUT`
        : error instanceof RerankError
          ? error.message
          : `it failed (${error instanceof Error ? error.name : typeof error})`
      onNotice(
        `Answering without the reranker of ${setting}: ${reason}. It is tried again every ${REST / 1000} seconds; a line will say that it works.`,
      )
      return null
    }
  }
}
