import { createHash } from 'node:crypto'
import { loadCrossEncoder } from './cross-encoder.ts'
import { fingerprintModel } from './fingerprint.ts'
import { createRerankServer } from './rerank-server.ts'
import { limited, type Reranker } from './reranker.ts'

/** Which reranker to use: a model, or the address to which questions and passages are sent. */
export interface RerankerSettings {
  readonly from: { readonly model: string } | { readonly url: string }
  /** Milliseconds that a reading may take. */
  readonly timeout: number
}

/**
 * Opens the reranker that the operator named. While it fails, questions are answered without it.
 * @param onNotice gets a line for the operator: that questions leave the program, and when it fails or works again.
 * @returns null when its model can't be opened.
 */
export async function openReranker(
  { from, timeout }: RerankerSettings,
  onNotice: (line: string) => void,
): Promise<Reranker | null> {
  if ('url' in from) {
    onNotice(
      `RERANKER_URL is set: the text of every question is sent to ${new URL(from.url).host}. /privacy tells users that it goes to another program.`,
    )
    const fingerprint = createHash('sha256').update(`url\0${from.url}`).digest('hex')
    return { fingerprint, read: limited(createRerankServer(from.url), 'RERANKER_URL', timeout, onNotice) }
  }
  try {
    const read = limited(await loadCrossEncoder(from.model), 'RERANKER_MODEL', timeout, onNotice)
    return { fingerprint: fingerprintModel({ ...from, queryPrefix: '', passagePrefix: '' }), read }
  } catch (error) {
    onNotice(`Answering without the reranker of RERANKER_MODEL: ${(error as Error).message}`)
    return null
  }
}
