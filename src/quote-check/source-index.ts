import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Range } from '../dutch/sentences.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { gapBetween, joinWords, readWords } from './read-words.ts'

/** A word of the sources, in reading order of each document. */
export interface SourceWord extends Range {
  /** Of its folded form: equal words have equal ids. */
  readonly id: number
  readonly key: string
  readonly document: SourceDocument
  /** The passage whose text the range is of; null for headings and speakers' labels, whose range is of the document's text. */
  readonly passage: Passage | null
  /** Its sentence: the first word of it, and the one after its last. Headings and labels are sentences of their own. */
  readonly sentenceStart: number
  readonly sentenceEnd: number
}

/** A title or heading. */
export interface SourceHeading extends Range {
  readonly document: SourceDocument
}

/** The words of a corpus, indexed to find quotes in them. Places are indices of `words`. */
export interface SourceIndex {
  readonly words: readonly SourceWord[]
  /** The id of a folded word, or undefined when no source has it. */
  id(key: string): number | undefined
  /** Where a word occurs. */
  places(id: number): readonly number[]
  /** Where two words occur one right after the other in one document. */
  pairPlaces(first: number, second: number): readonly number[]
  /** How well a folded word identifies a stretch of the source: 0 to 1. */
  weight(key: string): number
  /** Total weight of the words before each place; headings and labels weigh nothing. */
  readonly weightBefore: Float64Array
  /** How many words of passages precede each place. */
  readonly passageWordsBefore: Int32Array
  /** All words of passages, joined; a line end between documents. */
  readonly joined: string
  /** By character of `joined`: its word; -1 between documents. */
  readonly joinedWordAt: Int32Array
  /** Titles and headings by their joined words. */
  readonly headings: ReadonlyMap<string, SourceHeading>
  /** The joined words of each passage. */
  readonly wholePassages: ReadonlySet<string>
  /** Folded words that the sources capitalise inside a sentence: names. */
  readonly names: ReadonlySet<string>
}

/**
 * How well a word identifies a stretch of the source: 1 when it occurs once or never, a third when it occurs a hundred times
 * ("ME/CVS"), at most a half for a function word.
 */
function weigh(key: string, occurrences: number): number {
  return Math.min(isStopWord(key) ? 0.5 : 1, 1 / (1 + Math.log10(Math.max(1, occurrences))))
}

const indexes = new WeakMap<Corpus, SourceIndex>()

/** The index of a corpus, cached: a corpus never changes. */
export function sourceIndexOf(corpus: Corpus): SourceIndex {
  let index = indexes.get(corpus)
  if (!index) {
    index = createSourceIndex(corpus)
    indexes.set(corpus, index)
  }
  return index
}

function createSourceIndex(corpus: Corpus): SourceIndex {
  const ids = new Map<string, number>()
  const words: SourceWord[] = []
  const headings = new Map<string, SourceHeading>()
  const names = new Set<string>()
  const wholePassages = new Set<string>()

  const add = (text: string, range: Range, document: SourceDocument, passage: Passage | null) => {
    const found = readWords(text.slice(range.start, range.end))
    const sentenceStart = words.length
    for (const { start, end, key } of found) {
      let id = ids.get(key)
      if (id === undefined) {
        id = ids.size
        ids.set(key, id)
      }
      const inText = { start: range.start + start, end: range.start + end }
      if (passage && words.length > sentenceStart && /\p{Lu}/u.test(text.charAt(inText.start))) names.add(key)
      words.push({ ...inText, id, key, document, passage, sentenceStart, sentenceEnd: sentenceStart + found.length })
    }
    return found
  }

  for (const document of corpus.documents) {
    let end = frontMatterEnd(document.text)
    const addBetween = (start: number) => {
      for (const line of lines(document.text, end, start)) {
        // An editor's mark is no word of the source.
        if (document.text.slice(line.start, line.end).trimStart().startsWith('<!--')) continue
        const found = add(document.text, line, document, null)
        const hashes = /^#+\s*/.exec(document.text.slice(line.start, line.end))?.[0].length
        if (hashes === undefined) continue
        const key = joinWords(found.map(({ key }) => key))
        if (!headings.has(key)) headings.set(key, { document, start: line.start + hashes, end: line.end })
      }
    }
    for (const passage of document.passages) {
      addBetween(passage.start)
      const found = passage.sentences.flatMap((sentence) => add(passage.text, sentence, document, passage))
      wholePassages.add(joinWords(found.map(({ key }) => key)))
      end = passage.end
    }
    addBetween(document.text.length)
  }

  const places: number[][] = Array.from(ids, () => [])
  for (const [at, { id }] of words.entries()) places[id]?.push(at)
  const weight = (key: string) => weigh(key, places[ids.get(key) ?? -1]?.length ?? 0)
  const pairs = new Map<number, number[]>()
  const pairKey = (first: number, second: number) => first * ids.size + second
  const weightBefore = new Float64Array(words.length + 1)
  const passageWordsBefore = new Int32Array(words.length + 1)
  const joinedWordAt: number[] = []
  let joined = ''
  let before: SourceWord | null = null
  for (const [at, word] of words.entries()) {
    const { id, key, document, passage } = word
    const next = words[at + 1]
    if (next?.document === document) {
      const list = pairs.get(pairKey(id, next.id))
      if (list) list.push(at)
      else pairs.set(pairKey(id, next.id), [at])
    }
    weightBefore[at + 1] = weightBefore[at]! + (passage ? weight(key) : 0)
    passageWordsBefore[at + 1] = passageWordsBefore[at]! + (passage ? 1 : 0)
    if (!passage) continue
    const gap = before?.document === document ? gapBetween(before.key, key) : '\n'
    for (let character = 0; character < gap.length; character++) joinedWordAt.push(-1)
    for (let character = 0; character < key.length; character++) joinedWordAt.push(at)
    joined += gap + key
    before = word
  }

  const nowhere: readonly number[] = []
  return {
    words,
    id: (key) => ids.get(key),
    places: (id) => places[id] ?? nowhere,
    weight,
    pairPlaces: (first, second) => pairs.get(pairKey(first, second)) ?? nowhere,
    weightBefore,
    passageWordsBefore,
    joined,
    joinedWordAt: Int32Array.from(joinedWordAt),
    headings,
    wholePassages,
    names,
  }
}

function frontMatterEnd(text: string): number {
  const closing = text.indexOf('\n---', 3)
  return text.startsWith('---') && closing >= 0 ? closing + '\n---'.length : 0
}

function lines(text: string, start: number, end: number): Range[] {
  const result: Range[] = []
  for (let at = start; at < end; ) {
    const lineEnd = text.indexOf('\n', at)
    const stop = lineEnd < 0 || lineEnd > end ? end : lineEnd
    if (stop > at) result.push({ start: at, end: stop })
    at = stop + 1
  }
  return result
}
