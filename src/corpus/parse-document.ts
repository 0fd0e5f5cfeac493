import { createHash } from 'node:crypto'
import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import { type Range, sentences } from '../dutch/sentences.ts'
import { type Block, rangeOf, readBlocks, withoutMarks } from './blocks.ts'
import { indexOfControl } from './control-characters.ts'
import { decode, type Encoding, encodingOf } from './decode-text.ts'
import type { Passage, SourceDocument, Speaker } from './document.ts'
import { findInfidelity } from './fidelity.ts'
import { type FrontMatter, frontMatterSchema } from './front-matter.ts'
import { CorpusError, type Problem, refuse } from './problem.ts'
import { type LocatedYaml, readYaml } from './read-yaml.ts'
import { followVoices } from './who-speaks.ts'

const ID_LENGTH = 8
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** An id that changes exactly when the words or the document change; `twin` distinguishes equal passages of one document. */
export function passageId(documentId: string, text: string, twin: number): string {
  const digest = createHash('sha256').update(`${documentId}\0${text}\0${twin}`).digest()
  return Array.from(digest.subarray(0, ID_LENGTH), (byte) => BASE32[byte % 32]).join('')
}

/** A document with what an editor may have to look at. */
export interface ReadDocument {
  readonly document: SourceDocument
  readonly front: LocatedYaml<FrontMatter>
  /** Headings and paragraphs in order. */
  readonly parts: readonly Part[]
  /** source.txt, decoded. */
  readonly source: string
}

/** A block, and the passage that it is; a heading is none. */
export interface Part {
  readonly block: Block
  readonly passage: Passage | null
  /** Whether nothing says who speaks but that it is whoever spoke before. */
  readonly isCarriedOver: boolean
}

/**
 * Parses a document.md together with its source.txt.
 * @param markdown document.md: front matter and body.
 * @param source source.txt, as received.
 * @param file path of document.md, for messages.
 * @throws CorpusError when the front matter is wrong, a block can't be quoted, a speaker is unknown, or the body's letters and
 * digits differ from those of the source.
 */
export function parseDocument(markdown: string, source: string | Uint8Array, file: string): SourceDocument {
  return readDocument(markdown, source, file).document
}

/** The same, with what its blocks are. */
export function readDocument(markdown: string, source: string | Uint8Array, file: string): ReadDocument {
  const [head, ...blocks] = nodesOf(markdown)
  if (head?.type !== 'yaml') {
    refuse(file, 1, 'no front matter.', 'Begin with the attribution between two lines of "---".')
  }
  const control = indexOfControl(markdown)
  if (control >= 0) {
    const line = markdown.slice(0, control).split('\n').length
    refuse(
      file,
      line,
      'a control character, which nobody would see.',
      'Delete it: type the words around it anew.',
      'control',
    )
  }
  const front = readYaml(head.value, frontMatterSchema, file, 2)
  const {
    speakers: voices,
    links,
    sourceSha256: _checked,
    sourceEncoding: _decoded,
    omissions: _declared,
    language: _dutch,
    unlabelled: _followed,
    ...attribution
  } = front.value
  const speakers = voices.map(({ labels: _labels, ...speaker }): Speaker => speaker)
  const parts = readParts(blocks, markdown, front.value, file)
  const passages = parts.flatMap(({ passage }) => passage ?? [])
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  const encoding = front.value.sourceEncoding ?? encodingOf(bytes)
  const received: Received = { bytes, encoding, text: decode(bytes, encoding) }
  const problems = [
    ...(passages.length === 0 ? [emptyDocument(front, file)] : []),
    ...checkSource(front, withoutMarks(markdown.slice(rangeOf(head).end)), received, file),
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
  const document = { ...attribution, speakers, links, text: markdown, passages }
  return { document, front, parts, source: received.text }
}

/**
 * Headings and paragraphs of a document.md, whatever else may be wrong with it.
 * @throws CorpusError for what can't be quoted, by line.
 */
export function blocksOf(markdown: string, file: string): Block[] {
  return readBlocks(
    nodesOf(markdown).filter(({ type }) => type !== 'yaml'),
    markdown,
    file,
  )
}

function nodesOf(markdown: string): RootContent[] {
  return fromMarkdown(markdown, {
    extensions: [frontmatter(['yaml'])],
    mdastExtensions: [frontmatterFromMarkdown(['yaml'])],
  }).children
}

/** source.txt. */
interface Received {
  readonly bytes: Uint8Array
  readonly encoding: Encoding
  readonly text: string
}

function emptyDocument(front: LocatedYaml<FrontMatter>, file: string): Problem {
  return {
    file,
    line: front.lineOf(['title']),
    kind: 'empty',
    message: `"${front.value.title}" has no paragraph below its front matter.`,
    remedy: 'Write the text of the source below the second line of "---", or remove the folder.',
  }
}

function checkSource(front: LocatedYaml<FrontMatter>, body: string, source: Received, file: string): Problem[] {
  const problems: Problem[] = []
  const sha256 = createHash('sha256').update(source.bytes).digest('hex')
  if (sha256 !== front.value.sourceSha256) {
    problems.push({
      file,
      line: front.lineOf(['sourceSha256']),
      message: `source.txt beside it has the sha256 ${sha256}.`,
      remedy: 'Restore source.txt as it was received; for a new text, "bronwijzer check --fix" writes its sha256 here.',
    })
  }
  const infidelity = findInfidelity(body, source.text, front.value.omissions)
  if (infidelity) {
    const isUtf8 = source.encoding === 'utf-8'
    const as = isUtf8 ? '' : ` read as ${source.encoding},`
    const isHtml = /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(source.text)
    problems.push({
      file,
      line: null,
      kind: 'unfaithful',
      message: `differs from source.txt:${infidelity.line},${as} which reads "${infidelity.source}"; the body reads "${infidelity.body}".`,
      remedy: isHtml
        ? 'source.txt is a page with its HTML: save there the text that a browser shows.'
        : `Restore the words of the source, or declare the lines left out under "omissions"${isUtf8 ? '' : '; "sourceEncoding" tells another encoding'}.`,
    })
  }
  return problems
}

function readParts(blocks: readonly RootContent[], markdown: string, front: FrontMatter, file: string): Part[] {
  const parts: Part[] = []
  const twins = new Map<string, number>()
  const voices = followVoices(markdown, front, file)
  let headings: { depth: number; title: string }[] = []
  let question: Passage | null = null
  let beforeList: Passage | null = null
  let last: Passage | null = null
  let position = 0
  /** Of each list, the passage that introduces it. */
  const intros = new Map<number, Passage | null>()
  for (const block of readBlocks(blocks, markdown, file)) {
    if (block.type === 'heading') {
      const title = markdown.slice(block.start, block.end).replace(/^#+\s*/, '')
      headings = [...headings.filter(({ depth }) => depth < block.depth), { depth: block.depth, title }]
      beforeList = null
      voices.heading(block)
      parts.push({ block, passage: null, isCarriedOver: false })
      continue
    }
    const { speaker, topic, start, isCarriedOver } = voices.paragraph(block)
    const text = markdown.slice(start, block.end)
    const twin = twins.get(text) ?? 0
    twins.set(text, twin + 1)
    if (block.list !== null && !intros.has(block.list)) {
      const before = block.outerList === null ? beforeList : (announcing(last) ?? intros.get(block.outerList) ?? null)
      intros.set(block.list, announcing(before))
    }
    const intro = block.list === null ? null : (intros.get(block.list) ?? null)
    const { labels: _labels, ...who } = speaker
    const answers = who.role === 'answers' ? (question?.id ?? null) : null
    // A footnote is about the sentence that refers to it, not about the heading above.
    const above = FOOTNOTE.test(text) ? [] : headings.filter(({ depth }) => depth > 1).map(({ title }) => title)
    const passage: Passage = {
      id: passageId(front.id, text, twin),
      documentId: front.id,
      position: position++,
      start,
      end: block.end,
      text,
      sentences: sentencesOf(text, start === block.start ? 0 : Math.max(0, block.start - start)),
      speaker: who,
      section: [...above, ...(topic ? [topic] : [])],
      answers,
      intro: intro?.id ?? null,
      heading: answers === null && intro === null && who.role !== 'asks' ? introducing(above.at(-1), block) : null,
    }
    if (who.role === 'asks') question = passage
    if (block.list === null) beforeList = passage
    last = passage
    parts.push({ block, passage, isCarriedOver })
  }
  return parts
}

const FOOTNOTE = /^\[\d{1,3}\]\s/

/** A passage, if it ends as what introduces a list does: with a colon, or "Wij vragen u het volgende." */
function announcing(passage: Passage | null): Passage | null {
  return passage && /:$|(?<!\p{L})(?:het volgende|als volgt)\.$/iu.test(passage.text) ? passage : null
}

/** A heading without which what is below it says something else, or nothing: that of a list, a question, or what goes on below it. */
function introducing(heading: string | undefined, { list }: Block): string | null {
  return heading !== undefined && (list !== null || /(?:[?:…]|\.{3})["'’”»)]*$/.test(heading)) ? heading : null
}

/** The sentences of a text; the number of a list item, which ends where `begin` is, belongs to the first. */
function sentencesOf(text: string, begin: number): Range[] {
  return sentences(text.slice(begin)).map(({ start, end }, at) => ({
    start: at === 0 ? 0 : start + begin,
    end: end + begin,
  }))
}
