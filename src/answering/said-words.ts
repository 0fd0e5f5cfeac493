import type { Corpus } from '../corpus/load-corpus.ts'
import { words } from '../dutch/fold.ts'
import { stem } from '../dutch/stem.ts'

/** Which passages say words, whatever their endings. Worked out once: it takes as long as the corpus is long. */
export interface SaidWords {
  /** Indices in `corpus.passages`, in order, of those that say a word, or several words after each other. */
  saying(phrase: string): readonly number[]
  /** Index in `corpus.passages`. */
  placeOf(id: string): number
}

export function createSaidWords({ passages }: Corpus): SaidWords {
  const places = new Map(passages.map(({ id }, place) => [id, place]))
  const byStem = new Map<string, number[]>()
  for (const [place, { text }] of passages.entries()) {
    for (const said of new Set(words(text).map(stem))) {
      const own = byStem.get(said)
      if (own) own.push(place)
      else byStem.set(said, [place])
    }
  }
  return {
    saying(phrase) {
      const stems = words(phrase).map(stem)
      const [rarest = [], ...others] = stems.map((one) => byStem.get(one) ?? []).sort((a, b) => a.length - b.length)
      if (others.length === 0) return rarest
      const wanted = ` ${stems.join(' ')} `
      return rarest.filter((place) => ` ${words(passages[place]!.text).map(stem).join(' ')} `.includes(wanted))
    },
    placeOf: (id) => places.get(id)!,
  }
}
