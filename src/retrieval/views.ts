import type { Passage } from '../corpus/document.ts'
import type { JudgedMessage } from '../corpus/judged-messages.ts'
import type { Corpus, ExampleQuestion } from '../corpus/load-corpus.ts'

/** Changes with the meaning of views and with the terms of words, so that an older index is not mistaken for a current one. */
export const VIEWS_VERSION = 3

/**
 * One searchable text. A passage has several: its text, its text with context, each of its sentences, the question or the list
 * intro before it, and each of its example questions. An off-topic question is a view without a passage.
 */
export interface View {
  readonly kind: 'text' | 'context' | 'sentence' | 'before' | 'question' | 'off-topic'
  /** Index in `corpus.passages`, or -1 for an off-topic question. */
  readonly passage: number
  /** For a sentence: which one of the passage; otherwise 0. */
  readonly sentence: number
  /** Of the question; empty for text of the documents. */
  readonly author: string
  readonly text: string
}

/** The grade of a passage that answers a message. */
const ANSWERS = 3

type Asked = Pick<ExampleQuestion, 'question' | 'author' | 'passageId'>

/** Whether a view is embedded as a query or as a text that is searched. */
export function embeddedAs(view: View): 'query' | 'passage' {
  return view.author === '' ? 'passage' : 'query'
}

/**
 * All views of a corpus, grouped by passage, in the order of the passages; off-topic ones come last. A judged message is a
 * question of each passage that answers it, and off-topic when none has to do with it.
 */
export function viewsOf(
  corpus: Corpus,
  questions: readonly ExampleQuestion[],
  messages: readonly JudgedMessage[],
): View[] {
  const asked = messages.flatMap(({ message, author, grades }): Asked[] => {
    const answers = [...grades].flatMap(([id, grade]) => (grade === ANSWERS ? [id] : []))
    return (grades.size === 0 ? [null] : answers).map((passageId) => ({ question: message, author, passageId }))
  })
  const byPassage = new Map<string | null, Asked[]>([
    [null, []],
    ...corpus.passages.map(({ id }) => [id, []] as [string, []]),
  ])
  for (const question of [...questions, ...asked]) byPassage.get(question.passageId)?.push(question)
  const own = corpus.passages.flatMap((passage, index) =>
    viewsOfPassage(corpus, passage, index, byPassage.get(passage.id) ?? []),
  )
  const offTopic = byPassage.get(null) ?? []
  return [...own, ...offTopic.map(({ question, author }) => view('off-topic', -1, question, author))]
}

function viewsOfPassage(corpus: Corpus, passage: Passage, index: number, questions: readonly Asked[]): View[] {
  const before = textBefore(corpus, passage)
  return [
    view('text', index, passage.text),
    view('context', index, contextOf(corpus, passage, before)),
    ...passage.sentences.map(({ start, end }, sentence) => ({
      ...view('sentence', index, passage.text.slice(start, end)),
      sentence,
    })),
    ...(before === null ? [] : [view('before', index, before)]),
    ...questions.map(({ question, author }) => view('question', index, question, author)),
  ]
}

function view(kind: View['kind'], passage: number, text: string, author = ''): View {
  return { kind, passage, sentence: 0, author, text }
}

/** The question that a passage answers, or the intro of its list: without it, it may be meaningless ("Zeker."). */
function textBefore(corpus: Corpus, { answers, intro }: Passage): string | null {
  return corpus.passage(answers ?? intro ?? '')?.text ?? null
}

/** A passage's text below its title, its section, and the text before it. */
function contextOf(corpus: Corpus, passage: Passage, before: string | null): string {
  const path = [corpus.document(passage.documentId).title, ...passage.section].join(' › ')
  return [path, before, passage.text].filter(Boolean).join('\n')
}
