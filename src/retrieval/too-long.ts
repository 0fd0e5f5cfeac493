import { join, relative } from 'node:path'
import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Problem } from '../corpus/problem.ts'
import type { TokenCounter } from '../embedding/embedder.ts'
import { embeddedAs, type View } from './views.ts'

/** No text of fewer UTF-16 units is longer than the model reads: a token has three or more of Dutch, and half of that in the worst. */
export const SURELY_FITS = 800

/**
 * Passages that the model can't read whole, alone or with what comes before them: what it doesn't read could never be found.
 * @param shown what the path in messages is relative to.
 */
export function findTooLong(
  corpus: Corpus,
  views: readonly View[],
  { countTokens, maxTokens }: TokenCounter,
  corpusFolder: string,
  shown = process.cwd(),
): Problem[] {
  const problems = new Map<number, Problem>()
  for (const view of views) {
    const passage = corpus.passages[view.passage]
    const isText = view.kind === 'text'
    if (!passage || !(isText || view.kind === 'context') || view.text.length < SURELY_FITS) continue
    const tokens = countTokens(view.text, embeddedAs(view))
    if (tokens <= maxTokens || problems.has(view.passage)) continue
    const before = corpus.passage(passage.answers ?? passage.intro ?? '')
    const cut = isText || !before || before.text.length < passage.text.length ? passage : before
    problems.set(view.passage, {
      file: join(relative(shown, corpusFolder), passage.documentId, 'document.md'),
      line: corpus.document(passage.documentId).text.slice(0, cut.start).split('\n').length,
      message: `"${cut.text.slice(0, 40)}" is too long to be found whole: ${isText ? '' : 'with what comes before it, '}it has ${tokens} tokens, and the model reads ${maxTokens}.`,
      kind: 'too-long',
      detail: halfway(cut),
      remedy: `Divide the paragraph: an empty line may come after "${halfway(cut)}".`,
    })
  }
  return [...problems.values()]
}

/** The last words of the sentence that ends nearest to the middle; of the first half, when there is one sentence only. */
function halfway({ text, sentences }: Passage): string {
  const middle = text.length / 2
  const ends = sentences.slice(0, -1).map(({ end }) => end)
  const end = ends.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? text.lastIndexOf(' ', middle)
  return text
    .slice(0, end)
    .slice(-40)
    .replace(/^\S*\s/, '')
}
