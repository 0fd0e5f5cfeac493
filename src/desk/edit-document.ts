import { createHash } from 'node:crypto'
import { isSeq, parseDocument as parseYaml } from 'yaml'
import type { Block } from '../corpus/blocks.ts'
import { decode, encodingOf } from '../corpus/decode-text.ts'
import type { Passage } from '../corpus/document.ts'
import { sourceLines } from '../corpus/fidelity.ts'
import { type FrontMatter, frontMatterSchema } from '../corpus/front-matter.ts'
import { blocksOf, readDocument } from '../corpus/parse-document.ts'
import { attempt, type Problem } from '../corpus/problem.ts'
import { reviewDocument } from '../corpus/review-document.ts'
import { sentences } from '../dutch/sentences.ts'
import { UNFOLDED } from './add-question.ts'

/** document.md and source.txt. */
export interface Texts {
  readonly markdown: string
  readonly source: Uint8Array
}

/** How a piece of a document is written. */
export const KINDS = ['paragraph', 'item', 'h1', 'h2', 'h3', 'h4'] as const
export type Kind = (typeof KINDS)[number]

/** A heading, paragraph or item, with what an editor has to know of it. */
export interface Piece {
  /** Changes with its words: what an editor was shown is found again, or is known to have changed. */
  readonly key: string
  readonly kind: Kind
  /** Without the marks of Markdown. */
  readonly text: string
  /** As it will be quoted; null for a heading, and while the document can't be read. */
  readonly passage: Passage | null
  /** Lines of the source, 1-based, the first and the last. */
  readonly lines: readonly [number, number]
  readonly problems: readonly Problem[]
  readonly block: Block
}

/** A document as an editor looks at it. */
export interface View {
  readonly pieces: readonly Piece[]
  /** What is wrong or doubtful and belongs to no piece. */
  readonly problems: readonly Problem[]
  /** Whether it can be read, so that it could be quoted. */
  readonly isReadable: boolean
  readonly source: readonly string[]
  readonly front: FrontMatter | null
  readonly passages: readonly Passage[]
}

/** Looks at a document whatever is wrong with it. @param file path of document.md, for messages. */
export function viewDocument({ markdown, source: bytes }: Texts, file: string): View {
  const problems: Problem[] = []
  const read = attempt(problems, () => readDocument(markdown, bytes, file))
  if (read) problems.push(...reviewDocument(read, file))
  const front = read?.front.value ?? frontMatterSchema.safeParse(parseYaml(split(markdown).head).toJS()).data ?? null
  const source = read?.source ?? decode(bytes, front?.sourceEncoding ?? encodingOf(bytes))
  const linesOf = sourceLines(markdown, source, front?.omissions ?? [])
  const blocks = attempt([], () => blocksOf(markdown, file)) ?? []
  const passages = new Map(read?.parts.map(({ block, passage }) => [block.start, passage]))
  const seen = new Map<string, number>()
  const pieces = blocks.map((block, at): Piece => {
    const kind: Kind =
      block.type === 'heading' ? (`h${Math.min(block.depth, 4)}` as Kind) : block.list === null ? 'paragraph' : 'item'
    const text = markdown.slice(block.start, block.end).replace(/^#+\s*/, '')
    const twin = seen.get(text) ?? 0
    seen.set(text, twin + 1)
    const next = blocks[at + 1]?.line ?? Number.POSITIVE_INFINITY
    return {
      key: createHash('sha256').update(`${kind}\0${text}\0${twin}`).digest('hex').slice(0, 12),
      kind,
      text,
      passage: passages.get(block.start) ?? null,
      lines: linesOf(block),
      problems: problems.filter(({ line }) => line !== null && line >= block.line && line < next),
      block,
    }
  })
  const first = blocks[0]?.line ?? Number.POSITIVE_INFINITY
  return {
    pieces,
    problems: problems.filter(({ line }) => line === null || line < first),
    isReadable: read !== null,
    source: source.split(/\r?\n/),
    front,
    passages: read?.document.passages ?? [],
  }
}

/** Front matter, and what is below it. */
export function split(markdown: string): { readonly head: string; readonly body: string } {
  const end = markdown.indexOf('\n---\n', 3)
  return end < 0 ? { head: '', body: markdown } : { head: markdown.slice(4, end + 1), body: markdown.slice(end + 5) }
}

/** How files of the corpus are written: flow lists without spaces inside their brackets. */
export const WRITTEN = { ...UNFOLDED, flowCollectionPadding: false }

/** The same document with a change in its front matter; comments and other lines stay. */
export function withFront(markdown: string, change: (front: ReturnType<typeof parseYaml>) => void): string {
  const { head, body } = split(markdown)
  const front = parseYaml(head)
  change(front)
  return `---\n${front.toString(WRITTEN)}---\n${body}`
}

/** Writes a piece anew: an empty line in the text makes two of it. */
export function rewrite(markdown: string, piece: Piece, text: string, kind: Kind): string {
  return replace(markdown, piece, piece, text, kind)
}

/** Makes one piece of two that follow each other; a word that was broken at a line's end becomes whole. */
export function merge(markdown: string, piece: Piece, next: Piece): string {
  const isBroken = /\p{Ll}-$/u.test(piece.text) && /^\p{Ll}/u.test(next.text)
  const text = isBroken ? piece.text.slice(0, -1) + next.text : `${piece.text} ${next.text}`
  return replace(markdown, piece, next, text, piece.kind)
}

/** Beginnings of the sentences of a piece but the first: where it can be split. */
export function splitPlaces({ text }: Piece): number[] {
  return sentences(text)
    .map(({ start }) => start)
    .slice(1)
}

/** Makes two pieces of one. @param at a place in its text. */
export function splitAt(markdown: string, piece: Piece, at: number): string {
  return rewrite(markdown, piece, `${piece.text.slice(0, at).trim()}\n\n${piece.text.slice(at).trim()}`, piece.kind)
}

/** Leaves a piece out, and says so of its lines of the source. */
export function omit(markdown: string, piece: Piece, reason: string): string {
  return withFront(replace(markdown, piece, piece, '', 'paragraph'), (front) => {
    const entry = front.createNode({ lines: [...piece.lines], reason })
    if (isSeq(front.get('omissions'))) front.addIn(['omissions'], entry)
    else front.set('omissions', front.createNode([entry]))
  })
}

/** Takes lines that were left out back, as a paragraph. @param at which of the omissions, from 0. */
export function restore({ markdown }: Texts, { pieces, source, front }: View, at: number): string {
  const omission = front?.omissions[at]
  if (!omission) return markdown
  const [first, last] = omission.lines
  const text = source
    .slice(first - 1, last)
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{2,}/g, '\0')
    .replaceAll('\n', ' ')
    .replaceAll('\0', '\n\n')
    .trim()
  const before = pieces.findLast(({ lines }) => lines[1] < first)
  const end = before?.block.end ?? markdown.length - split(markdown).body.length
  const body = joined(markdown.slice(0, end), text, markdown.slice(end))
  return withFront(body, (front) => {
    if (front.getIn(['omissions', 1]) === undefined) front.delete('omissions')
    else front.deleteIn(['omissions', at])
  })
}

/** Says of a piece who speaks, or that it is right as it is. */
export function mark(markdown: string, piece: Piece, { speaker, keep }: { speaker?: string; keep?: boolean }): string {
  const marks = [
    ...((speaker ?? piece.block.mark.speaker) ? [`<!-- speaker: ${speaker ?? piece.block.mark.speaker} -->`] : []),
    ...((keep ?? piece.block.mark.keep) ? ['<!-- keep -->'] : []),
  ]
  const { from, lineStart, prefix } = extentOf(markdown, piece)
  const indent = ' '.repeat(prefix.length)
  // Within an item: above a list, it would be about all of it.
  const isItem = prefix.trim() !== ''
  const lines = marks.map((one, at) => `${isItem && at === 0 ? prefix : indent}${one}\n`)
  const before = markdown.slice(0, isItem ? lineStart : from)
  return before + lines.join('') + (isItem && marks.length === 0 ? prefix : indent) + markdown.slice(piece.block.start)
}

/** Says of a piece that somebody is quoted in it: a speaker of that name, who is added when there is none. */
export function quote(markdown: string, piece: Piece, name: string): string {
  const list = parseYaml(split(markdown).head).get('speakers')
  const speakers = (isSeq(list) ? list.toJSON() : []) as { readonly id: string; readonly name: string }[]
  const known = speakers.find((one) => one.name === name)
  const id =
    known?.id ??
    speakerId(
      name,
      speakers.map((one) => one.id),
    )
  const marked = mark(markdown, piece, { speaker: id })
  if (known) return marked
  return withFront(marked, (front) => {
    const speaker = front.createNode({ id, name, role: 'author' })
    if (isSeq(front.get('speakers'))) front.addIn(['speakers'], speaker)
    else front.set('speakers', front.createNode([speaker]))
  })
}

/** An id for a speaker, other than those that are taken. */
export function speakerId(name: string, taken: readonly string[] = []): string {
  const id = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  for (let number = 1; ; number++) {
    const one = number === 1 ? id || 's' : `${id || 's'}-${number}`
    if (!taken.includes(one)) return one
  }
}

/** Where a piece begins, with the remarks above it, and what stands before it on its line. */
function extentOf(markdown: string, { block }: Piece) {
  const lineStart = markdown.lastIndexOf('\n', block.start - 1) + 1
  const above = /(?:^[ \t]*<!--[^\n]*-->\n+)+$/m.exec(markdown.slice(0, lineStart))?.[0].length ?? 0
  return { from: lineStart - above, lineStart, prefix: markdown.slice(lineStart, block.start) }
}

function replace(markdown: string, first: Piece, last: Piece, text: string, kind: Kind): string {
  const { from, lineStart, prefix } = extentOf(markdown, first)
  const isSame = kind === first.kind
  const remarks = markdown.slice(from, lineStart)
  const parts = text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((part) =>
      part
        .trim()
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    )
    .filter((part) => part !== '')
  const indent = ' '.repeat(prefix.length)
  const written = parts.map((part, at) => {
    if (kind.startsWith('h')) return at === 0 ? `${'#'.repeat(Number(kind[1]))} ${part.replaceAll('\n', ' ')}` : part
    if (kind === 'item')
      return `${isSame && (at === 0 || /^\s*[-*+]\s/.test(prefix)) ? prefix : isSame ? indent : '- '}${part.replaceAll('\n', `\n${indent}`)}`
    return `${isSame ? prefix : ''}${part}`
  })
  const block =
    parts.length === 0 ? '' : remarks + written.join(kind === 'item' && /[-*+]\s/.test(prefix) ? '\n' : '\n\n')
  const [before, after] = [markdown.slice(0, from), markdown.slice(last.block.end)]
  return isSame && parts.length > 0 ? before + block + after : joined(before, block, after)
}

/** Puts a block between two others, with an empty line on both sides. */
function joined(before: string, block: string, after: string): string {
  const above = before.trimEnd()
  const gap = above.endsWith('---') ? '\n' : '\n\n'
  const below = after.replace(/^\s*\n/, '').trimEnd()
  return `${[above + (block === '' ? '' : gap + block), below].filter((part) => part !== '').join('\n\n')}\n`
}
