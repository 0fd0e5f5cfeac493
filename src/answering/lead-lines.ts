import type { Translate } from '../i18n/translations.ts'
import type { Answer, AskedVoice, Quote } from './answer.ts'
import { clip } from './attribution.ts'
import { calledAs } from './voices.ts'

/** UTF-16 units of a name that nobody listed. */
const MAX_NAME = 40

/**
 * What there is to say before anything is quoted: a kind word, that a word is in no source, what there is to say of the voices that a
 * message asks for, and which side of a dispute was shown before.
 * @param quotes those that follow; default: those of the answer.
 * @returns null when there is nothing to say.
 */
export function leadLines(
  answer: Answer,
  t: Translate,
  quotes = answer.outcome === 'no_answer' ? [] : answer.quotes,
): string | null {
  const sources = [...new Set(answer.seen.map(nameOf))]
  const lines = [
    answer.comforts ? t('not-believed') : null,
    answer.absent === null ? null : t('term-absent', { term: clip(answer.absent, MAX_NAME) }),
    voiceLines(answer, t, quotes),
    sources.length > 0 ? t(answer.asksOther ? 'one-side-seen' : 'side-seen', { sources: sources.join(', ') }) : null,
  ].filter((line) => line !== null)
  return lines.length === 0 ? null : lines.join(' ')
}

/** The key of what stands above quotes that only come close. */
export function relatedHeading({ comforts, term, asksMore }: Pick<Answer, 'comforts' | 'term' | 'asksMore'>) {
  return comforts ? 'nearest' : term ? 'not-explained' : asksMore ? 'further' : 'related'
}

/**
 * Who is only reported, silent on this or in no source, and whose words follow. A voice that speaks itself needs no words: its quotes
 * come first, under its name.
 */
function voiceLines(answer: Answer, t: Translate, quotes: readonly Quote[]): string | null {
  const lines = answer.asked.flatMap((one) => lineOf(one, t) ?? [])
  const [first] = quotes
  if (lines.length === 0 || !first) return lines.length === 0 ? null : lines.join(' ')
  const speaking = answer.asked.filter(({ speaks }) => speaks)
  const reports = ({ passage: { id } }: Quote) =>
    speaking.every(({ voice }) => voice.kind === 'reported' && voice.passages?.has(id))
  // The words of an asker, and what only comes close, are introduced as such.
  if (answer.outcome !== 'answered' || !reports(first) || first.passage.speaker.role === 'asks') return lines.join(' ')
  // One name stands above its own words only, and all of them say what the voice says.
  const isOne = quotes.every((quote) => reports(quote) && quote.passage.speaker.id === first.passage.speaker.id)
  const { name, article } = calledAs(first.passage.speaker, first.document)
  const speaker = { speaker: clip(name), article: article || 'none' }
  lines.push(speaking.length > 0 && isOne ? t('voice-reported-by', speaker) : t('voice-others'))
  return lines.join(' ')
}

function lineOf({ voice: { name, article, kind, oneOf }, speaks, onlyAsks }: AskedVoice, t: Translate): string | null {
  const called = { voice: clip(name, MAX_NAME), article: article || 'none' }
  const state = kind === 'unknown' ? 'unknown' : speaks === false ? 'silent' : onlyAsks ? 'only-asks' : 'reported'
  const lines = [
    oneOf === undefined
      ? null
      : t(kind === 'speaker' ? 'voice-one-of' : 'voice-one-of-reported', { ...called, kind: oneOf }),
    state === 'reported' && kind === 'speaker' ? null : t(`voice-${state}`, called),
  ].filter((line) => line !== null)
  return lines.length === 0 ? null : lines.join(' ')
}

/** Of an asker its own name, of others that of the source. */
function nameOf({ passage: { speaker }, document }: Quote): string {
  return clip(speaker.role === 'asks' ? speaker.name : document.abbreviation)
}
