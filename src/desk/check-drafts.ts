import { nearDuplicates } from '../corpus/check-questions.ts'
import { stem } from '../dutch/stem.ts'
import { contentWords } from '../retrieval/lexical.ts'
import type { SearchResult } from '../retrieval/search.ts'
import { type Candidate, createSearcher, type Searcher } from '../retrieval/searcher.ts'
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
 * Parts of the threshold for what is related: below the first, a text alone doesn't answer, from the second on it does. Measured on 619
 * judged messages while all by the same hand were hidden; the network has learned from them, so those of strangers fare somewhat worse. The
 * first doubts 12 % of them with a passage that answers them, and 85 % with a passage by chance. With the second beside the threshold of the
 * whole, 88 % of what is answered is doubted as off-topic, 80 % where nobody has asked anything of its document, and 6 % of what isn't; by
 * the whole alone, 78, 67 and 4 %. Of 86 off-topic questions that were written to come near, 16 % are doubted, by the whole alone 7 %.
 */
const TEXT = { unanswered: 0.06, answers: 0.33 }

/**
 * So many times as probable as its own passage, another is nearer. It doubts 19 % of messages with a passage that answers them (24 % in a
 * document of which nobody has asked anything), 70 (56) % with one that only touches on them, and 98 % with one by chance. That another comes
 * first is no reason yet: it does for 57 (63) % with the right passage, and mostly answers, too.
 */
const NEARER = 5

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
  const idOf = (one: Candidate | undefined) => corpus.passages[one?.passage ?? -1]?.id ?? null
  const checked: CheckedDraft[] = []
  for (const [at, draft] of drafts.entries()) {
    const { question, passageId } = draft
    const doubts: Doubt[] = []
    const like = likeKnown(question) ?? nearDuplicates(drafts.slice(0, at))(question)
    if (like) doubts.push({ kind: 'repeats', passageId: like.passageId })
    if (likeMeasured(question)) doubts.push({ kind: 'measured', passageId: null })
    const own = corpus.passages.findIndex(({ id }) => id === passageId)
    const also = own < 0 ? [] : [own]
    const [found, byText] = [await whole.search(question, also), await textsOnly.search(question, also)]
    const [first] = found.candidates
    const { answered, related } = whole.thresholds
    if (own < 0) {
      const best = found.confidence >= answered ? first : byText.candidates[0]
      if (found.confidence >= answered || byText.confidence >= TEXT.answers * related)
        doubts.push({ kind: 'answered', passageId: idOf(best) })
    } else {
      const near = probabilityOf(found, own)
      if (first && first.passage !== own && first.probability > NEARER * near)
        doubts.push({ kind: 'nearer', passageId: idOf(first) })
      if (isInWordsOf(question, corpus.passages[own]!.text)) doubts.push({ kind: 'own-words', passageId })
      if (probabilityOf(byText, own) < TEXT.unanswered * related) doubts.push({ kind: 'unanswered', passageId })
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

function probabilityOf({ candidates }: SearchResult, passage: number): number {
  return candidates.find((one) => one.passage === passage)?.probability ?? 0
}

function isInWordsOf(question: string, text: string): boolean {
  const asked = contentWords(question).map(stem)
  const own = new Set(contentWords(text).map(stem))
  return asked.length >= LEAST_WORDS && asked.filter((word) => own.has(word)).length >= OWN_WORDS * asked.length
}
