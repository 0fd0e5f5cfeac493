import { ParseDutch } from 'parse-dutch'

/** A half-open range of UTF-16 units in a text. */
export interface Range {
  readonly start: number
  readonly end: number
}

const parser = new ParseDutch()

/** Abbreviations that the parser doesn't know: their full stop doesn't end a sentence. */
const ABBREVIATION_END = /(?:^|[\s(])(?:et al|bijv|bv|m\.b\.t|o\.a|m\.n|i\.v\.m|e\.d|resp|dhr|mw|mevr)\.$/i

/**
 * The sentences of a text as ranges in it, in order, without surrounding white space. Every character that is not white
 * space belongs to exactly one sentence. Abbreviations such as "bijv." and "et al." don't end one.
 */
export function sentences(text: string): Range[] {
  const ranges: { start: number; end: number }[] = []
  for (const paragraph of parser.parse(text).children) {
    if (paragraph.type !== 'ParagraphNode') continue
    for (const sentence of paragraph.children) {
      const start = sentence.position?.start.offset
      const end = sentence.position?.end.offset
      if (sentence.type !== 'SentenceNode' || start === undefined || end === undefined) continue
      const previous = ranges.at(-1)
      const goesOn = previous && ABBREVIATION_END.test(text.slice(previous.start, previous.end))
      if (goesOn) previous.end = end
      else ranges.push({ start, end })
    }
  }
  return ranges
}
