import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import {
  attributed,
  type Block,
  BOLD_DEPTH,
  type Extract,
  type Letters,
  type Link,
  NOTHING_FOUND,
  readsAsHeading,
  tableBlocks,
  tidy,
} from './draft.ts'

/** Reads Markdown: its words without its markup. */
export function readMarkdown(markdown: string): Extract {
  const tree = fromMarkdown(markdown, {
    extensions: [frontmatter(['yaml'])],
    mdastExtensions: [frontmatterFromMarkdown(['yaml'])],
  })
  const links: Link[] = []
  const blocks = blocksOf(tree, -1, links)
  const title = blocks.find((block) => block.type === 'heading' && block.depth === 1)?.text ?? null
  return { blocks, lines: null, omissions: [], links, found: { ...NOTHING_FOUND, title }, leftOut: [] }
}

function blocksOf(node: Nodes | Root, depth: number, links: Link[]): Block[] {
  if (node.type === 'heading') return [{ type: 'heading', depth: node.depth, text: textOf(node, links) }]
  if (node.type === 'paragraph') {
    const text = textOf(node, links)
    const isBold = depth < 0 && node.children.every(({ type }) => type === 'strong')
    if (isBold && readsAsHeading(text)) return [{ type: 'heading', depth: BOLD_DEPTH, text }]
    const isItalic = depth < 0 && node.children.every(({ type }) => type === 'emphasis')
    if (isBold || isItalic) return paragraphOf(text, isBold ? 'bold' : 'italic')
    const [title, after] = node.children
    // A heading in bold letters on the first line of its paragraph, or a question before its answer.
    const bold = depth < 0 && title?.type === 'strong' && after ? textOf(title, []) : ''
    const lead = bold.endsWith('?') || (after && /^ *\n/.test(rawOf(after))) ? bold : ''
    if (!readsAsHeading(lead)) return paragraphOf(text)
    const rest = textOf({ ...node, children: node.children.slice(1) }, [])
    return [{ type: 'heading', depth: BOLD_DEPTH, text: lead }, ...paragraphOf(rest)]
  }
  // A footnote of one word.
  if (node.type === 'definition' && node.label?.startsWith('^'))
    return [{ type: 'paragraph', text: `[${node.label.slice(1)}] ${node.url}` }]
  if (node.type === 'code') return [{ type: 'paragraph', text: tidy(node.value) }]
  if (node.type === 'list') {
    return node.children.flatMap((item, at) => {
      const number = node.ordered ? `${(node.start ?? 1) + at}. ` : ''
      const [first, ...others] = item.children.flatMap((child) => blocksOf(child, depth + 1, links))
      if (!first) return []
      const own: Block = { type: 'item', depth: depth + 1, numbered: node.ordered ?? false, text: number + first.text }
      const rest = others.map(
        (block): Block => (block.type === 'item' ? block : { ...own, numbered: false, text: block.text }),
      )
      return [own, ...rest]
    })
  }
  const blocks = 'children' in node ? node.children.flatMap((child) => blocksOf(child, depth, links)) : []
  return node.type === 'blockquote' ? attributed(blocks) : blocks
}

/** What refers to a footnote, or begins one. */
const NOTE = /\[\^([\w-]{1,20})\]:?/g

function rawOf(node: Nodes): string {
  return node.type === 'break' ? '\n' : node.type === 'text' ? node.value : ''
}

function textOf(node: Nodes, links: Link[]): string {
  const raw = (one: Nodes): string => {
    if (one.type === 'break') return '\n'
    if (one.type === 'linkReference' && one.label?.startsWith('^')) return `[${one.label.slice(1)}]`
    if (one.type === 'text' || one.type === 'inlineCode') return one.value
    const text = 'children' in one ? one.children.map(raw).join('') : ''
    if (one.type === 'link' && /^https?:/.test(one.url) && text.length > 3)
      links.push({ text: tidy(text), url: one.url })
    return text
  }
  const text = raw(node).replace(NOTE, '[$1]')
  return /^\s*\|/.test(text) ? text : tidy(text)
}

/** A table is lines between bars: the bar of its second line only draws it. */
function paragraphOf(text: string, letters?: Letters): Block[] {
  if (text === '') return []
  if (!/^\s*\|/.test(text)) return [{ type: 'paragraph', text, ...(letters && { letters }) }]
  const rows = text.split('\n').filter((line) => !/^[\s|:-]+$/.test(line))
  return tableBlocks(rows.map((line) => line.split('|')))
}
