import type { Passage } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Quote } from './answer.ts'
import { type Attribution, attribute, sayer, sourceLine } from './attribution.ts'

/** Who said something, and where to read it. */
export interface ToldSource {
  /** "Wie dit zegt: NVK, in antwoord op NOS. Bron: … (datum onbekend)" */
  readonly line: string
  readonly attribution: Attribution
  /** The first passage of it. */
  readonly passage: Passage
}

/** The sources of quotes, in their order: once for all that the same speakers say in the same document. */
export function toldSources(quotes: readonly Quote[], t: Translate): ToldSource[] {
  const groups = new Map<string, Quote[]>()
  for (const quote of quotes) {
    const key = [quote.document.id, sayer(attribute(quote.passage, quote.document), t)].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), quote])
  }
  return Array.from(groups.values(), (group) => {
    const [{ passage, document }] = group as [Quote]
    const found = attribute(passage, document)
    // Several sections of one document are that document.
    const sections = new Set(group.map((one) => attribute(one.passage, document).section))
    const attribution = sections.size > 1 ? { ...found, section: null } : found
    const line = `${t('came-from', { sayer: sayer(attribution, t) })} ${sourceLine(attribution, t)}`
    return { line, attribution, passage }
  })
}
