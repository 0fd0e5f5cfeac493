import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Searcher } from '../retrieval/searcher.ts'
import type { Turn } from './answer.ts'
import { isQuestion, type Ranked, rankedOf } from './arrange.ts'
import { otherSides, shareSentence } from './choose-quotes.ts'
import type { Understood } from './understand.ts'

/** Probability below which a passage is about something else altogether. */
export const NEAR = 0.05

/** Of the probability of what fits best, the part that is enough for the next item of a list. */
const GOES_ON = 0.1

/** Score bonus of what stands together with what was shown, for who asks for more: they read on. About three times as likely. */
const READS_ON = 0.5

/** Score that a passage which says little loses, for who asks for more. */
const SAYS_LITTLE = 1
/** UTF-16 units of an item that says little without the rest of its list. */
const SHORT = 60

/** UTF-16 units of a passage that says more than one thing. */
const LONG = 200

/** What is left to show, best first, with the confidence in the first. */
export interface Left {
  readonly arranged: readonly Ranked[]
  readonly confidence: number
}

/**
 * What a follow-up such as "nog meer" or "bron?" wants of what its subject finds. What was shown before is at least
 * related; so is what comes next for "nog meer", and for "waarom?" what stands beside it. Another side of it, or a reply to it, is as sure as it was itself.
 * @param arranged all that its subject finds, best first, with the confidence in it.
 * @param asked ids of the speakers whose words are asked for.
 */
export function stillWanted(
  { arranged, confidence }: Left,
  wanted: Exclude<Understood['wanted'], 'all'>,
  turn: Turn,
  asked: ReadonlySet<string>,
  {
    corpus,
    thresholds,
    counterparts,
  }: { corpus: Corpus; thresholds: Searcher['thresholds']; counterparts: Counterparts },
): Left {
  const first = corpus.passage(turn.shown[0] ?? '')
  const isShown = ({ passage }: Ranked) => turn.shown.includes(passage.id)
  const probabilityOf = (one: Ranked | undefined) => Math.min(confidence, one?.candidate.probability ?? 0)
  const atLeastRelated = (one: Ranked | undefined) => Math.max(thresholds.related, probabilityOf(one))
  const others = new Set(
    first ? otherSides(first, arranged, thresholds, counterparts).map(({ passage }) => passage.id) : [],
  )
  const speaksToo = ({ passage }: Ranked) => first !== null && (isReply(passage, first) || others.has(passage.id))
  // Questions were shown with their answers.
  const isWanted = ({ passage }: Ranked) =>
    asked.size > 0 ? asked.has(passage.speaker.id) : passage.speaker.role !== 'asks'
  const unseen = arranged.filter((one) => !isShown(one) && isWanted(one))
  if (wanted === 'source') {
    // In the order in which it was shown, whether or not its question alone finds it: a term's passages come from the list of terms.
    const again = turn.shown
      .flatMap((id) => corpus.passage(id) ?? [])
      .map((passage) => rankedOf(passage, arranged, corpus))
    return { arranged: again, confidence: atLeastRelated(again[0]) }
  }
  if (wanted === 'other-side') return fromOthers()
  return (wanted === 'more' ? furtherOn() : wanted === 'reason' ? saidAlready() : null) ?? leftOf(unseen)

  function fromOthers(): Left {
    // Where it stood beside the first already, it is shown once more.
    const all = arranged.filter((one) => isWanted(one) && (one.passage !== first || asked.has(first.speaker.id)))
    // Who is asked what it says may have been shown already; then it is the reply to the same question.
    const isAnswer = ({ passage }: Ranked) =>
      first !== null &&
      (isReply(passage, first) ||
        (first.answers !== null && first.answers === passage.answers && asked.has(first.speaker.id)))
    const found = all.filter(isAnswer)
    // Where none of them fits, as they follow each other.
    const replies =
      probabilityOf(found[0]) >= thresholds.related
        ? found
        : [...found].sort((a, b) => corpus.passages.indexOf(a.passage) - corpus.passages.indexOf(b.passage))
    const linked = leadWith(replies, all.filter(speaksToo))
    if (asked.size > 0)
      return { arranged: leadWith(linked, all), confidence: linked.length > 0 ? confidence : probabilityOf(all[0]) }
    // Who says otherwise may be the asker to whom it replies.
    const isContradicted = ({ passage }: Ranked) => passage.id === first?.answers && !isQuestion(passage)
    return { arranged: linked.length > 0 ? linked : arranged.filter(isContradicted), confidence }
  }

  /**
   * The rest of a list, or what stands with what was shown before the rest; what repeats a sentence of it comes last. Null where
   * nothing else is near.
   */
  function furtherOn(): Left | null {
    const read = turn.shown.flatMap((id) => corpus.passage(id) ?? [])
    const repeats = ({ passage }: Ranked) => read.some((one) => shareSentence(one, passage))
    const byFitness = [...unseen].sort((a, b) => fitness(b, read) - fitness(a, read))
    const left = [...byFitness.filter((one) => !repeats(one)), ...byFitness.filter(repeats)]
    const [next] = left
    // There is no more of what wasn't found.
    if (!next || turn.shown.length === 0) return null
    const introduced = left.filter(({ passage }) => passage.intro === next.passage.id)
    const goingOn = left.filter(({ passage }) => goesOn(passage, turn, corpus))
    const isLikely = (goingOn[0]?.candidate.probability ?? 0) >= next.candidate.probability * GOES_ON
    const items = introduced.length > 0 ? introduced : isLikely ? goingOn : []
    if (items.length > 0) return { arranged: leadWith(items, left), confidence: sureAsIntro(items[0]!) }
    if (probabilityOf(next) < NEAR && !speaksToo(next)) return leftOf(left)
    return { arranged: left, confidence: atLeastRelated(next) }
  }

  /** How well a passage fits who reads on. */
  function fitness(one: Ranked, read: readonly Passage[]): number {
    const isNext = read.some((before) => standTogether(before, one.passage))
    return one.score + (isNext ? READS_ON : 0) - (saysLittle(one.passage) ? SAYS_LITTLE : 0)
  }

  /** Whether a passage is a single word ("Zeker."), a bare item of a list that wasn't begun, or introduces what wasn't found. */
  function saysLittle(passage: Passage): boolean {
    const { id, intro, text, sentences } = passage
    const isBare = intro !== null && text.length <= SHORT && !goesOn(passage, turn, corpus)
    const isOpen = sentences.length === 1 && text.endsWith(':') && !unseen.some((one) => one.passage.intro === id)
    return isBare || isOpen || !/\s/.test(text)
  }

  /** The confidence in the next item of a list: its introduction says nothing without it, and answers only together with it. */
  function sureAsIntro(item: Ranked): number {
    const intro = turn.shown.find((id) => id === item.passage.intro)
    const introduced = arranged.find(({ passage }) => passage.id === intro)
    return Math.max(atLeastRelated(item), probabilityOf(introduced))
  }

  /** What was shown and may say itself why, or what stands beside it, unless something is much nearer; null where another answers. */
  function saidAlready(): Left | null {
    const [likeliest] = arranged
    // A short passage was read.
    const mayExplain = likeliest && isShown(likeliest) && likeliest.passage.text.length >= LONG
    if (mayExplain && probabilityOf(likeliest) >= thresholds.answered) return { arranged, confidence }
    const [best] = unseen
    if (best && (speaksToo(best) || probabilityOf(best) >= thresholds.related)) return null
    const stands = unseen.some(({ passage }) => first !== null && standTogether(passage, first))
    if (first === null || !stands) return { arranged, confidence }
    const [fittest] = [...unseen].sort((a, b) => fitness(b, [first]) - fitness(a, [first]))
    return { arranged: leadWith([fittest!], arranged), confidence: atLeastRelated(fittest) }
  }

  function leftOf(left: readonly Ranked[]): Left {
    const [best] = left
    return { arranged: left, confidence: best && speaksToo(best) ? confidence : probabilityOf(best) }
  }
}

function leadWith(first: readonly Ranked[], all: readonly Ranked[]): Ranked[] {
  return [...first, ...all.filter((one) => !first.includes(one))]
}

/** Whether a passage is an item of a list of which another item, or the introduction, was shown. */
function goesOn({ intro }: Passage, { shown }: Turn, corpus: Corpus): boolean {
  return intro !== null && shown.some((id) => id === intro || corpus.passage(id)?.intro === intro)
}

/** Whether one of two passages answers the other. */
function isReply(one: Passage, other: Passage): boolean {
  return one.answers === other.id || other.answers === one.id
}

/** Whether two passages stand under one heading, or answer one question. */
function standTogether(one: Passage, other: Passage): boolean {
  return (
    one.documentId === other.documentId &&
    one.answers === other.answers &&
    one.section.join('\0') === other.section.join('\0') &&
    (one.answers !== null || one.section.length > 0)
  )
}
