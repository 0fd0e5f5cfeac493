import { isMap, isSeq, parseDocument } from 'yaml'

/** The author, in questions.yaml and offtopic.yaml, of questions that came in as reports. */
const AUTHOR = 'r'
/** Leaves unchanged lines as they are: none is folded. */
const UNFOLDED = { lineWidth: 0 }

/**
 * Adds an example question to a passage in the text of a questions.yaml, keeping comments and other lines.
 * @returns null when the passage isn't in this file.
 * @throws Error when it has the question already.
 */
export function addExample(yaml: string, passage: string, question: string): string | null {
  const document = parseDocument(yaml)
  const passages = document.get('passages')
  if (!isSeq(passages)) return null
  const index = passages.items.findIndex((item) => isMap(item) && item.get('id') === passage)
  if (index < 0) return null
  const path = ['passages', index, 'questions']
  refuseTwice(document.getIn(path), question)
  add(document, [...path, AUTHOR], question)
  return document.toString(UNFOLDED)
}

/**
 * Adds a question that the sources don't answer to the text of offtopic.yaml, under `near`.
 * @throws Error when it has the question already.
 */
export function addOffTopic(yaml: string, question: string): string {
  const document = parseDocument(yaml)
  refuseTwice(document.get('near'), question)
  add(document, ['near', AUTHOR], question)
  return document.toString(UNFOLDED)
}

function add(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[], question: string): void {
  if (document.hasIn(path)) document.addIn(path, question)
  else document.setIn(path, document.createNode([question]))
}

function refuseTwice(byAuthor: unknown, question: string): void {
  const known = isMap(byAuthor) ? Object.values(byAuthor.toJSON() as Record<string, string[]>).flat() : []
  if (known.includes(question)) throw new Error(`"${question}" is there already.`)
}
