import { isMap, isSeq, parseDocument, Scalar } from 'yaml'
import type { Passage } from '../corpus/document.ts'

/** Whose a question is. */
export interface Writer {
  /** The letter in questions.yaml and offtopic.yaml. */
  readonly author: string
  /** One line beside it: who accepted it and when; null for none. */
  readonly note: string | null
}

/** Of questions that came in as reports. */
const REPORTED: Writer = { author: 'r', note: null }
/** Leaves unchanged lines as they are: none is folded. */
export const UNFOLDED = { lineWidth: 0 }

/**
 * Adds an example question to a passage in the text of a questions.yaml, keeping comments and other lines; the passage too, when it has
 * none yet.
 * @throws Error when it has the question already.
 */
export function addExample(
  yaml: string,
  { id, text }: Pick<Passage, 'id' | 'text'>,
  question: string,
  writer = REPORTED,
): string {
  const document = parseDocument(yaml)
  const known = document.get('passages')
  const items = isSeq(known) ? known.items : []
  const found = items.findIndex((item) => isMap(item) && item.get('id') === id)
  const index = found < 0 ? items.length : found
  if (isSeq(known)) known.flow = false
  else document.set('passages', [])
  if (found < 0) document.addIn(['passages'], document.createNode({ id, begins: beginsOf(text), questions: {} }))
  const path = ['passages', index, 'questions']
  refuseTwice(document.getIn(path), question)
  add(document, path, question, writer)
  return document.toString(UNFOLDED)
}

/** Characters by which questions.yaml tells a passage. */
const BEGINS = 60

/** The first words of a passage, as questions.yaml has them. */
export function beginsOf(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, BEGINS).trimEnd()
}

/**
 * Adds a question that the sources don't answer to the text of offtopic.yaml, under `near`.
 * @throws Error when it has the question already.
 */
export function addOffTopic(yaml: string, question: string, writer = REPORTED): string {
  const document = parseDocument(yaml)
  refuseTwice(document.get('near'), question)
  add(document, ['near'], question, writer)
  return document.toString(UNFOLDED)
}

function add(
  document: ReturnType<typeof parseDocument>,
  path: readonly (string | number)[],
  question: string,
  { author, note }: Writer,
): void {
  const node = new Scalar(question)
  // A break would end the comment.
  if (note !== null) node.comment = ` ${note.replace(/\s+/g, ' ')}`
  const list = [...path, author]
  if (document.hasIn(list)) document.addIn(list, node)
  else document.setIn(list, document.createNode([node]))
}

function refuseTwice(byAuthor: unknown, question: string): void {
  const known = isMap(byAuthor) ? Object.values(byAuthor.toJSON() as Record<string, string[]>).flat() : []
  if (known.includes(question)) throw new Error(`"${question}" is there already.`)
}
