import { nearDuplicates } from '../corpus/check-questions.ts'
import { stem } from '../dutch/stem.ts'
import { contentWords } from '../retrieval/lexical.ts'
import { createSearcher, type Searcher } from '../retrieval/searcher.ts'
import { type OpenParts, searcherParts } from './find-questions.ts'
import type { Draft } from './propose-questions.ts'

/** What speaks against a draft: shown beside it, for the editor to judge. */
export interface Doubt {
  /**
   * `repeats` what is asked already; `measured`: answers are measured with it; `nearer` to another passage; in the passage's `own-words`;
   * `unanswered` by the text, as far as that can be told; `answered` although nothing should.
   */
  readonly kind: 'repeats' | 'measured' | 'nearer' | 'own-words' | 'unanswered' | 'answered'
  /** The other passage. */
  readonly passageId: string | null
}

export interface CheckedDraft extends Draft {
  readonly doubts: readonly Doubt[]
}

/**
 * Part of the threshold for what is related below which a text alone doesn't answer: what a question of others finds is surer. Of 150
 * questions that were written for a passage, 6 % are below it, and of 150 pairs with any other passage 92 %; at the threshold itself, 39
 * and 99 %. (A text that is near and answers something else is above it: of what is off-topic, the best passage is in 43 %.)
 */
const ANSWERED_BY_TEXT = 0.1

/**
 * Share of the content words of a question that are the passage's own, from which it asks in its words; with fewer words than this, it may.
 * Of 130 questions that people wrote, 6 % have as large a share, 11 % seven of ten.
 */
const OWN_WORDS = 0.8
const LEAST_WORDS = 4

/**
 * Checks drafts of questions before anybody sees them.
 * @param known questions and messages that there are already.
 * @param measured questions with which answers are measured.
 */
export async function checkDrafts(
  drafts: readonly Draft[],
  searchers: Searchers,
  known: readonly Draft[],
  measured: readonly string[],
): Promise<CheckedDraft[]> {
  const { corpus, whole, textsOnly } = searchers
  const likeKnown = nearDuplicates(known)
  const likeMeasured = nearDuplicates(measured.map((question) => ({ question })))
  const checked: CheckedDraft[] = []
  for (const [at, draft] of drafts.entries()) {
    const { question, passageId } = draft
    const doubts: Doubt[] = []
    const like = likeKnown(question) ?? nearDuplicates(drafts.slice(0, at))(question)
    if (like) doubts.push({ kind: 'repeats', passageId: like.passageId })
    if (likeMeasured(question)) doubts.push({ kind: 'measured', passageId: null })
    const own = corpus.passages.findIndex(({ id }) => id === passageId)
    const { candidates, confidence } = await whole.search(question, own < 0 ? [] : [own])
    const first = corpus.passages[candidates[0]?.passage ?? -1]?.id ?? null
    if (own < 0) {
      if (confidence >= whole.thresholds.answered) doubts.push({ kind: 'answered', passageId: first })
    } else {
      if (first !== passageId) doubts.push({ kind: 'nearer', passageId: first })
      if (isInWordsOf(question, corpus.passages[own]!.text)) doubts.push({ kind: 'own-words', passageId })
      const byText = (await textsOnly.search(question, [own])).candidates.find(({ passage }) => passage === own)
      if (!byText || byText.probability < ANSWERED_BY_TEXT * whole.thresholds.related)
        doubts.push({ kind: 'unanswered', passageId })
    }
    checked.push({ ...draft, doubts })
  }
  return checked
}

/** What drafts are compared with: the corpus with its questions, and without any, as the texts alone answer. */
export interface Searchers extends Pick<OpenParts, 'corpus'> {
  readonly whole: Pick<Searcher, 'search' | 'thresholds'>
  readonly textsOnly: Pick<Searcher, 'search'>
}

/** Opens the two ways of finding with which drafts are compared. */
export async function openSearchers(open: OpenParts, corpusFolder: string): Promise<Searchers> {
  const parts = await searcherParts(open, corpusFolder)
  const textsOnly = await open.index.without(({ kind }) => kind === 'question')
  return {
    corpus: open.corpus,
    whole: createSearcher(parts),
    textsOnly: createSearcher({ ...parts, index: textsOnly }),
  }
}

function isInWordsOf(question: string, text: string): boolean {
  const asked = contentWords(question).map(stem)
  const own = new Set(contentWords(text).map(stem))
  return asked.length >= LEAST_WORDS && asked.filter((word) => own.has(word)).length >= OWN_WORDS * asked.length
}
