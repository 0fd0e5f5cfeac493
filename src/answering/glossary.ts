import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { sentenceWith, type Term } from '../corpus/terms.ts'
import { leansOnBefore } from '../dutch/leaning.ts'
import type { Range } from '../dutch/sentences.ts'

/** A term with the place where the texts explain it, spell it out, or else name it. */
export interface GlossaryEntry {
  readonly name: string
  readonly passage: Passage
  /** The sentence there that has its name, as a range of the passage's text, with the one before that it leans on. */
  readonly sentence: Range
  /** Whether it is explained or spelled out there. */
  readonly says: boolean
}

/** The terms that the documents of a corpus have, in the order of the list. */
export function glossaryOf(terms: readonly Term[], corpus: Corpus): GlossaryEntry[] {
  return terms.flatMap((term): GlossaryEntry[] => {
    const { name, explained, spelledOut, named } = term
    const says = [...explained, ...spelledOut]
    for (const id of [...says, ...named]) {
      const passage = corpus.passage(id)
      if (passage) return [{ name, passage, sentence: sentenceFor(term, passage), says: says.includes(id) }]
    }
    return []
  })
}

function sentenceFor(term: Term, passage: Passage): Range {
  const { text, sentences } = passage
  const [full] = term.also
  const spelled =
    full !== undefined && term.spelledOut.includes(passage.id) ? sentenceWith({ name: full, also: [] }, passage) : null
  const found = spelled ?? sentenceWith(term, passage) ?? sentences[0] ?? { start: 0, end: text.length }
  const before = sentences[sentences.indexOf(found) - 1]
  return before && leansOnBefore(text.slice(found.start, found.end)) ? { ...found, start: before.start } : found
}
