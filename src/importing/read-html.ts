import type { Element, ElementContent, Root } from 'hast'
import { words } from '../dutch/fold.ts'
import {
  attributed,
  type Block,
  BOLD_DEPTH,
  dateOf,
  type Extract,
  type Found,
  isTypedItem,
  type Letters,
  type Link,
  LONGEST_PIECE,
  MOST_NAME_WORDS,
  numeral,
  readsAsHeading,
  tableBlocks,
  tidy,
} from './draft.ts'
import { library } from './library.ts'
import { type Accordion, accordionOf, elementsOf, rowsOf, textOf } from './read-parts.ts'

const NEVER = new Set(
  'head script style noscript template nav aside footer form button figcaption svg iframe select dialog object video audio canvas'.split(
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
  /^(?:cookies?|cookiebar|cookiebanner|consent|breadcrumbs?|skiplinks?|share|sharing|social|menu|navbar|navigation|sidebar|related|newsletter|comments?|skip|pagination|ads?|advertisement|advertentie|popup|pullquote|meta|byline|auteur|kicker|feedback|postdate|tools|tags|footer|topbar|masthead)$/i
/** Whole names of what stands beside it. */
const BESIDE_WHOLE = /^(?:author|site|top)[-_]?(?:bar|bio|box|footer|header|info)$/i
/** What pages say of themselves: the way back to the top, that something is paid for, whether the text was of use. */
const OF_THE_PAGE =
  /^(?:terug )?naar (?:boven|het begin)(?!\p{L})|^(?:ga )?(?:direct )?naar (?:de )?(?:hoofd)?inhoud(?!\p{L})|^back to top(?!\p{L})|^advertentie$|^(?:was deze (?:informatie|pagina|tekst)|he(?:eft|bt?) (?:u|je) gevonden wat|vond (?:u|je) (?:dit|deze))\s|^(?:laatst )?(?:bijgewerkt|gewijzigd|herzien|gepubliceerd)(?: op)?:? .{4,20}$|^(?:bekijk|lees) (?:deze|dit) [^.]{4,30} in (?:uw|je) browser|^(?:copyright|©) |^(?:u|je) (?:ontvangt|krijgt) deze (?:e-?mail|mail|nieuwsbrief) |^\d{1,2}[:.]\d{2}(?: uur)?$|^bron: [^.]{2,40}$/iu
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

/** Fewest names of writers above what they wrote: a forum, and no article with its author. */
const FEWEST_WRITERS = 3
/** Parts of the names that makers of pages give to who wrote what is below it, and to what else stands there. */
const WRITER = /^(?:username|nickname|nick|poster|author|auteur|member|user|naam)$/i
const ABOUT_POST = /^(?:date|datum|time|actions?|buttons?|reply|signature|avatar|rank|badge|stats|controls)$/i

function classesOf(node: Element): string[] {
  return [node.properties.className].flat().flatMap((name) => String(name ?? '').split(/[-_]/))
}

/** Whether a part of a page is the name of who wrote what is below it. */
function isName(node: Element): boolean {
  const name = tidy(textOf(node))
  return classesOf(node).some((one) => WRITER.test(one)) && name !== '' && words(name).length <= MOST_NAME_WORDS
}

/** What several people wrote below one another: parts of one kind, each with a name in it. */
interface Posts {
  readonly all: ReadonlySet<Element>
  readonly names: ReadonlySet<Element>
  /** What is around the names. */
  readonly around: ReadonlySet<Element>
}

function postsOf(tree: Element | Root): Posts {
  const [all, names, around] = [new Set<Element>(), new Set<Element>(), new Map<Element, Element>()]
  const kindOf = ({ tagName, properties }: Element) => `${tagName} ${[properties.className].flat()[0] ?? ''}`
  /** The first name in a part of the page. */
  const visit = (parent: Element | Root): Element | undefined => {
    const kinds = new Map<string, { readonly post: Element; readonly name: Element }[]>()
    let first: Element | undefined
    for (const child of parent.children) {
      const name = child.type === 'element' ? visit(child) : undefined
      first ??= name
      if (child.type !== 'element' || !name || name === child) continue
      around.set(child, name)
      const posts = kinds.get(kindOf(child)) ?? []
      posts.push({ post: child, name })
      kinds.set(kindOf(child), posts)
    }
    for (const posts of kinds.values()) {
      if (posts.length < FEWEST_WRITERS) continue
      for (const { post, name } of posts) {
        all.add(post)
        names.add(name)
      }
    }
    return parent.type === 'element' && isName(parent) ? parent : first
  }
  visit(tree)
  return { all, names, around: new Set([...around].filter(([, name]) => names.has(name)).map(([one]) => one)) }
}

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
  const reader = new PageReader(main !== undefined, accordionOf(tree), postsOf(main ?? tree))
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

/**
 * The bold letters with which a paragraph begins, if they are a heading, and what comes after: to the end of it or of its first line, or
 * a question, whose answer may stand on the same line.
 */
function boldHeading(node: Element): { title: string; rest: Element['children'] } | null {
  const isBreak = (child: ElementContent | undefined) => child?.type === 'element' && child.tagName === 'br'
  const isBold = (child: ElementContent) =>
    child.type === 'element' ? /^(?:b|strong)$/.test(child.tagName) : child.type === 'text' && child.value.trim() === ''
  const parts = node.children.flatMap((child) => {
    // Its line may end within the bold letters.
    const last = child.type === 'element' && isBold(child) ? child.children.at(-1) : undefined
    return last && isBreak(last) ? [child, last] : [child]
  })
  const [first, ...others] = parts.filter((part) => part.type !== 'text' || part.value.trim() !== '')
  const question = first && isBold(first) ? tidy(textOf(first)) : ''
  if (question.endsWith('?') && readsAsHeading(question) && others.length > 0) return { title: question, rest: others }
  const end = parts.findIndex(isBreak)
  const lead = end < 0 ? parts : parts.slice(0, end)
  const title = tidy(lead.map(textOf).join(''))
  if (!lead.every(isBold) || !readsAsHeading(title)) return null
  return { title, rest: end < 0 ? [] : parts.slice(end + 1) }
}

/** In what letters all of a paragraph is. */
function styleOf(node: Element): Letters | null {
  const isAll = (names: RegExp) =>
    node.children.every((child) =>
      child.type === 'element' ? names.test(child.tagName) : child.type !== 'text' || child.value.trim() === '',
    )
  return isAll(/^(?:b|strong|br)$/) ? 'bold' : isAll(/^(?:i|em|br)$/) ? 'italic' : null
}

/** What names who is quoted, below a quotation that is a figure. */
function sayerOf(figure: Element): Element | undefined {
  const parts = [...elementsOf(figure)]
  const isQuotation = parts.some(({ tagName }) => tagName === 'blockquote')
  return isQuotation ? parts.find(({ tagName }) => tagName === 'figcaption') : undefined
}

/** Where a line is broken by hand. */
const BREAK = '\u2028'
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
/** Names that programs give to the footnotes in their list. */
const NOTE_ID = /^(?:footnote|endnote|fn|_?ftn|cite_note)[-:_]?(?:\w{1,20}-)?\d+$/i

/** What is in a part of a page, in which empty lines between words divide paragraphs. */
function paragraphsOf(node: Root | Element): (ElementContent | Root['children'][number])[] {
  const { children } = node
  const isBreak = (child: (typeof children)[number] | undefined) => child?.type === 'element' && child.tagName === 'br'
  const isBlank = (child: (typeof children)[number]) => child.type === 'text' && child.value.trim() === ''
  const solid = children.filter((child) => !isBlank(child))
  const isDivided = solid.some((child, at) => isBreak(child) && isBreak(solid[at + 1]))
  if (!isDivided || node.type !== 'element' || !DIVIDED.has(node.tagName)) return children
  const parts: (ElementContent | Element)[] = []
  let words: ElementContent[] = []
  const end = () => {
    if (words.length > 0) parts.push({ type: 'element', tagName: 'p', properties: {}, children: words })
    words = []
  }
  for (const [at, child] of node.children.entries()) {
    const isInline = child.type !== 'element' || INLINE.has(child.tagName) || isBreak(child)
    let after = at + 1
    while (after < children.length && isBlank(children[after]!)) after++
    const next = children[after]
    if (isBreak(child) && (isBreak(next) || words.length === 0)) end()
    else if (isInline) words.push(child)
    else {
      end()
      parts.push(child)
    }
  }
  end()
  return parts
}
const DIVIDED = new Set('body td div center section article main'.split(' '))

/** Fewest paragraphs, headings and lists of a cell that is a column of a page. */
const FEWEST_PIECES = 4

/** Whether a part of a page is a cell with a whole text in it. */
function isColumn(node: Element): boolean {
  if (node.tagName !== 'td') return false
  const names = node.children.map((child) => (child.type === 'element' ? child.tagName : ''))
  const breaks = names.filter((name, at) => name === 'br' && names.slice(at + 1).find((next) => next !== '') === 'br')
  return names.filter((name) => /^(?:p|h[1-6]|ul|ol)$/.test(name)).length + breaks.length >= FEWEST_PIECES
}

/** Whether an item of a list is a footnote, by its name or by the way back to the text. */
function isNote(item: Element): boolean {
  const isBack = ({ tagName, properties }: Element) => tagName === 'a' && String(properties.href ?? '').startsWith('#')
  return (
    NOTE_ID.test(String(item.properties.id ?? '')) ||
    [...elementsOf(item)].some((one) => isBack(one) && BACK.test(textOf(one)))
  )
}
/** The text of the way back from a footnote. */
const BACK = /^(?:↩|↑|⏎|\^|\ufe0e|\s)+$/

/** Lines of which each begins as an item, with what goes on with it; what comes before the first is one text. */
function typedLines(lines: readonly string[]): string[] {
  const texts: string[] = []
  for (const line of lines.filter((one) => one !== '')) {
    if (isTypedItem(line) || texts.length === 0) texts.push(line)
    else texts.push(`${texts.pop()} ${line}`)
  }
  return texts
}

class PageReader {
  readonly blocks: Block[] = []
  readonly links: Link[] = []
  readonly leftOut: string[] = []
  readonly #isMain: boolean
  readonly #accordion: Accordion
  /** Depth of the heading above that says that it is one. */
  #depth = 1
  #text = ''
  #isQuoted = false
  /** Whether the next text is marked as the source of a quotation. */
  #isSource = false
  #letters: Letters | null = null
  /** Texts of the links in it. */
  #linked: string[] = []
  /** What the next text explains. */
  #term = ''
  #item: { readonly depth: number; readonly number: string | null } | null = null

  readonly #posts: Posts
  /** Who wrote what follows, where the page says so. */
  #by: string | undefined

  constructor(isMain: boolean, accordion: Accordion, posts: Posts) {
    this.#posts = posts
    this.#isMain = isMain
    this.#accordion = accordion
  }

  read(node: Root | Element): void {
    this.#children(node, 0)
    this.#flush()
    this.#endTerm()
  }

  #children(node: Root | Element, depth: number): void {
    for (const child of paragraphsOf(node)) {
      if (child.type === 'text') this.#text += child.value
      else if (child.type === 'element') this.#element(child, depth)
      // It is refused as a whole: to go on looking at what it ends with would take ever longer.
      if (this.#text.length > LONGEST_PIECE) this.#flush()
    }
  }

  #element(node: Element, depth: number): void {
    const { tagName } = node
    if (this.#isBeside(node)) return
    if (this.#posts.all.has(node)) {
      this.#flush()
      this.#by = undefined
      this.#children(node, depth)
      this.#flush()
      this.#by = undefined
    } else if (this.#posts.names.has(node)) {
      this.#flush()
      this.#by = tidy(textOf(node))
      this.leftOut.push(this.#by)
    } else if (tagName === 'br') {
      // Two of them are how some editors write an empty line.
      if (this.#text.slice(this.#text.trimEnd().length).includes(BREAK)) this.#flush()
      else this.#text += BREAK
    } else if (tagName === 'a' && BACK.test(textOf(node))) {
      // The way back from a footnote.
    } else if (tagName === 'sup' && this.#isNoteSign(node)) {
      this.#text += `[${textOf(node).replace(/[[\]\s]/g, '')}]${this.#text.trim() === '' ? ' ' : ''}`
    } else if (this.#isQuoted && /^(?:cite|footer)$/.test(tagName) && /(?:^|[.!?…]["'’”]?)$/.test(this.#text.trim())) {
      this.#flush()
      this.#text = `— ${tidy(textOf(node)).replace(/^[—–-]+\s*/, '')}`
      this.#flush()
    } else if (INLINE.has(tagName)) {
      if (tagName === 'a') this.#link(node)
      if (tagName === 'cite' && this.#text.trim() === '') this.#isSource = true
      this.#children(node, depth)
    } else if (/^h[1-6]$/.test(tagName)) {
      this.#depth = Number(tagName[1])
      this.#heading(textOf(node), this.#depth)
    } else if (this.#isQuestion(node)) {
      this.#heading(textOf(node), Math.min(this.#depth + 1, BOLD_DEPTH))
    } else if (tagName === 'dt' && this.#item === null) this.#explained(textOf(node))
    else if (tagName === 'ul' || tagName === 'ol') this.#list(node, depth)
    else if (tagName === 'table') this.#table(node, depth)
    else if (tagName === 'blockquote') this.#quotation(node, depth)
    else if (tagName === 'figure' && sayerOf(node)) this.#quotation(node, depth)
    else if (tagName === 'figcaption') {
      this.#flush()
      this.#text = `— ${tidy(textOf(node)).replace(/^[—–-]+\s*/, '')}`
      this.#flush()
    } else if (tagName === 'p' && this.#item === null && boldHeading(node)) {
      const { title, rest } = boldHeading(node)!
      this.#heading(title, BOLD_DEPTH)
      this.#children({ ...node, children: rest }, depth)
      this.#flush()
    } else {
      this.#flush()
      this.#letters = tagName === 'p' ? styleOf(node) : null
      this.#children(node, depth)
      this.#flush()
    }
  }

  /** A term, which the text below it explains. */
  #explained(term: string): void {
    this.#flush()
    const text = tidy(term)
    this.#term = this.#term !== '' && text !== '' ? `${this.#term}, ${text}` : this.#term || text
  }

  #endTerm(): void {
    if (this.#term !== '') this.blocks.push({ type: 'paragraph', text: this.#term })
    this.#term = ''
  }

  #heading(title: string, depth: number): void {
    this.#flush()
    this.#endTerm()
    const text = tidy(title)
    if (text !== '') this.blocks.push({ type: 'heading', depth, text })
  }

  /** Whether a text opens the answer that is below it. */
  #isQuestion(node: Element): boolean {
    const { tagName } = node
    if (tagName === 'dt') return this.#item === null && tidy(textOf(node)).endsWith('?')
    const isCalled =
      [node.properties.itemProp].flat().includes('name') ||
      classesOf(node).some((one) => /^(?:question|vraag)$/i.test(one))
    const text = isCalled && this.#item === null ? tidy(textOf(node)) : ''
    const isNamed = text.endsWith('?') && readsAsHeading(text.replace(/^\+\s*/, ''))
    if (tagName !== 'summary' && !this.#accordion.openers.has(node) && !isNamed) return false
    // What has a heading in it is read as that.
    return ![...elementsOf(node)].some((one) => /^h[1-6]$/.test(one.tagName))
  }

  /** Whether a raised number refers to a footnote, or begins one, and is no power: it is a link, or stands after a sentence. */
  #isNoteSign(node: Element): boolean {
    if (!/^\s*\[?\d{1,3}\]?\s*$/.test(textOf(node))) return false
    return (
      /(?:^|[.,;:!?)"'’”])$/.test(this.#text.trim()) || [...elementsOf(node)].some(({ tagName }) => tagName === 'a')
    )
  }

  #isBeside(node: Element): boolean {
    if (this.#posts.around.has(node)) return false
    if (this.#accordion.openers.has(node) || (this.#isQuoted && /^(?:footer|figcaption)$/.test(node.tagName)))
      return false
    const { tagName, properties } = node
    const isShut = properties.hidden !== undefined && properties.hidden !== false
    const names = [properties.className, properties.id].flat().flatMap((name) => String(name ?? '').split(/[-_]/))
    const isPanel = this.#accordion.panels.has(node) || properties.role === 'tabpanel'
    const isHidden = (isShut || properties.ariaHidden === 'true') && !isPanel
    const isBeside =
      NEVER.has(tagName) ||
      isHidden ||
      BESIDE.has(String(properties.role)) ||
      (tagName === 'header' && !this.#isMain) ||
      names.some((name) => BESIDE_NAME.test(name)) ||
      (tagName === 'a' && classesOf(node).some((name) => /^(?:button|btn|cta)$/i.test(name))) ||
      (this.#by !== undefined && classesOf(node).some((name) => ABOUT_POST.test(name))) ||
      [properties.className, properties.id].flat().some((name) => BESIDE_WHOLE.test(String(name ?? '')))
    if (isBeside && !['head', 'script', 'style', 'noscript', 'template', 'svg'].includes(tagName)) this.#leaveOut(node)
    return isBeside
  }

  #leaveOut(node: Element): void {
    const text = tidy(node.children.map(textOf).join(''))
    if (text !== '') this.leftOut.push(text)
  }

  #link(node: Element): void {
    const url = String(node.properties.href ?? '')
    const text = tidy(textOf(node))
    this.#linked.push(text)
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
    for (const item of node.children) {
      if (item.type !== 'element') continue
      if (item.tagName !== 'li') {
        // A list in another, which some programs put beside its items.
        this.#item = { depth: inner, number: null }
        this.#element(item, inner)
        continue
      }
      if (isNote(item)) {
        this.#note(item, number++)
        continue
      }
      this.#item = {
        depth: inner,
        number: node.tagName === 'ol' ? `${numeral(number++, node.properties.type)}.` : null,
      }
      this.#children(item, inner)
      this.#flush()
    }
    this.#item = outer && { ...outer, number: null }
  }

  #quotation(node: Element, depth: number): void {
    if (this.#isQuoted) {
      this.#children(node, depth)
      return
    }
    this.#flush()
    const from = this.blocks.length
    this.#isQuoted = true
    this.#children(node, depth)
    this.#flush()
    this.#isQuoted = false
    this.blocks.push(...attributed(this.blocks.splice(from)))
  }

  /** A footnote in a list of them. */
  #note(item: Element, number: number): void {
    this.#item = null
    this.#text = `[${number}] `
    // Its first paragraph belongs to its number.
    const [first, ...others] = item.children.filter((child) => child.type === 'element' || tidy(textOf(child)) !== '')
    if (first?.type === 'element' && first.tagName === 'p') this.#children(first, 0)
    else if (first) this.#children({ ...item, children: [first] }, 0)
    this.#children({ ...item, children: others }, 0)
    this.#flush()
  }

  #table(node: Element, depth: number): void {
    const rows = rowsOf(node)
    // A table of one column with text, or one in another, is there for the layout.
    const isLayout =
      rows.every((cells) => cells.filter((cell) => tidy(cell) !== '').length < 2) ||
      [...elementsOf(node)].some((one) => (one !== node && one.tagName === 'table') || isColumn(one))
    this.#flush()
    if (isLayout) this.#children(node, depth)
    else {
      const caption = [...elementsOf(node)].find(({ tagName }) => tagName === 'caption')
      if (caption) this.#children(caption, depth)
      this.#flush()
      this.blocks.push(...tableBlocks(rows))
    }
    this.#flush()
  }

  #flush(): void {
    const lines = this.#text.split(BREAK).map(tidy)
    const said = tidy(lines.join(' '))
    const linked = this.#linked.filter((link) => link !== '')
    this.#text = ''
    this.#linked = []
    if (said === '') return
    // Nothing but links, as in a bar above the text.
    if (
      OF_THE_PAGE.test(said) ||
      (!this.#item && linked.length > 2 && lettersOf(linked.join('')) === lettersOf(said))
    ) {
      this.leftOut.push(said)
      return
    }
    const text = this.#term === '' ? said : `${this.#term.replace(/:$/, '')}: ${said}`
    this.#term = ''
    if (!this.#item) {
      const typed = lines.filter(isTypedItem).length > 1 ? typedLines(lines) : [text]
      const letters = this.#letters && typed.length === 1 ? { letters: this.#letters } : {}
      const by = this.#by === undefined ? {} : { by: this.#by }
      const quoted = this.#isQuoted || this.#isSource ? { isQuoted: true } : {}
      this.#isSource = false
      this.blocks.push(...typed.map((one): Block => ({ type: 'paragraph', text: one, ...letters, ...by, ...quoted })))
      return
    }
    const { depth, number } = this.#item
    this.blocks.push({
      type: 'item',
      depth,
      numbered: number !== null,
      text: number === null ? text : `${number} ${text}`,
      ...(this.#by === undefined ? {} : { by: this.#by }),
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
