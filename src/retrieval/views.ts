import type { Passage } from '../corpus/document.ts'
import type { Corpus, ExampleQuestion } from '../corpus/load-corpus.ts'

/** Changes with the meaning of views, and with the terms of their words: an index of others is not mistaken for one of these. */
export const VIEWS_VERSION = 2

/**
 * One searchable text. A passage has several: its text, its text with context, each of its sentences and each of its example
 * questions. A question that the corpus does not answer is a view of no passage.
 */
export interface View {
  readonly kind: 'text' | 'context' | 'sentence' | 'question' | 'off-topic'
  /** Index in `corpus.passages`, or -1 for an off-topic question. */
  readonly passage: number
  /** For a sentence: which one of the passage; otherwise 0. */
  readonly sentence: number
  /** Who wrote the question; empty for the documents' own text. */
  readonly author: string
  readonly text: string
}

/** Whether a view is embedded as a question or as a text that is searched. */
export function embeddedAs(view: View): 'query' | 'passage' {
  return view.author === '' ? 'passage' : 'query'
}

/** All views of a corpus; those of a passage stand together, in the order of the passages, and off-topic ones stand last. */
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

/** A passage's text below its title, section, and the question or list intro without which it may mean nothing ("Zeker."). */
function contextOf(corpus: Corpus, passage: Passage): string {
  const before = passage.answers ?? passage.intro
  const path = [corpus.document(passage.documentId).title, ...passage.section].join(' › ')
  return [path, before === null ? null : corpus.passage(before)?.text, passage.text].filter(Boolean).join('\n')
}
