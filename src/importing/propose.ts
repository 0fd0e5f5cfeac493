import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import type { Encoding } from '../corpus/decode-text.ts'
import { readDocument } from '../corpus/parse-document.ts'
import { attempt, type Problem } from '../corpus/problem.ts'
import { reviewDocument } from '../corpus/review-document.ts'
import { words } from '../dutch/fold.ts'
import {
  type Block,
  type Extract,
  type Link,
  labelOf,
  MOST_HEADING_WORDS,
  readsAsHeading,
  slug,
  turnOf,
  withNumberedQuestions,
  withTypedItems,
} from './draft.ts'
import { lettersIn, namedTimeOf, publishersOf, turnsIn, voicesOf, withTurns } from './find-turns.ts'
import { factsOf, isByline, isFact } from './letter.ts'
import { maskAddresses, withoutTracking } from './mask.ts'

/** What an editor says of a document beyond what was found. */
export interface Said {
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly publisher?: string | undefined
  readonly abbreviation?: string | undefined
  readonly published?: string | undefined
  readonly url?: string | undefined
  readonly permissionNote?: string | undefined
}

/** A document to look at, and what only an editor can decide. */
export interface Proposal {
  readonly id: string
  readonly source: Uint8Array
  readonly markdown: string
  readonly decisions: readonly Decision[]
  /** What was taken for no part of the text, and is in neither file. */
  readonly leftOut: readonly string[]
  /** Pages without text, 1-based: empty, or pictures. */
  readonly textless: readonly number[]
  /** How many addresses of people and trails of links were masked, in both files. */
  readonly masked: number
}

/** A question for the editor about a line of document.md; null for the whole. */
export interface Decision {
  readonly line: number | null
  readonly question: string
}

/** A document.md in which nothing is unknown any more, every place in it the same: as long as null, so that edits fit both. */
export function asIfKnown(markdown: string): string {
  return markdown.replace(/^(publisher|abbreviation|permissionNote| {4}name): null$/gm, '$1: wie?')
}

/** What `check` will say of a proposal, as if all that isn't known were known. @param file path of document.md, for messages. */
export function opinionOf({ markdown, source }: Proposal, file: string): Problem[] {
  const problems: Problem[] = []
  const read = attempt(problems, () => readDocument(asIfKnown(markdown), source, file))
  return read ? reviewDocument(read, file) : problems
}

/** The text of a file as it came. */
interface Received {
  readonly bytes: Uint8Array
  readonly encoding: Encoding
  /** Whether the encoding has to be written down, as the bytes don't tell. */
  readonly isTold: boolean
}

/**
 * Proposes source.txt and document.md.
 * @param received a text file, which becomes source.txt to the byte; null where the text was inside a file of another format.
 * @param name of the file, for when it has no title.
 */
export function propose(
  extract: Extract,
  received: Received | null,
  name: string,
  said: Said,
  today: string,
): Proposal {
  // What is in a block is in a line, too.
  const [inBlocks, inLines] = [{ count: 0 }, { count: 0 }]
  const blocks = withTurns(
    levelled(
      titled(withNumberedQuestions(withTypedItems(extract.blocks)), extract).map((block) => ({
        ...block,
        text: maskAddresses(plain(block.text), inBlocks),
      })),
    ),
  )
  const lines = (extract.lines ?? blocks.map(lineOf)).map((line) => maskAddresses(line, inLines))
  const masked = Math.max(inBlocks.count, inLines.count)
  const isAsReceived = received !== null && extract.lines !== null && masked === 0
  const source = isAsReceived ? received.bytes : Buffer.from(`${lines.join('\n').trimEnd()}\n`)
  const facts = factsOf(extract.leftOut)
  const title = said.title ?? facts.title ?? extract.found.title ?? titleOf(blocks) ?? name
  const id = said.id ?? slug(title)
  const publisher = said.publisher ?? extract.found.publisher
  const url = said.url ?? extract.found.url
  const publishing = {
    id: slug(publisher ?? 'uitgever'),
    name: publisher,
    role: 'author',
    ...(isAnswered(blocks) ? { labels: [{ text: ANSWERED }] } : {}),
  }
  const byLetters = turnsIn(blocks) === null ? lettersIn(blocks) : null
  const turns = byLetters ? [...new Set(byLetters.values())] : turnsIn(blocks)
  const own = turns && !byLetters ? publishersOf(blocks, turns) : new Set<number>()
  const voices = voicesOf(blocks).filter(
    (voice) => voice.id !== publishing.id && !turns?.some(({ id }) => id === voice.id),
  )
  const marks = new Map([...own].map((at) => [at, publishing.id]))
  for (const [at, { id: who }] of byLetters ?? []) marks.set(at, who)
  for (const [at, block] of blocks.entries()) {
    if (block.type !== 'heading' && block.by !== undefined) marks.set(at, slug(block.by))
  }
  const front = {
    id,
    title,
    publisher,
    abbreviation: said.abbreviation ?? (publisher !== null && publisher.length <= SHORT ? publisher : null),
    url: url === null ? null : withoutTracking(url),
    published: said.published ?? extract.found.published ?? facts.published,
    publishedNote: null,
    retrieved: today,
    language: 'nl',
    permissionNote: said.permissionNote ?? null,
    speakers: [...(turns ?? []), ...(!turns || byLetters || own.size > 0 ? [publishing] : []), ...voices],
    ...(turns && !byLetters ? { unlabelled: 'previous' } : {}),
    ...linksOf(extract.links, blocks),
    sourceSha256: createHash('sha256').update(source).digest('hex'),
    ...(isAsReceived && received.isTold ? { sourceEncoding: received.encoding } : {}),
    ...(extract.omissions.length > 0 ? { omissions: extract.omissions } : {}),
  }
  const markdown = `---\n${stringify(front, { lineWidth: 0 })}---\n${bodyOf(blocks, marks)}\n`
  const at = (pattern: RegExp) => markdown.split('\n').findIndex((line) => pattern.test(line)) + 1 || null
  const decisions: Decision[] = []
  const ask = (line: number | null, question: string) => decisions.push({ line, question })
  if (extract.found.title === null && facts.title === null && said.title === undefined)
    ask(at(/^title:/), `is "${title}" the title?`)
  if (publisher === null) ask(at(/^publisher:/), 'who publishes it? Write it as the name of the speaker too.')
  if (front.abbreviation === null) ask(at(/^abbreviation:/), 'what is the publisher called for short?')
  if (front.url === null) ask(at(/^url:/), 'at which address is it? null where there is none.')
  if (front.published === null) ask(at(/^published:/), 'of which day is it? null where that is not known.')
  if (front.permissionNote === null) ask(at(/^permissionNote:/), 'by what right is it quoted?')
  if (turns)
    ask(
      at(/^speakers:/),
      `it reads as an interview: who asks, and who answers? Proposed: ${turns.map(({ name: who, role }) => `${who} ${role}`).join(', ')}.`,
    )
  if (voices.length > 0)
    ask(at(/^speakers:/), `it quotes ${voices.map(({ name: who }) => who).join(', ')}: is it they who say it?`)
  if (extract.omissions.length > 0) ask(at(/^omissions:/), 'is what is left out no text of the document?')
  const leftOut = extract.lines === null ? extract.leftOut : []
  for (const text of leftOut) ask(null, `left out as no part of the text: "${text.slice(0, 60)}".`)
  const { textless = [] } = extract
  for (const page of textless)
    ask(null, `page ${page} has no letters: if it is a picture with text, nothing of that is in the document.`)
  if (masked > 0) ask(null, `${masked} e-mail addresses and trails of links are masked, in source.txt too.`)
  return { id, source, markdown, decisions, leftOut, textless, masked }
}

/** With which a publisher begins what it answers to the question in the heading above. */
const ANSWERED = 'Antwoord:'

function isAnswered(blocks: readonly Block[]): boolean {
  const answers = blocks.flatMap((block, at) => (block.text.startsWith(`${ANSWERED} `) ? [blocks[at - 1]] : []))
  return (
    turnsIn(blocks) === null &&
    answers.length > 1 &&
    answers.every((above) => above?.type === 'heading' && above.text.endsWith('?'))
  )
}

/** Longest name that is its own abbreviation. */
const SHORT = 20

/** Without the signs that Markdown would read. */
function plain(text: string): string {
  return text
    .replace(/[*`\\]+/g, '')
    .replace(/^(?:#+|[>+])\s*/, '')
    .replace(/<(?=[\p{L}/!?])/gu, '‹')
    .replace(/(?<=\s|^)_|_(?=\s|$|\p{P})/gu, '')
    .replace(/&(?=#?\w+;)/g, '＆')
    .trim()
}

/** Blocks of which the first is a heading, where it is what the text is called. */
function titled(blocks: readonly Block[], { lines, found }: Extract): Block[] {
  const [top, ...rest] = blocks
  const isTitle =
    top?.type === 'paragraph' &&
    lines === null &&
    (found.title === null || found.title === top.text) &&
    rest.length > 1 &&
    !rest[0]!.text.endsWith(':') &&
    titleOf(blocks) === top.text &&
    readsAsHeading(top.text) &&
    labelOf(top.text) === null &&
    turnOf(top.text) === null &&
    namedTimeOf(top.text) === null &&
    !isFact(top.text) &&
    !isByline(top.text)
  return isTitle ? [{ type: 'heading', depth: 0, text: top.text }, ...rest] : [...blocks]
}

/** What a text is called: by its title, or else by the short line with which it begins, or its first heading. */
function titleOf(blocks: readonly Block[]): string | undefined {
  const [top] = blocks
  const isShort = top?.type === 'paragraph' && words(top.text).length <= MOST_HEADING_WORDS
  if (isShort && !/[.,:;!]$/.test(top.text) && blocks[1]?.type !== 'item') return top.text
  return blocks.find(({ type }) => type === 'heading')?.text
}

/** Fewest sections of a text whose title is as deep as they are. */
const FEWEST_SECTIONS = 2

/** One heading of the first depth at most, which is the title. */
function levelled(blocks: readonly Block[]): Block[] {
  const [top, ...rest] = blocks.filter((block) => block.type === 'heading')
  const others = rest.map(({ depth }) => depth)
  // Where all are only bold, the first line of all is the title.
  const isFirst = top === blocks[0] && others.length >= FEWEST_SECTIONS
  const isTitle = top !== undefined && others.every((depth) => depth > top.depth || (isFirst && depth === top.depth))
  const headings = isTitle ? others : blocks.flatMap((block) => (block.type === 'heading' ? [block.depth] : []))
  const shift = 2 - Math.min(...headings)
  return blocks
    .filter(({ text }) => text !== '')
    .map((block) => {
      if (block.type !== 'heading') return block
      if (isTitle && block === top) return { ...block, depth: 1 }
      return { ...block, depth: Math.min(block.depth + shift, 6) }
    })
}

function lineOf(block: Block): string {
  // Markdown has no letters for items.
  return block.type === 'item' && !(block.numbered && /^\d/.test(block.text)) ? `- ${block.text}` : block.text
}

/** An item of a list in another stands further in than any sign of the outer one. */
const INDENT = 4
/** What is in more lists than this is written as if it were in as many: indents grow with the square of their depth. */
const DEEPEST = 6

/** Blocks in which no item is deeper than one below the item before it: Markdown would read it as what a program says. */
function withoutGaps(blocks: readonly Block[]): Block[] {
  let [base, depth] = [0, -1]
  return blocks.map((block) => {
    if (block.type !== 'item') {
      depth = -1
      return block
    }
    if (depth < 0) base = block.depth
    base = Math.min(base, block.depth)
    depth = Math.min(block.depth - base, depth + 1)
    return { ...block, depth }
  })
}

/** @param marks who says a block, by its place, where others speak too. */
function bodyOf(found: readonly Block[], marks: ReadonlyMap<number, string>): string {
  const blocks = withoutGaps(found)
  return blocks
    .map((block, at) => {
      const before = blocks[at - 1]
      const gap = before === undefined ? '' : block.type === 'item' && before.type === 'item' ? '\n' : '\n\n'
      const isNew = block.type !== 'item' || before?.type !== 'item'
      const mark = marks.has(at) && isNew ? `<!-- speaker: ${marks.get(at)} -->\n` : ''
      if (block.type === 'heading') return `${gap}${'#'.repeat(block.depth)} ${block.text}`
      if (block.type === 'item')
        return `${gap}${mark}${' '.repeat(INDENT * Math.min(block.depth, DEEPEST))}${lineOf(block)}`
      return gap + mark + block.text
    })
    .join('')
}

function linksOf(links: readonly Link[], blocks: readonly Block[]) {
  const first = new Map([...links].reverse().map((link) => [link.text, link]))
  const kept = [...first.values()]
    .reverse()
    .filter(({ text }) => blocks.some((block) => block.type !== 'heading' && block.text.includes(text)))
    .filter(({ url }) => URL.canParse(url))
    .map(({ text, url }) => ({ text, url: withoutTracking(url) }))
  return kept.length > 0 ? { links: kept } : {}
}
