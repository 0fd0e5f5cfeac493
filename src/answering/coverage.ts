import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Candidate } from '../retrieval/searcher.ts'
import type { Answer, Coverage } from './answer.ts'

/** Probabilities that some passage of a source answers: from the first it is said to speak, below the second to be silent. */
const SPEAKS_FROM = 0.9
const SILENT_BELOW = 0.01

const NO_COUNTERPARTS = { subjectsOf: () => [], passage: () => null }

/** What is known of the sources that are not shown: that none says anything, that one does, or neither. */
export type OtherSources = 'silent' | 'speak' | 'unknown'

/**
 * Which documents of a corpus speak to a question, by the candidates that were found for it.
 * @param quoted what is quoted for it: none of their documents is called silent, nor any that speaks on a subject of theirs.
 */
export function coverageOf(
  candidates: readonly Candidate[],
  corpus: Corpus,
  quoted: readonly { readonly passage: Passage }[] = [],
  { subjectsOf, passage: passageOf }: Pick<Counterparts, 'subjectsOf' | 'passage'> = NO_COUNTERPARTS,
): Coverage[] {
  const onSubjects = quoted.flatMap(({ passage }) => subjectsOf(passage.id)).flatMap(({ sides }) => [...sides.keys()])
  const speaking = new Set([
    ...quoted.map(({ passage }) => passage.documentId),
    ...onSubjects.map((id) => passageOf(id)?.documentId),
  ])
  const silence = new Map(corpus.documents.map(({ id }) => [id, 1]))
  for (const { passage, probability } of candidates) {
    const { documentId } = corpus.passages[passage]!
    silence.set(documentId, silence.get(documentId)! * (1 - probability))
  }
  return Array.from(silence, ([id, silent]) => {
    const speaks = 1 - silent
    const isSilent = speaks < SILENT_BELOW && !speaking.has(id)
    return { id, speaks: speaks >= SPEAKS_FROM ? true : isSilent ? false : null }
  })
}

/**
 * What may be said of the sources that aren't shown. Of a voice that was asked for, its silence has been told already.
 * @param shown ids of the documents that are quoted.
 */
export function otherSources(
  { sources, asked }: Pick<Answer, 'sources' | 'asked'>,
  shown: ReadonlySet<string>,
): OtherSources {
  const others = sources.filter(({ id }) => !shown.has(id))
  if (others.some(({ speaks }) => speaks)) return 'speak'
  const isTold = asked.some(({ voice, speaks }) => speaks === false && voice.kind !== 'unknown')
  return !isTold && others.length > 0 && others.every(({ speaks }) => speaks === false) ? 'silent' : 'unknown'
}

/** How many of the sources are shown, and what is known of the others; null where there is only one. */
export function coverageLine(shown: number, all: number, known: OtherSources, t: Translate): string | null {
  if (all < 2) return null
  const others = all - shown
  if (others <= 0) return t('coverage-all', { all })
  return [t('coverage', { shown, all }), ...(known === 'unknown' ? [] : [t(`coverage-${known}`, { others })])].join(' ')
}
