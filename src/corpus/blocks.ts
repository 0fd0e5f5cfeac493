import type { Heading, Html, Nodes, Paragraph, RootContent } from 'mdast'
import type { Range } from '../dutch/sentences.ts'
import { refuse } from './problem.ts'

/** A block of text, with its place in the Markdown. */
export interface Block extends Range {
  readonly type: 'heading' | 'paragraph'
  readonly depth: number
  /** Where it begins, with the number that it has in a numbered list. */
  readonly numbered: number
  /** Number of the list of which it is an item, or null. */
  readonly list: number | null
  /** Number of the list around that, or null. */
  readonly outerList: number | null
  /** Number of the list item in which it is, with all paragraphs of that item; or null. */
  readonly item: number | null
  /** 1-based. */
  readonly line: number
  readonly mark: Mark
}

/** What an editor says of a block, in a comment above it. */
export interface Mark {
  /** Id of who speaks, or null. */
  readonly speaker: string | null
  /** Whether it is right as it is, whatever it looks like. */
  readonly keep: boolean
}

/** "<!-- speaker: NVK -->" or "<!-- keep -->". */
const MARK = /<!--[ \t]*(?:speaker:[ \t]*([A-Za-z0-9-]+)|keep)[ \t]*-->/
const ALL_MARKS = new RegExp(MARK, 'g')

/** The text with spaces in place of an editor's marks: they are no words of the source. */
export function withoutMarks(markdown: string): string {
  return markdown.replace(ALL_MARKS, (mark) => ' '.repeat(mark.length))
}

/** Ids of the speakers whom an editor's marks name. */
export function markedIn(markdown: string): Set<string> {
  return new Set([...markdown.matchAll(ALL_MARKS)].flatMap(([, speaker]) => speaker ?? []))
}

/** Where a node is. */
export function rangeOf(node: Nodes): Range {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/**
 * Headings, paragraphs and list items in reading order.
 * @throws CorpusError for what can't be quoted, by line.
 */
export function readBlocks(nodes: readonly RootContent[], markdown: string, file: string): Block[] {
  const result: Block[] = []
  let lists = 0
  let items = 0
  type Place = Pick<Block, 'list' | 'outerList' | 'item' | 'mark'> & { readonly numbered: number | null }

  const readAll = (all: readonly RootContent[], place: Place): void => {
    let { mark, numbered } = place
    for (const node of all) {
      const said = node.type === 'html' ? readMark(node) : null
      if (said) {
        mark = { speaker: said.speaker ?? mark.speaker, keep: said.keep || mark.keep }
        continue
      }
      read(node, { ...place, mark, numbered })
      mark = place.mark
      numbered = null
    }
  }
  const read = (node: RootContent, place: Place): void => {
    if (node.type === 'heading' || node.type === 'paragraph') {
      refuseMarkup(node, markdown, file)
      const { start, end } = rangeOf(node)
      const { numbered, ...rest } = place
      const line = node.position?.start.line ?? 1
      const depth = node.type === 'heading' ? node.depth : 0
      result.push({ type: node.type, depth, start, end, numbered: numbered ?? start, line, ...rest })
    } else if (node.type === 'list') {
      const list = lists++
      for (const item of node.children) {
        const numbered = node.ordered ? rangeOf(item).start : null
        readAll(item.children, { ...place, numbered, list, outerList: place.list, item: items++ })
      }
    } else refuseBlock(node, markdown, file)
  }
  readAll(nodes, { list: null, outerList: null, item: null, numbered: null, mark: { speaker: null, keep: false } })
  return result
}

function readMark({ value }: Html): Mark | null {
  const found = MARK.exec(value)
  return found?.[0] === value.trim() ? { speaker: found[1] ?? null, keep: found[1] === undefined } : null
}

function refuseBlock(node: RootContent, markdown: string, file: string): never {
  const begin = markdown.slice(rangeOf(node).start).split('\n', 1)[0]!.slice(0, 40)
  const isComment = begin.startsWith('<!--')
  const what = node.type === 'html' ? (isComment ? 'a comment' : 'HTML') : `a ${node.type}`
  refuse(
    file,
    node.position?.start.line ?? null,
    `${what} can't be quoted ("${begin}").`,
    node.type === 'html' && !isComment
      ? 'Copy the text as a browser shows it, and use headings, paragraphs and lists only, without any "<…>".'
      : isComment
        ? 'Use headings, paragraphs and lists only; comments may be "<!-- speaker: ID -->" and "<!-- keep -->".'
        : 'Use headings, paragraphs and lists only.',
    'markup',
  )
}

/** Text is quoted exactly as written, so Markdown's own characters, such as "**", would be quoted too. */
function refuseMarkup(block: Paragraph | Heading, markdown: string, file: string): void {
  const whole = markdown.slice(rangeOf(block).start, rangeOf(block).end)
  const [text, markup] = block.children
  const underlined = block.type === 'heading' && !whole.startsWith('#')
  const table = /^\s*\|/m.test(whole)
  if (text?.type === 'text' && !markup && !underlined && !table) {
    const { start, end } = rangeOf(text)
    if (markdown.slice(start, end) === text.value) return
  }
  const html = block.children.find(({ type }) => type === 'html')
  refuse(
    file,
    block.position?.start.line ?? null,
    underlined
      ? `"${whole.slice(0, 40)}" becomes a heading because of the line under it.`
      : html
        ? `"${whole.slice(0, 40)}" holds HTML ("${markdown.slice(rangeOf(html).start, rangeOf(html).end)}").`
        : `"${whole.slice(0, 40)}" holds more than plain text (emphasis, a link, a table, an escaped sign, spaces before or after a line).`,
    underlined ? 'Write "## " before a heading, or an empty line after a paragraph.' : 'Write plain text.',
    'markup',
  )
}
