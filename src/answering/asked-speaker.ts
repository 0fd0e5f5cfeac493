import type { Corpus } from '../corpus/load-corpus.ts'
import { words } from '../dutch/fold.ts'

/** Finds out whose words somebody asks for: "wat zegt de NVK over…", "volgens de patiëntenorganisatie". */
export type AskedSpeakers = (question: string) => ReadonlySet<string>

/** @returns a function from a question to the ids of the speakers that it names, by the aliases in the documents. */
export function createAskedSpeakers(corpus: Corpus): AskedSpeakers {
  const names = corpus.documents
    .flatMap(({ speakers }) => speakers)
    .flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, key: ` ${words(alias).join(' ')} ` })))
  return (question) => {
    const text = ` ${words(question).join(' ')} `
    return new Set(names.filter(({ key }) => text.includes(key)).map(({ id }) => id))
  }
}
