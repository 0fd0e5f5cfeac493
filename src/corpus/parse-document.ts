import { createHash } from 'node:crypto'
import type { Heading, Nodes, Paragraph, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import { z } from 'zod'
import { words } from '../dutch/fold.ts'
import { type Range, sentences } from '../dutch/sentences.ts'
import { indexOfControl } from './control-characters.ts'
import type { Passage, SourceDocument, Speaker } from './document.ts'
import { findInfidelity } from './fidelity.ts'
import { CorpusError, type Problem, refuse } from './problem.ts'
import { type LocatedYaml, readYaml } from './read-yaml.ts'

const date = z.iso.date('expected a date such as 2025-05-22, or null').nullable()
/** Is shown. */
const shown = z
  .string()
  .min(1)
  .refine((text) => indexOfControl(text) < 0, 'expected a text without control characters')
const frontMatterSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens'),
  title: shown,
  publisher: shown,
  abbreviation: shown,
  url: z.url('expected an address, or null').nullable(),
  published: date,
  publishedNote: shown.nullable(),
  retrieved: date,
  language: z.literal('nl'),
  permissionNote: shown,
  speakers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9-]+$/, 'expected letters, digits and hyphens'),
        name: shown,
        role: z.enum(['author', 'asks', 'answers']),
        aliases: z.array(z.string().min(1)).default([]),
        labels: z
          .array(
            z.strictObject({
              text: z.string().regex(/:$/, 'expected a label that ends in a colon'),
              topic: shown.optional(),
            }),
          )
          .default([]),
      }),
    )
    .min(1),
  links: z.array(z.strictObject({ text: shown, url: z.url() })).default([]),
  sourceSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected the sha256 of source.txt'),
  omissions: z
    .array(z.strictObject({ lines: z.tuple([z.int().min(1), z.int().min(1)]), reason: z.string().min(1) }))
    .default([]),
})
type FrontMatter = z.output<typeof frontMatterSchema>

const ID_LENGTH = 8
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** An id that changes exactly when the words or the document change; `twin` distinguishes equal passages of one document. */
function passageId(documentId: string, text: string, twin: number): string {
  const digest = createHash('sha256').update(`${documentId}\0${text}\0${twin}`).digest()
  return Array.from(digest.subarray(0, ID_LENGTH), (byte) => BASE32[byte % 32]).join('')
}

/**
 * Parses a document.md together with its source.txt.
 * @param markdown document.md: front matter and body.
 * @param source source.txt, as received.
 * @param file path of document.md, for messages.
 * @throws CorpusError when the front matter is wrong, a block can't be quoted, a speaker is unknown, or the body's letters and
 * digits differ from those of the source.
 */
export function parseDocument(markdown: string, source: string, file: string): SourceDocument {
  const tree = fromMarkdown(markdown, {
    extensions: [frontmatter(['yaml'])],
    mdastExtensions: [frontmatterFromMarkdown(['yaml'])],
  })
  const [head, ...blocks] = tree.children
  if (head?.type !== 'yaml') {
    refuse(file, 1, 'no front matter.', 'Begin with the attribution between two lines of "---".')
  }
  const control = indexOfControl(markdown)
  if (control >= 0) {
    const line = markdown.slice(0, control).split('\n').length
    refuse(file, line, 'a control character, which nobody would see.', 'Delete it: type the words around it anew.')
  }
  const front = readYaml(head.value, frontMatterSchema, file, 2)
  const {
    speakers: voices,
    links,
    sourceSha256: _checked,
    omissions: _declared,
    language: _dutch,
    ...attribution
  } = front.value
  const speakers = voices.map(({ id, name, role, aliases }): Speaker => ({ id, name, role, aliases }))
  const passages = readPassages(blocks, markdown, front.value, file)
  const problems = [
    ...checkSource(front, markdown.slice(rangeOf(head).end), source, file),
    ...links.flatMap((link, index): Problem[] =>
      passages.some(({ text }) => text.includes(link.text))
        ? []
        : [
            {
              file,
              line: front.lineOf(['links', index]),
              message: `no passage has the words "${link.text}" of this link.`,
              remedy: 'Copy the words from the text.',
            },
          ],
    ),
  ]
  if (problems.length > 0) throw new CorpusError(problems)
  return { ...attribution, speakers, links, text: markdown, passages }
}

function checkSource(front: LocatedYaml<FrontMatter>, body: string, source: string, file: string): Problem[] {
  const problems: Problem[] = []
  const sha256 = createHash('sha256').update(source).digest('hex')
  if (sha256 !== front.value.sourceSha256) {
    problems.push({
      file,
      line: front.lineOf(['sourceSha256']),
      message: `source.txt beside it has the sha256 ${sha256}.`,
      remedy: 'Restore source.txt as it was received, or, for a new text, write its sha256 here.',
    })
  }
  const infidelity = findInfidelity(body, source, front.value.omissions)
  if (infidelity) {
    problems.push({
      file,
      line: null,
      message: `differs from source.txt:${infidelity.line}, which reads "${infidelity.source}"; the body reads "${infidelity.body}".`,
      remedy: 'Restore the words of the source, or declare the lines left out under "omissions".',
    })
  }
  return problems
}

type Block = Paragraph | Heading

/** A block of text, with its place in the Markdown. */
interface ReadBlock extends Range {
  readonly type: Block['type']
  readonly depth: number
  /** Number of the list of which it is an item, or null. */
  readonly list: number | null
}

function rangeOf(node: Nodes): Range {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/** Headings, paragraphs and list items in reading order. */
function readBlocks(blocks: readonly RootContent[], markdown: string, file: string): ReadBlock[] {
  const result: ReadBlock[] = []
  let lists = 0
  const read = (node: RootContent, list: number | null): void => {
    if (node.type === 'heading' || node.type === 'paragraph') refuseMarkup(node, markdown, file)
    if (node.type === 'heading') result.push({ ...rangeOf(node), type: 'heading', depth: node.depth, list: null })
    else if (node.type === 'paragraph') result.push({ ...rangeOf(node), type: 'paragraph', depth: 0, list })
    else if (node.type === 'list') {
      const number = lists++
      for (const item of node.children) for (const child of item.children) read(child, number)
    } else {
      refuse(
        file,
        node.position?.start.line ?? null,
        `a ${node.type} can't be quoted ("${markdown.slice(rangeOf(node).start).slice(0, 40)}").`,
        'Use headings, paragraphs and lists only.',
      )
    }
  }
  for (const block of blocks) read(block, null)
  return result
}

/** Text is quoted exactly as written, so Markdown's own characters, such as "**", would be quoted too. */
function refuseMarkup(block: Block, markdown: string, file: string): void {
  const whole = markdown.slice(rangeOf(block).start, rangeOf(block).end)
  const [text, markup] = block.children
  const underlined = block.type === 'heading' && !whole.startsWith('#')
  const table = /^\s*\|/m.test(whole)
  if (text?.type === 'text' && !markup && !underlined && !table) {
    const { start, end } = rangeOf(text)
    if (markdown.slice(start, end) === text.value) return
  }
  refuse(
    file,
    block.position?.start.line ?? null,
    underlined
      ? `"${whole.slice(0, 40)}" becomes a heading because of the line under it.`
      : `"${whole.slice(0, 40)}" holds more than plain text (emphasis, a link, a table, an escaped sign, spaces before or after a line).`,
    underlined ? 'Write "## " before a heading, or an empty line after a paragraph.' : 'Write plain text.',
  )
}

function readPassages(blocks: readonly RootContent[], markdown: string, front: FrontMatter, file: string): Passage[] {
  const passages: Passage[] = []
  const twins = new Map<string, number>()
  const voiceOf = followVoices(markdown, front, file)
  let headings: { depth: number; title: string }[] = []
  let question: Passage | null = null
  let beforeList: Passage | null = null
  for (const block of readBlocks(blocks, markdown, file)) {
    if (block.type === 'heading') {
      const title = markdown.slice(block.start, block.end).replace(/^#+\s*/, '')
      headings = [...headings.filter(({ depth }) => depth < block.depth), { depth: block.depth, title }]
      beforeList = null
      continue
    }
    const { speaker, topic, start } = voiceOf(block)
    const text = markdown.slice(start, block.end)
    const twin = twins.get(text) ?? 0
    twins.set(text, twin + 1)
    const { id, name, role, aliases } = speaker
    const passage: Passage = {
      id: passageId(front.id, text, twin),
      documentId: front.id,
      position: passages.length,
      start,
      end: block.end,
      text,
      sentences: sentences(text),
      speaker: { id, name, role, aliases },
      section: [...headings.filter(({ depth }) => depth > 1).map(({ title }) => title), ...(topic ? [topic] : [])],
      answers: role === 'answers' ? (question?.id ?? null) : null,
      intro: block.list !== null && beforeList?.text.endsWith(':') ? beforeList.id : null,
    }
    if (role === 'asks') question = passage
    if (block.list === null) beforeList = passage
    passages.push(passage)
  }
  return passages
}

/** Who speaks in a block, about what, and where the words begin after the label. */
interface Voice {
  readonly speaker: Speaker
  readonly topic: string | null
  readonly start: number
}

/** Follows who speaks from block to block: a label changes it until the next one. */
function followVoices(markdown: string, { speakers }: FrontMatter, file: string): (block: Range) => Voice {
  const labels = speakers.flatMap((speaker) => speaker.labels.map((label) => ({ ...label, speaker })))
  const [onlySpeaker, ...others] = speakers
  let voice: Omit<Voice, 'start'> | null =
    onlySpeaker && others.length === 0 ? { speaker: onlySpeaker, topic: null } : null
  return ({ start, end }) => {
    const whole = markdown.slice(start, end)
    const label = labels.find(({ text }) => whole.startsWith(text))
    if (label) voice = { speaker: label.speaker, topic: label.topic ?? null }
    else if (labels.length > 0) refuseUnknownLabel(whole, speakers, file, lineAt(markdown, start))
    if (!voice) {
      refuse(
        file,
        lineAt(markdown, start),
        `no label says who speaks in "${whole.slice(0, 40)}".`,
        'Begin the paragraph with one of the labels under "speakers".',
      )
    }
    return { ...voice, start: label ? end - whole.slice(label.text.length).trimStart().length : start }
  }
}

/** Longest beginning of a paragraph that may be a label, in UTF-16 units. */
const MAX_LABEL = 60

/** A misspelt label would go unnoticed, and the previous speaker would get the words after it. */
function refuseUnknownLabel(paragraph: string, speakers: FrontMatter['speakers'], file: string, line: number): void {
  const colon = paragraph.indexOf(':')
  if (colon < 0 || colon > MAX_LABEL) return
  const beginning = words(paragraph.slice(0, colon)).join(' ')
  const named = speakers.find(({ id, name }) =>
    [id, name]
      .map((text) => words(text).join(' '))
      .some((text) => ` ${beginning}`.endsWith(` ${text}`) || `${beginning} `.startsWith(`${text} `)),
  )
  if (!named) return
  refuse(
    file,
    line,
    `"${paragraph.slice(0, colon + 1)}" looks like a label of ${named.id}, and is not one of those under "speakers".`,
    'Correct it, or add it to the labels there; words that are not a label belong in the paragraph before.',
  )
}

/** 1-based line of an offset. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
