import type { Passage } from '../corpus/document.ts'
import type { Corpus, ExampleQuestion } from '../corpus/load-corpus.ts'

/** Changes with the meaning of views and with the terms of words, so that an older index is not mistaken for a current one. */
export const VIEWS_VERSION = 2

/**
 * One searchable text. A passage has several: its text, its text with context, each of its sentences and each of its example
 * questions. An off-topic question is a view without a passage.
 */
export interface View {
  readonly kind: 'text' | 'context' | 'sentence' | 'question' | 'off-topic'
  /** Index in `corpus.passages`, or -1 for an off-topic question. */
  readonly passage: number
  /** For a sentence: which one of the passage; otherwise 0. */
  readonly sentence: number
  /** Of the question; empty for text of the documents. */
  readonly author: string
  readonly text: string
}

/** Whether a view is embedded as a query or as a text that is searched. */
export function embeddedAs(view: View): 'query' | 'passage' {
  return view.author === '' ? 'passage' : 'query'
}

/** All views of a corpus, grouped by passage, in the order of the passages; off-topic ones come last. */
export function viewsOf(corpus: Corpus, questions: readonly ExampleQuestion[]): View[] {
  const byPassage = new Map<string | null, ExampleQuestion[]>([
    [null, []],
    ...corpus.passages.map(({ id }) => [id, []] as [string, []]),
  ])
  for (const question of questions) byPassage.get(question.passageId)?.push(question)
  const own = corpus.passages.flatMap((passage, index) =>
    viewsOfPassage(corpus, passage, index, byPassage.get(passage.id) ?? []),
  )
  const offTopic = byPassage.get(null) ?? []
  return [...own, ...offTopic.map(({ question, author }) => view('off-topic', -1, question, author))]
}

function viewsOfPassage(
  corpus: Corpus,
  passage: Passage,
  index: number,
  questions: readonly ExampleQuestion[],
): View[] {
  return [
    view('text', index, passage.text),
    view('context', index, contextOf(corpus, passage)),
    ...passage.sentences.map(({ start, end }, sentence) => ({
      ...view('sentence', index, passage.text.slice(start, end)),
      sentence,
    })),
    ...questions.map(({ question, author }) => view('question', index, question, author)),
  ]
}

function view(kind: View['kind'], passage: number, text: string, author = ''): View {
  return { kind, passage, sentence: 0, author, text }
}

/** A passage's text below its title, section, and the question or list intro without which it may be meaningless ("Zeker."). */
function contextOf(corpus: Corpus, passage: Passage): string {
  const before = passage.answers ?? passage.intro
  const path = [corpus.document(passage.documentId).title, ...passage.section].join(' › ')
  return [path, before === null ? null : corpus.passage(before)?.text, passage.text].filter(Boolean).join('\n')
}
