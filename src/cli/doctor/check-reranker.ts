import type { Config } from '../../config/config.ts'
import type { Check } from './check.ts'

/** A question whose words are nobody's secret. */
const QUESTION = 'Helpt rust bij ME/CVS?'

/** Whether the reranker answers, and in time. @param texts that it reads. */
export function checkReranker(reranker: Config['reranker'], texts: () => readonly string[]): Check {
  if (!reranker) return { name: 'reranker: none is set, and none is needed', run: async () => 'skipped' }
  const { from } = reranker
  return {
    name: 'url' in from ? `reranker at ${new URL(from.url).host}` : `reranker ${from.model}`,
    async run() {
      // It needs a native module, of which another check tells that it doesn't load.
      const { openReranker } = await import('../../embedding/open-reranker.ts')
      const notices: string[] = []
      const opened = await openReranker(reranker, (line) => notices.push(line))
      // Before the first time it may still be reading its model.
      const read = (await opened?.read(QUESTION, texts().slice(0, 1))) && (await opened?.read(QUESTION, texts()))
      return read ? null : notices.at(-1)!
    },
  }
}
