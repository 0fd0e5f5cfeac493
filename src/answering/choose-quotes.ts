import type { Counterparts, Subject } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import { fold } from '../dutch/fold.ts'
import type { Searcher } from '../retrieval/searcher.ts'
import { isQuestion, type Ranked } from './arrange.ts'

/** Most passages quoted at once, except for two bound pairs, which make four: reading takes effort. */
const MAX_QUOTES = 3
/** A question is in dispute when another side of it answers with at least this probability, by all its passages together. */
const IN_DISPUTE = 0.08

/** Least probabilities of answering. */
type Thresholds = Searcher['thresholds']

/** A passage to quote, and whose view it is. */
export interface Chosen extends Pick<Ranked, 'passage' | 'score'> {
  readonly side: string
  /** Whether it is quoted only because an editor binds it to the one before. */
  readonly isBound?: boolean
}

/** What a question follows on. */
export interface Followed {
  /** What was shown before: another side of a dispute that was is rather repeated than left out. */
  readonly shown?: readonly Ranked[]
  /** Whether what fits best in the first passage is in no dispute. */
  readonly isUndisputed?: boolean
  /** Whether a dispute on which the first passage speaks is in question, whatever else answers. */
  readonly isDisputed?: boolean
  /** Whether it has no subject of its own ("hoezo?"): then a dispute that was shown is in question still. */
  readonly isSame?: boolean
  /** Whether it asks for the rest ("nog meer"): then nothing that was shown is repeated; which side it is of can be told. */
  readonly isMore?: boolean
  /** Ids of the passages that report what somebody says who is asked for: of another side, these come first. */
  readonly reported?: ReadonlySet<string>
}

/**
 * Chooses what to quote: the first passage, the best of each other side that speaks to the question too, and a second passage that
 * answers it by itself. A claim of an asker comes with the reply to it, and its question is never quoted beside an answer; no sentence
 * comes twice. What an editor binds to a passage is quoted with it; where there is no room for both, neither is quoted.
 * @param arranged not empty.
 * @param also the passages for a second question of the same message; empty when there is none.
 */
export function chooseQuotes(
  arranged: readonly Ranked[],
  thresholds: Thresholds,
  counterparts: Counterparts,
  also: readonly Ranked[] = [],
  {
    shown = [],
    isUndisputed = false,
    isDisputed = false,
    isSame = false,
    isMore = false,
    reported = new Set(),
  }: Followed = {},
): Chosen[] {
  const isRead = ({ passage }: Chosen) => isMore && shown.some((one) => one.passage === passage)
  const chosen: Chosen[] = []
  const isNew = (passage: Passage) =>
    passage.speaker.role !== 'asks' &&
    chosen.every((one) => one.passage.id !== passage.id && !shareSentence(one.passage, passage))
  const add = (one: Chosen, most = MAX_QUOTES): boolean => {
    const bound = shown.some(({ passage }) => passage === one.passage) ? null : counterparts.boundTo(one.passage)
    const together = bound && isNew(bound) ? [one, { ...one, passage: bound, isBound: true }] : [one]
    const isFit = chosen.length === 0 || (chosen.length + together.length <= most && isNew(one.passage))
    if (isFit) chosen.push(...together)
    return isFit
  }
  const questions = [arranged, also].filter((list) => list.length > 0)
  for (const [first] of questions) add(onOwnSide(first!, counterparts))
  const reply = replyTo(chosen[0]!.passage, arranged, counterparts)
  if (reply && !isRead(reply)) add(reply)
  for (const list of questions) {
    const isAside = list === arranged && isUndisputed
    const inQuestion = list === arranged && isDisputed
    const others = otherSides(list[0]!.passage, list, thresholds, counterparts, {
      shown,
      isUndisputed: isAside,
      isDisputed: inQuestion,
      isSame,
      reported,
    })
    const isReport = ({ passage }: Chosen) => reported.has(passage.id)
    const wanted = [...others.filter(isReport), ...others.filter((one) => !isReport(one))].filter((one) => !isRead(one))
    const isOther = ({ side }: Chosen) => chosen.every((one) => one.side !== side)
    for (const other of wanted) if (isOther(other)) add(other)
    // Two pairs make four quotes, but only where no single passage speaks for the other side: no side may stand alone.
    const { side } = chosen[0]!
    if (chosen.every((one) => one.side === side)) wanted.some((other) => isOther(other) && add(other, MAX_QUOTES + 1))
  }
  if (also.length === 0) {
    const answers = arranged.filter(({ candidate }) => candidate.probability >= thresholds.answered)
    answers.some((one) => add(onOwnSide(one, counterparts)))
  }
  return chosen
}

/**
 * What is replied to a claim of an asker: on a dispute with it if there is such a reply, and the best of those that were found. Null for
 * a mere question, and for anything but the words of an asker.
 */
function replyTo(claim: Passage, arranged: readonly Ranked[], counterparts: Counterparts): Chosen | null {
  const claims = claim.sentences.some(({ start, end }) => !claim.text.slice(start, end).includes('?'))
  if (claim.speaker.role !== 'asks' || (isQuestion(claim) && !claims)) return null
  const replies = arranged.filter(({ passage }) => passage.answers === claim.id)
  const disputes = counterparts.subjectsOf(claim.id).filter(({ inDispute }) => inDispute)
  const isOnIt = ({ passage }: Ranked) => disputes.some(({ sides }) => sides.has(passage.id))
  const found = replies.find(isOnIt) ?? replies[0]
  if (found) return onOwnSide(found, counterparts)
  // Where none was found, what an editor names first.
  const named = disputes
    .flatMap(({ sides }) => [...sides.keys()])
    .flatMap((id) => counterparts.passage(id) ?? [])
    .find(({ answers }) => answers === claim.id)
  const score = arranged.at(-1)?.score ?? 0
  return named ? { passage: named, score, side: counterparts.sideOf(named) } : null
}

/**
 * The passages of other sides that speak to the question that a passage answers: those that would be related by themselves and are
 * good enough to stand beside an answer; on a subject that an editor names, one of the two is enough; and on a subject in dispute,
 * all of a side that answers at all, or of every side where the passage is about nothing else. Sides of a subject come first, and of
 * a side what fits best.
 * @param followed what the question follows on: a side of a dispute that was shown is in the question still, and what was of it comes
 * last; what nobody disputes in the first passage is in dispute no more; and a dispute on nothing but what reports somebody who is
 * asked for is in question.
 */
export function otherSides(
  first: Passage,
  arranged: readonly Ranked[],
  { beside, related }: Thresholds,
  counterparts: Counterparts,
  { shown = [], isUndisputed = false, isDisputed = false, isSame = false, reported = new Set() }: Followed = {},
): Chosen[] {
  const own = counterparts.sideOf(first)
  const seen = new Set(shown.map(({ passage }) => passage.id))
  const pool = [...arranged.filter(({ passage }) => !seen.has(passage.id)), ...shown]
  const place = new Map(pool.map(({ passage }, at) => [passage.id, at]))
  const ofPublishers = arranged.flatMap((one): Chosen[] => {
    const side = counterparts.sideOf(one.passage)
    return side !== own && one.candidate.probability >= Math.max(beside, related) ? [{ ...one, side }] : []
  })
  const found = [
    ...counterparts.subjectsOf(first.id).flatMap(ofSubject),
    ...(isSame ? inQuestion() : []),
    ...ofPublishers,
  ]
  const order = [...new Set(found.map(({ side }) => side))]
  const placeOf = ({ passage }: Chosen) => place.get(passage.id) ?? place.size
  return found.sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side) || placeOf(a) - placeOf(b))

  /** What stood on other sides of a dispute that was shown, where a passage of one of its sides comes now. */
  function inQuestion(): Chosen[] {
    const [before] = shown
    const disputes = before ? counterparts.subjectsOf(before.passage.id).filter(({ inDispute }) => inDispute) : []
    return disputes.flatMap(({ sides }) => {
      const stood = shown.flatMap((one): Chosen[] => {
        const side = sides.get(one.passage.id)
        return side === undefined ? [] : [{ ...one, side }]
      })
      return stood.some(({ side }) => side === own) ? stood.filter(({ side }) => side !== own) : []
    })
  }

  function ofSubject({ sides, inDispute, core }: Subject): Chosen[] {
    return [...new Set(sides.values())].flatMap((side): Chosen[] => {
      if (side === sides.get(first.id)) return []
      const isOn = ({ passage }: Ranked) => sides.get(passage.id) === side
      if (!inDispute || (isUndisputed && !shown.some(isOn))) {
        const fit = arranged.filter(isOn).filter(({ candidate }) => candidate.probability >= Math.min(beside, related))
        return fit.map((one) => ({ ...one, side }))
      }
      const all = pool.filter(isOn)
      const together = all.reduce((sum, { candidate }) => sum + candidate.probability, 0)
      const isAsked = isDisputed || [...sides.keys()].every((id) => reported.has(id))
      if (together < IN_DISPUTE && !core.has(first.id) && !shown.some(isOn) && !isAsked) return []
      if (all.length > 0) return all.map((one) => ({ ...one, side }))
      // What an editor names first, where nothing of a side was found.
      const named = [...sides].find(([, other]) => other === side)
      const passage = named && counterparts.passage(named[0])
      return passage ? [{ passage, side, score: arranged.at(-1)?.score ?? 0 }] : []
    })
  }
}

/**
 * What was shown before on the disputes that are quoted now, of sides that are not. A reply shows the words to which it replies.
 * @param before what was shown on the same subject.
 */
export function sidesLeftOut(
  quoted: readonly Pick<Chosen, 'passage' | 'side'>[],
  before: readonly Passage[],
  counterparts: Counterparts,
): Passage[] {
  const now = quoted.flatMap(({ passage }) => [passage.id, ...(passage.answers === null ? [] : [passage.answers])])
  const disputes = quoted
    .flatMap(({ passage }) => counterparts.subjectsOf(passage.id))
    .filter(({ inDispute }) => inDispute)
  const sidesIn = ({ sides }: Subject) => new Set(now.flatMap((id) => sides.get(id) ?? []))
  const present = new Set([...quoted.map(({ side }) => side), ...disputes.flatMap((dispute) => [...sidesIn(dispute)])])
  const oneSided = disputes.filter((dispute) => sidesIn(dispute).size < 2)
  return before.filter(({ id }) =>
    oneSided.some(({ sides }) => {
      const side = sides.get(id)
      return side !== undefined && !present.has(side)
    }),
  )
}

/** A passage on the side of its publisher or, where an editor names positions on its subject, of its position. */
export function onOwnSide(one: Ranked, counterparts: Counterparts): Chosen {
  const [subject] = counterparts.subjectsOf(one.passage.id)
  return { ...one, side: subject?.sides.get(one.passage.id) ?? counterparts.sideOf(one.passage) }
}

/** Whether passages say nothing that wasn't shown before: each was, or has a sentence that was. */
export function areKnown(quoted: readonly Pick<Chosen, 'passage'>[], before: readonly Passage[]): boolean {
  return quoted.every(({ passage }) => before.some((one) => one === passage || shareSentence(one, passage)))
}

/** Whether two passages have a sentence in common. */
export function shareSentence(one: Passage, other: Passage): boolean {
  const known = sentencesOf(one)
  for (const sentence of sentencesOf(other)) if (known.has(sentence)) return true
  return false
}

const folded = new WeakMap<Passage, ReadonlySet<string>>()

/** The sentences of a passage, folded, without their final punctuation. */
function sentencesOf(passage: Passage): ReadonlySet<string> {
  const known = folded.get(passage)
  if (known) return known
  const { text, sentences } = passage
  const made = new Set(sentences.map(({ start, end }) => fold(text.slice(start, end)).replace(/[.!?;:]+$/, '')))
  folded.set(passage, made)
  return made
}
