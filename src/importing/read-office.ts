import type { XmlDocument, XmlElement } from '@rgrove/parse-xml'
import {
  type Block,
  BOLD_DEPTH,
  dateOf,
  type Extract,
  type Found,
  ImportError,
  type Letters,
  NOTHING_FOUND,
  numeral,
  readsAsHeading,
  tableBlocks,
  tidy,
  tooLong,
} from './draft.ts'
import { library } from './library.ts'
import { readHtml } from './read-html.ts'

/** Most that the text of a file may be once unpacked: with its markup, a book is 10 MB. */
const MOST_UNPACKED = 20_000_000

/** Most paragraphs of a docx, empty ones and those of cells included: reading these takes seconds. */
const MOST_PARAGRAPHS = 20_000

/** Names of the styles in which Word writes quotations. */
const QUOTES = ['Quote', 'Intense Quote', 'Citaat', 'Duidelijk citaat', 'Pull Quote', 'Block Text']

type Files = Readonly<Record<string, Uint8Array>>

/** Reads a docx: its text with headings, lists, tables and footnotes; without what its pages have above and below. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<Extract> {
  const files = await unpack(bytes, name)
  if ((textOf(files['word/document.xml']).match(/<w:p[ >]/g)?.length ?? 0) > MOST_PARAGRAPHS) throw tooLong(name)
  const { zipSync } = await library('fflate', () => import('fflate'))
  const { default: mammoth } = await library('mammoth', () => import('mammoth'))
  const lettered = await withLetters(files)
  const safe = Buffer.from(zipSync({ ...files, ...lettered }, { level: 0 }))
  const { value } = await mammoth.convertToHtml(
    { buffer: safe },
    {
      styleMap: [
        "p[style-name='Title'] => h1:fresh",
        ...[1, 2, 3, 4, 5].map((depth) => `p[style-name='heading ${depth}'] => h${depth + 1}:fresh`),
        ...QUOTES.map((name) => `p[style-name='${name}'] => blockquote > p:fresh`),
        ...[1, 2, 3].map((depth) => `p[style-name='toc ${depth}'] => !`),
        // A list in another may be one by the name of its style alone.
        ...['Bullet', 'Number'].flatMap((name) =>
          [2, 3].map((depth) => {
            const outer = 'ul|ol > li > '.repeat(depth - 1)
            return `p[style-name='List ${name} ${depth}'] => ${outer}${name === 'Bullet' ? 'ul' : 'ol'} > li:fresh`
          }),
        ),
      ],
      includeEmbeddedStyleMap: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  )
  const { hasLogin: _, ...extract } = await readHtml(
    value.replace(/<a href="#(?:foot|end)note-ref[^>]*>[^<]*<\/a>/g, ''),
  )
  return { ...extract, found: withTitle(await foundIn(files['docProps/core.xml']), extract.blocks) }
}

/** Lists of a docx whose items have letters: mammoth takes them for numbers, so they become text. */
async function withLetters(files: Files): Promise<Files> {
  const [path, numbers] = ['word/document.xml', 'word/numbering.xml']
  const tree = await parse(files[numbers])
  const levels = new Map<string, string>()
  for (const list of named(tree, 'w:abstractNum')) {
    for (const level of named(list, 'w:lvl')) {
      const format = [...named(level, 'w:numFmt')][0]?.attributes['w:val'] ?? ''
      if (/^(?:lower|upper)Letter$/.test(format))
        levels.set(`${list.attributes['w:abstractNumId']} ${level.attributes['w:ilvl']}`, format)
    }
  }
  if (levels.size === 0) return {}
  const lists = new Map(
    [...named(tree, 'w:num')].map((num) => [
      num.attributes['w:numId'],
      [...named(num, 'w:abstractNumId')][0]?.attributes['w:val'],
    ]),
  )
  const counts = new Map<string, number>()
  const all = textOf(files[path])
  // Where no end is left, each begin would be followed to the end of the file.
  const until = all.lastIndexOf('</w:pPr>') + '</w:pPr>'.length
  const text = all.slice(0, until).replace(/<w:pPr>.*?<\/w:pPr>/gs, (properties) => {
    const [list = '', level = ''] = ['numId', 'ilvl'].map(
      (name) => new RegExp(`<w:${name} w:val="(\\d+)"`).exec(properties)?.[1],
    )
    const format = levels.get(`${lists.get(list)} ${level}`)
    if (!format) return properties
    const number = (counts.get(`${list} ${level}`) ?? 0) + 1
    counts.set(`${list} ${level}`, number)
    return `${properties}<w:r><w:t xml:space="preserve">${numeral(number, format === 'upperLetter' ? 'A' : 'a')}. </w:t></w:r>`
  })
  return {
    [path]: Buffer.from(text + all.slice(until)),
    [numbers]: Buffer.from(textOf(files[numbers]).replace(/"(?:lower|upper)Letter"/g, '"bullet"')),
  }
}

/** Reads an odt: the same. */
export async function readOdt(bytes: Uint8Array, name: string): Promise<Extract> {
  const files = await unpack(bytes, name)
  if (textOf(files['META-INF/manifest.xml']).includes('encryption-data')) throw locked(name)
  const content = await parse(files['content.xml'])
  const styles = await parse(files['styles.xml'])
  const reader = new OdtReader([content, styles])
  for (const body of named(content, 'office:text')) reader.read(body)
  return {
    blocks: [...reader.blocks, ...reader.notes],
    lines: null,
    omissions: [],
    links: reader.links,
    found: withTitle(await foundIn(files['meta.xml']), reader.blocks),
    leftOut: [],
  }
}

/** For a file that nobody can read without its password. */
export function locked(name: string): ImportError {
  return new ImportError(`${name} is locked with a password: save it without one, and import that.`, 'locked', name)
}

/** The XML of a zip file. @throws ImportError when it would be too large, before it is unpacked. */
async function unpack(bytes: Uint8Array, name: string): Promise<Files> {
  const { unzipSync } = await library('fflate', () => import('fflate'))
  let total = 0
  return unzipSync(bytes, {
    filter: ({ name: file, originalSize }) => {
      if (!/\.(?:xml|rels)$/.test(file)) return false
      total += originalSize
      if (total > MOST_UNPACKED) {
        throw new ImportError(
          `${name} unpacks to more than ${MOST_UNPACKED / 1e6} MB of text: no document is so large.`,
          'unpacks',
          name,
        )
      }
      return true
    },
  })
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : ''
}

async function parse(bytes: Uint8Array | undefined): Promise<XmlDocument> {
  const { parseXml } = await library('@rgrove/parse-xml', () => import('@rgrove/parse-xml'))
  return parseXml(textOf(bytes) || '<none/>')
}

function elements(node: XmlDocument | XmlElement): XmlElement[] {
  return node.children.filter((child): child is XmlElement => child.type === 'element')
}

function* named(node: XmlDocument | XmlElement, name: string): Generator<XmlElement> {
  for (const child of elements(node)) {
    if (child.name === name) yield child
    yield* named(child, name)
  }
}

/** What both formats say of a file, in the words of Dublin Core. */
async function foundIn(bytes: Uint8Array | undefined): Promise<Found> {
  const tree = await parse(bytes)
  const first = (name: string) => tidy([...named(tree, name)][0]?.text ?? '') || null
  return {
    ...NOTHING_FOUND,
    title: first('dc:title'),
    publisher: first('dc:publisher'),
    published: dateOf(first('dcterms:issued')),
    language: first('dc:language'),
  }
}

/** The title that a text begins with is what people see: programs keep that of the file of which it was a copy. */
function withTitle(found: Found, [top]: readonly Block[]): Found {
  return top?.type === 'heading' ? { ...found, title: top.text } : found
}

const SKIPPED = new Set([
  'text:tracked-changes',
  'text:table-of-content',
  'office:annotation',
  'office:annotation-end',
  'text:sequence-decls',
  'office:forms',
  'svg:title',
  'svg:desc',
])

const BOX = 'draw:text-box'

/** The boxes of a paragraph; those in another are read with that. */
function boxesIn(node: XmlElement): XmlElement[] {
  return elements(node).flatMap((one) => (one.name === BOX ? [one] : boxesIn(one)))
}

class OdtReader {
  readonly blocks: Block[] = []
  readonly notes: Block[] = []
  readonly links: { text: string; url: string }[] = []
  /** Names of styles that are the title's, and of list styles with numbers, each with its levels. */
  readonly #titles = new Set(['Title'])
  readonly #bold = new Set<string>()
  readonly #italic = new Set<string>()
  readonly #numbered = new Map<string, Map<number, string>>()
  readonly #counts = new Map<string, number>()

  constructor(trees: readonly XmlDocument[]) {
    for (const tree of trees) {
      for (const { attributes } of named(tree, 'style:style')) {
        if (attributes['style:parent-style-name'] === 'Title') this.#titles.add(attributes['style:name']!)
      }
      for (const style of named(tree, 'style:style')) {
        const letters = elements(style).filter(({ name }) => name === 'style:text-properties')
        if (letters.some(({ attributes }) => attributes['fo:font-weight'] === 'bold'))
          this.#bold.add(style.attributes['style:name']!)
        if (letters.some(({ attributes }) => attributes['fo:font-style'] === 'italic'))
          this.#italic.add(style.attributes['style:name']!)
      }
      for (const style of named(tree, 'text:list-style')) {
        const levels = elements(style).filter(
          ({ name, attributes }) => name === 'text:list-level-style-number' && attributes['style:num-format'],
        )
        this.#numbered.set(
          style.attributes['style:name']!,
          new Map(levels.map(({ attributes }) => [Number(attributes['text:level']), attributes['style:num-format']!])),
        )
      }
    }
  }

  read(parent: XmlElement): void {
    this.#readAll(elements(parent))
  }

  #readAll(nodes: readonly XmlElement[]): void {
    for (const node of nodes) {
      if (SKIPPED.has(node.name)) continue
      const { attributes } = node
      if (node.name === 'text:h') this.#push('heading', node, Number(attributes['text:outline-level'] ?? 1) + 1)
      else if (node.name === 'text:p') {
        if (this.#titles.has(attributes['text:style-name'] ?? '')) this.#push('heading', node, 1)
        else if (this.#isBold(node) && readsAsHeading(tidy(node.text))) this.#push('heading', node, BOLD_DEPTH)
        else this.#push('paragraph', node, 0, this.#lettersOf(node))
        // What is in a box stands below the paragraph to which it is tied.
        for (const box of boxesIn(node)) this.#box(box)
      } else if (node.name === 'text:list') this.#list(node, attributes['text:style-name'] ?? '', 0)
      else if (node.name === 'table:table') {
        const rows = [...named(node, 'table:table-row')].map((row) =>
          elements(row)
            .filter(({ name }) => name === 'table:table-cell')
            .map((cell) => [...named(cell, 'text:p')].map((one) => this.#inline(one)).join(' ')),
        )
        this.blocks.push(...tableBlocks(rows))
      } else this.read(node)
    }
  }

  /** The short line with which a box begins is its heading. */
  #box(box: XmlElement): void {
    const [first, ...others] = elements(box)
    const isHeading = first?.name === 'text:p' && others.length > 0 && readsAsHeading(tidy(first.text))
    if (isHeading) this.#push('heading', first, BOLD_DEPTH)
    this.#readAll(isHeading ? others : elements(box))
  }

  #isBold(node: XmlElement): boolean {
    return this.#lettersOf(node) === 'bold'
  }

  /** In what letters all of a paragraph is. */
  #lettersOf(node: XmlElement): Letters | null {
    const all = (styles: ReadonlySet<string>) =>
      styles.has(node.attributes['text:style-name'] ?? '') ||
      node.children.every((child) =>
        child.type === 'element'
          ? styles.has((child as XmlElement).attributes['text:style-name'] ?? '')
          : tidy((child as unknown as { text: string }).text) === '',
      )
    return all(this.#bold) ? 'bold' : all(this.#italic) ? 'italic' : null
  }

  #push(type: 'heading' | 'paragraph', node: XmlElement, depth: number, letters: Letters | null = null): void {
    const text = tidy(this.#inline(node))
    if (text !== '')
      this.blocks.push(type === 'heading' ? { type, depth, text } : { type, text, ...(letters && { letters }) })
  }

  #list(list: XmlElement, style: string, depth: number): void {
    const format = this.#numbered.get(style)?.get(depth + 1)
    const goesOn = list.attributes['text:continue-numbering'] === 'true' || list.attributes['text:continue-list']
    const key = `${style} ${depth}`
    let number = goesOn ? (this.#counts.get(key) ?? 0) : 0
    for (const item of elements(list)) {
      let isBegun = false
      for (const child of elements(item)) {
        if (child.name === 'text:list') this.#list(child, child.attributes['text:style-name'] ?? style, depth + 1)
        else {
          const text = tidy(this.#inline(child))
          if (text === '') continue
          const numbered = format !== undefined && !isBegun
          if (numbered) number += 1
          isBegun = true
          this.blocks.push({
            type: 'item',
            depth,
            numbered,
            text: numbered ? `${numeral(number, format)}. ${text}` : text,
          })
        }
      }
    }
    this.#counts.set(key, number)
  }

  #inline(node: XmlElement): string {
    return node.children
      .map((child): string => {
        if (child.type === 'text' || child.type === 'cdata') return (child as unknown as { text: string }).text
        if (child.type !== 'element') return ''
        const element = child as XmlElement
        const { name, attributes } = element
        if (SKIPPED.has(name) || name === BOX) return ''
        if (['text:s', 'text:tab', 'text:line-break'].includes(name)) return ' '
        if (name === 'text:note') return this.#note(element)
        const text = this.#inline(element)
        const url = attributes['xlink:href']
        if (name === 'text:a' && url && /^https?:/.test(url) && text.length > 3)
          this.links.push({ text: tidy(text), url })
        return text
      })
      .join('')
  }

  /** A footnote stands below the text, behind the number with which the text refers to it. */
  #note(note: XmlElement): string {
    const mark = `[${[...named(note, 'text:note-citation')][0]?.text ?? ''}]`
    const body = [...named(note, 'text:note-body')].map((one) => this.#inline(one)).join(' ')
    this.notes.push({ type: 'paragraph', text: tidy(`${mark} ${body}`) })
    return mark
  }
}
