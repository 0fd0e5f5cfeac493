import type { Corpus } from '../corpus/load-corpus.ts'
import { words } from '../dutch/fold.ts'

/** Finds the names of a corpus's speakers in questions. */
export interface SpeakerNames {
  /** Ids of the speakers that a question names: "wat zegt de NVK over…", "volgens de patiëntenorganisatie". */
  named(question: string): ReadonlySet<string>
  /** The question without the names of other speakers, so that it can be put to these. */
  without(question: string, kept: ReadonlySet<string>): string
}

/** Matches the `aliases` in the documents' front matter as whole words, whatever their case and accents. */
export function speakerNames(corpus: Corpus): SpeakerNames {
  const names = corpus.documents
    .flatMap(({ speakers }) => speakers)
    .flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, key: ` ${words(alias).join(' ')} ` })))
    // The longest name first: "ME/CVS Stichting" before "de stichting".
    .sort((a, b) => b.key.length - a.key.length)
  const padded = (question: string) => ` ${words(question).join(' ')} `
  return {
    named(question) {
      const text = padded(question)
      return new Set(names.filter(({ key }) => text.includes(key)).map(({ id }) => id))
    },
    without(question, kept) {
      const whole = padded(question)
      const others = names.filter(({ id, key }) => !kept.has(id) && whole.includes(key))
      return others.length === 0 ? question : others.reduce((text, { key }) => text.replaceAll(key, ' '), whole).trim()
    },
  }
}
