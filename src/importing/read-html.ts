import type { Element, Nodes, Root } from 'hast'
import {
  type Block,
  BOLD_DEPTH,
  dateOf,
  type Extract,
  type Found,
  type Link,
  numeral,
  readsAsHeading,
  tableBlocks,
  tidy,
} from './draft.ts'
import { library } from './library.ts'

const NEVER = new Set(
  'head script style noscript template nav aside footer form button svg iframe select dialog object video audio canvas'.split(
    ' ',
  ),
)
const BESIDE = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'complementary',
  'dialog',
  'alertdialog',
  'menu',
])
/** Parts of the names that makers of pages give to what isn't the text. */
const BESIDE_NAME =
  /^(?:cookies?|cookiebar|cookiebanner|consent|breadcrumbs?|share|sharing|social|menu|navbar|navigation|sidebar|related|newsletter|comments?|skip|pagination|advertisement|popup|meta|byline|tags)$/i
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

/**
 * Reads the text of a page: what is in its main part, without menus, forms and what stands beside the text.
 * @returns null for the extract's lines: a page has none.
 */
export async function readHtml(html: string): Promise<Extract & { readonly hasLogin: boolean }> {
  const { fromHtml } = await library('hast-util-from-html', () => import('hast-util-from-html'))
  const tree = fromHtml(html)
  const all = [...elementsOf(tree)]
  const isMain = (one: Element) => one.tagName === 'main' || one.properties.role === 'main'
  const articles = all.filter(({ tagName }) => tagName === 'article')
  const main = all.find(isMain) ?? (articles.length === 1 ? articles[0] : undefined)
  const reader = new PageReader(main !== undefined)
  reader.read(main ?? tree)
  return {
    blocks: reader.blocks,
    lines: null,
    omissions: [],
    links: reader.links,
    found: foundIn(all, reader.blocks),
    leftOut: reader.leftOut,
    hasLogin: all.some(({ tagName, properties }) => tagName === 'input' && properties.type === 'password'),
  }
}

function* elementsOf(node: Nodes): Generator<Element> {
  if (node.type === 'element') yield node
  if ('children' in node) for (const child of node.children) yield* elementsOf(child)
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.tagName === 'br') return ' '
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** A paragraph that is bold to its end is a heading, unless it is a sentence or more. */
function isBoldHeading(node: Element): boolean {
  const parts = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const isBold = parts.every((child) => child.type === 'element' && /^(?:b|strong)$/.test(child.tagName))
  return parts.length > 0 && isBold && readsAsHeading(tidy(textOf(node)))
}

class PageReader {
  readonly blocks: Block[] = []
  readonly links: Link[] = []
  readonly leftOut: string[] = []
  readonly #isMain: boolean
  #text = ''
  #item: { readonly depth: number; readonly number: string | null } | null = null

  constructor(isMain: boolean) {
    this.#isMain = isMain
  }

  read(node: Root | Element): void {
    this.#children(node, 0)
    this.#flush()
  }

  #children(node: Root | Element, depth: number): void {
    for (const child of node.children) {
      if (child.type === 'text') this.#text += child.value
      else if (child.type === 'element') this.#element(child, depth)
    }
  }

  #element(node: Element, depth: number): void {
    const { tagName } = node
    if (this.#isBeside(node)) return
    if (tagName === 'br') {
      // Two of them are how some editors write an empty line.
      if (this.#text.slice(this.#text.trimEnd().length).includes('\n')) this.#flush()
      else this.#text += '\n'
    } else if (tagName === 'a' && /^(?:↩|↑|⏎|\^|\ufe0e|\s)+$/.test(textOf(node))) {
      // The way back from a footnote.
    } else if (INLINE.has(tagName)) {
      if (tagName === 'a') this.#link(node)
      this.#children(node, depth)
    } else if (/^h[1-6]$/.test(tagName)) {
      this.#flush()
      const text = tidy(textOf(node))
      if (text !== '') this.blocks.push({ type: 'heading', depth: Number(tagName[1]), text })
    } else if (tagName === 'ul' || tagName === 'ol') this.#list(node, depth)
    else if (tagName === 'table') this.#table(node, depth)
    else if (tagName === 'p' && this.#item === null && isBoldHeading(node)) {
      this.#flush()
      this.blocks.push({ type: 'heading', depth: BOLD_DEPTH, text: tidy(textOf(node)) })
    } else {
      this.#flush()
      this.#children(node, depth)
      this.#flush()
    }
  }

  #isBeside(node: Element): boolean {
    const { tagName, properties } = node
    const names = [properties.className, properties.id].flat().flatMap((name) => String(name ?? '').split(/[-_]/))
    const isHidden = properties.hidden !== undefined && properties.hidden !== false
    const isBeside =
      NEVER.has(tagName) ||
      isHidden ||
      properties.ariaHidden === 'true' ||
      BESIDE.has(String(properties.role)) ||
      (tagName === 'header' && !this.#isMain) ||
      names.some((name) => BESIDE_NAME.test(name))
    if (isBeside && !['head', 'script', 'style', 'noscript', 'template', 'svg'].includes(tagName)) this.#leaveOut(node)
    return isBeside
  }

  #leaveOut(node: Element): void {
    const text = tidy(textOf(node))
    if (text !== '') this.leftOut.push(text)
  }

  #link(node: Element): void {
    const url = String(node.properties.href ?? '')
    const text = tidy(textOf(node))
    if (/^https?:\/\//.test(url) && text.length > 3) this.links.push({ text, url })
  }

  #list(node: Element, depth: number): void {
    this.#flush()
    const outer = this.#item
    const items = node.children.filter((child) => child.type === 'element' && child.tagName === 'li') as Element[]
    const linked = items.filter((item) => {
      const inLinks = [...elementsOf(item)].filter(({ tagName }) => tagName === 'a').map(textOf)
      return inLinks.length > 0 && tidy(inLinks.join('')) === tidy(textOf(item))
    })
    // Nothing but links: a menu, or the contents of the page.
    if (items.length > 2 && linked.length === items.length && node.tagName === 'ul') {
      this.#leaveOut(node)
      return
    }
    let number = Number(node.properties.start ?? 1)
    const inner = outer ? depth + 1 : depth
    for (const item of items) {
      this.#item = {
        depth: inner,
        number: node.tagName === 'ol' ? `${numeral(number++, node.properties.type)}.` : null,
      }
      this.#children(item, inner)
      this.#flush()
    }
    this.#item = outer && { ...outer, number: null }
  }

  #table(node: Element, depth: number): void {
    const rows = [...elementsOf(node)]
      .filter(({ tagName }) => tagName === 'tr')
      .map((row) => row.children.filter((cell): cell is Element => cell.type === 'element'))
    // A table of one column, or one in another, is there for the layout.
    const isLayout =
      rows.every((cells) => cells.length < 2) ||
      [...elementsOf(node)].some((one) => one !== node && one.tagName === 'table')
    this.#flush()
    if (isLayout) this.#children(node, depth)
    else this.blocks.push(...tableBlocks(rows.map((cells) => cells.map(textOf))))
    this.#flush()
  }

  #flush(): void {
    const text = tidy(this.#text)
    this.#text = ''
    if (text === '') return
    if (!this.#item) {
      this.blocks.push({ type: 'paragraph', text })
      return
    }
    const { depth, number } = this.#item
    this.blocks.push({
      type: 'item',
      depth,
      numbered: number !== null,
      text: number === null ? text : `${number} ${text}`,
    })
    this.#item = { depth, number: null }
  }
}

function foundIn(all: readonly Element[], blocks: readonly Block[]): Found {
  const meta = (...names: string[]) => {
    for (const name of names) {
      const node = all.find(
        ({ tagName, properties }) =>
          tagName === 'meta' && [properties.property, properties.name].some((is) => String(is).toLowerCase() === name),
      )
      const content = tidy(String(node?.properties.content ?? ''))
      if (content !== '') return content
    }
    return null
  }
  const of = (name: string) => all.find(({ tagName }) => tagName === name)
  const rel = all.find(({ tagName, properties }) => tagName === 'link' && [properties.rel].flat().includes('canonical'))
  const url = String(rel?.properties.href ?? meta('og:url') ?? '')
  const titled = tidy(of('title') ? textOf(of('title')!) : '').split(/\s[|–—-]\s/)[0]!
  const heading = blocks.find((block) => block.type === 'heading' && block.depth === 1)
  const time = all.find(({ tagName, properties }) => tagName === 'time' && properties.dateTime)
  return {
    title: heading?.text ?? meta('og:title') ?? (titled || null),
    publisher: meta('og:site_name', 'dc.publisher', 'publisher', 'dcterms.publisher'),
    published:
      dateOf(meta('article:published_time', 'dcterms.issued', 'dc.date', 'date')) ??
      dateOf(String(time?.properties.dateTime ?? '')),
    url: /^https?:\/\//.test(url) ? url : null,
    language: String(of('html')?.properties.lang ?? '') || null,
  }
}
