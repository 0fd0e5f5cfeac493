import type { Answer, Answerer, Quote, Turn } from '../../src/answering/answer.ts'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Signpost } from '../../src/safety/signposts.ts'

/** A passage as the quote that an answerer makes of it; the sentence numbered `sentence` fits best. */
export function quoteOf(passage: Passage, corpus: Corpus, sentence: number | null = 0): Quote {
  const match = sentence === null || passage.sentences.length < 2 ? null : passage.sentences[sentence]
  return {
    passage,
    document: corpus.document(passage.documentId),
    side: corpus.document(passage.documentId).publisher,
    isBound: false,
    standsAlone: true,
    intro: passage.intro ? corpus.passage(passage.intro) : null,
    match: match ?? null,
    score: 1,
  }
}

/** Where a question that the sources don't answer belongs. */
export const SIGNPOST: Signpost = {
  kind: 'law',
  help: { nl: 'een jurist', en: 'a lawyer' },
  instead: false,
  comforts: false,
  unfit: [],
}

/** An answer that quotes these passages. */
export function answered(passages: readonly Passage[], corpus: Corpus, more: Partial<Answer> = {}): Answer {
  const quotes = passages.map((passage) => quoteOf(passage, corpus))
  const quoted = new Set(passages.map(({ documentId }) => documentId))
  return {
    outcome: 'answered',
    quotes,
    sources: corpus.documents.map(({ id }) => ({ id, speaks: quoted.has(id) || null })),
    ranked: quotes,
    confidence: 0.9,
    danger: null,
    isSensed: false,
    request: null,
    understoodAs: null,
    term: null,
    absent: null,
    asked: [],
    comforts: false,
    asksMore: false,
    asksOther: false,
    asksSource: false,
    seen: [],
    ...more,
  } as Answer
}

/** An answer that quotes nothing. */
export function declined(corpus: Corpus, more: Partial<Answer> = {}): Answer {
  const nearest = corpus.documents.flatMap((document) => {
    const [passage] = document.passages
    return passage ? [{ document, title: passage.section.at(-1) ?? passage.text, passage }] : []
  })
  return {
    outcome: 'no_answer',
    reason: 'not_in_sources',
    nearest,
    topic: null,
    signpost: null,
    ranked: [],
    sources: [],
    confidence: 0.1,
    danger: null,
    isSensed: false,
    request: null,
    understoodAs: null,
    term: null,
    absent: null,
    asked: [],
    comforts: false,
    asksMore: false,
    asksOther: false,
    asksSource: false,
    seen: [],
    ...more,
  } as Answer
}

/** An answerer that gives the answers it was told to, and remembers what it was asked. */
export function fakeAnswerer(
  answer: (question: string, previous: Turn | null) => Answer | Promise<Answer>,
): Answerer & {
  readonly asked: { readonly question: string; readonly previous: Turn | null }[]
} {
  const asked: { question: string; previous: Turn | null }[] = []
  return {
    asked,
    answer: async (question, previous = null) => {
      asked.push({ question, previous })
      return answer(question, previous)
    },
  }
}
