import type { Range } from '../dutch/sentences.ts'
import { withoutMarks } from './blocks.ts'

/** The first place where a body and its source differ. Each side is its letters and digits from there on. */
export interface Infidelity {
  /** 1-based line of the source. */
  readonly line: number
  readonly source: string
  readonly body: string
}

type Omissions = readonly { readonly lines: readonly [number, number] }[]

/** Letters and digits shown of each side. */
const SHOWN = 30

/**
 * Compares the letters and digits of a document's body with those of its source, in order. White space and punctuation may
 * differ, so that line ends, page breaks and bullets can be repaired; words may not. A letter with its mark is the same as one sign or as two.
 * @param omissions ranges of source lines (1-based, inclusive) that the body leaves out.
 * @returns null when they are the same.
 */
export function findInfidelity(body: string, source: string, omissions: Omissions): Infidelity | null {
  const kept = keptCharacters(source, omissions)
  const written = body.normalize('NFC').match(/[\p{L}\p{N}]/gu) ?? []
  const length = Math.max(kept.length, written.length)
  for (let at = 0; at < length; at++) {
    if (kept[at]?.character === written[at]) continue
    return {
      line: kept[at]?.line ?? source.split('\n').length,
      source: kept
        .slice(at, at + SHOWN)
        .map(({ character }) => character)
        .join(''),
      body: written.slice(at, at + SHOWN).join(''),
    }
  }
  return null
}

/** The letters and digits of a source that aren't omitted, each with its line. */
function keptCharacters(source: string, omissions: Omissions) {
  return source
    .normalize('NFC')
    .split('\n')
    .flatMap((text, index) => {
      const line = index + 1
      const omitted = omissions.some(({ lines: [first, last] }) => line >= first && line <= last)
      return omitted ? [] : Array.from(text.match(/[\p{L}\p{N}]/gu) ?? [], (character) => ({ character, line }))
    })
}

/**
 * Tells on which lines of the source a range of document.md is.
 * @param markdown document.md, whose letters and digits below the front matter are those of the source.
 * @returns the first and the last line, 1-based; the same line twice for a range without letters and digits.
 */
export function sourceLines(
  markdown: string,
  source: string,
  omissions: Omissions,
): (range: Range) => readonly [number, number] {
  const kept = keptCharacters(source, omissions)
  const body = markdown.indexOf('\n---', 3)
  const places = [...withoutMarks(markdown).matchAll(/[\p{L}\p{N}]/gu)].flatMap(({ index }) =>
    index > body ? [index] : [],
  )
  return ({ start, end }) => {
    const first = firstFrom(places, start)
    const last = firstFrom(places, end) - 1
    const line = (at: number) => kept[at]?.line ?? 1
    return [line(first), line(Math.max(first, last))]
  }
}

/** Index of the first of rising numbers that is no smaller than `least`; their count where none is. */
function firstFrom(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}
