import type { Passage } from '../corpus/document.ts'
import { words } from '../dutch/fold.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { AskedVoice, Turn, Voice } from './answer.ts'
import { type Heard, isQuestion, unfound } from './arrange.ts'
import { questionParts } from './question-parts.ts'
import type { SaidWords } from './said-words.ts'
import { type Understood, understand } from './understand.ts'
import type { Voices } from './voices.ts'

/**
 * A voice speaks on a subject when its passages together answer it with this part of the probability that is enough beside an answer;
 * with the smaller one when it is only reported, as few passages compete with all that others say, or when one of its passages answers
 * the question as it was asked.
 */
const SPEAKS_FROM = 0.9
const SPEAKS_AT_LEAST = 0.1
/** How much better a passage fits a subject of one word ("GET") that it has, unless a speaker only reports others there. */
const NAMED = 4
/** How probably it has to answer a subject of one word by itself. */
const NAMED_AT_LEAST = 0.05
/** Of the fit of what fits best, the part from which a passage is no worse for being less near to the subject. */
const CLEAR = 0.5
/** Probability of a passage that a search didn't find. */
const LEAST = 0.001

/** Folded words for the illness and who has it, which all texts are about: on these alone, nobody is silent. */
const EVERYWHERE = /^(?:me|cvs|cfs|mecvs|mecfs|ziekte|aandoening|patient(?:en)?|illness|disease|patients?)$/
/** Folded words beside a name that say of what sort it is, and years. */
const SORT = /^(?:therap(?:ie|ieen|y|ies)|behandeling(?:en)?|treatments?|training(?:en)?|\d+)$/

/** Where to look for an answer, when voices may be asked for. */
export interface Hearing extends Pick<Understood, 'found' | 'also'> {
  readonly asked: readonly AskedVoice[]
  /** The passages in which these voices speak, by id. */
  readonly heard: ReadonlyMap<string, Heard>
  /** Ids of the speakers whose words are preferred. */
  readonly preferred: ReadonlySet<string>
  /**
   * What was found for the subject alone on which voices are asked for; null where they are asked for a view on nothing in particular,
   * absent where none is.
   */
  readonly subject?: Found | null
}

/** By what a hearing is held. */
export type HearingParts = Parameters<typeof understand>[3] & {
  readonly names: Voices
  readonly saidWords: SaidWords
  /** What means the same as words. */
  readonly synonymsOf: (words: string) => readonly string[]
}

/**
 * Finds out whose views a message asks for, and whether the sources have them on its subject. When none of them speaks, what others
 * say is found for the subject alone.
 * @param said the message as it is compared.
 */
export async function hear(
  said: string,
  previous: Turn | null,
  understood: Understood,
  parts: HearingParts,
): Promise<Hearing> {
  const { names, saidWords, corpus, searcher } = parts
  const { found, also, understoodAs, wanted } = understood
  const { voices, subject, unnamed, forQuestions } = names.asked(said)
  const [typed = found] = understood.readings
  const spokenBy = (voice: Voice, passages: ReadonlyMap<string, Spoken>, isGeneral = false) =>
    forQuestions ? { spoken: passages, onlyAsks: false } : viewsOf(voice, passages, found, typed, isGeneral, parts)
  if (voices.length === 0 || wanted !== 'all') {
    // What a voice said before is not asked for again, so its having nothing else says nothing.
    const asked = voices.filter(
      ({ kind, passages }) =>
        kind === 'unknown' || (wanted === 'other-side' && !previous?.shown.some((id) => passages?.has(id))),
    )
    const isKnown = asked.some(({ kind }) => kind !== 'unknown')
    const named = isKnown ? await searcher.search(questionParts(`${understoodAs} ${said}`).whole) : found
    const isNear = ({ passages }: Voice) =>
      named.candidates.some(
        ({ passage, probability }) =>
          probability >= searcher.thresholds.related && passages?.has(corpus.passages[passage]!.id),
      )
    const on = names.asked(plainlyTyped(understoodAs ?? said)).subject
    const views = asked.map((voice) => spokenBy(voice, passagesOf(voice, named, found, on, parts)))
    const heard = views.map(({ spoken }) => spoken)
    return {
      found,
      also,
      asked: asked
        .map((voice, at) => ({ voice, speaks: speaksOn(voice, on, heard[at]!, parts), onlyAsks: views[at]!.onlyAsks }))
        // "Wat vindt de NOS daarvan?" may be about more than the question before.
        .filter(({ voice, speaks }) => speaks || !isNear(voice)),
      heard: probabilities(heard, searcher.thresholds),
      preferred: names.named(said),
    }
  }
  const before =
    previous && (understoodAs !== null || subject === '') ? names.asked(plainlyTyped(previous.question)).subject : ''
  const question = `${before} ${subject}`.trim() || said
  // Of whom nothing is known, nothing is told where nothing else is asked.
  if (question === said && voices.every(({ kind }) => kind === 'unknown')) {
    const candidates = found.candidates.map((one) => ({ ...one, probability: 0 }))
    const asked = voices.map((voice) => ({ voice, speaks: false }))
    return { found: { ...found, candidates, confidence: 0 }, also: null, asked, heard: new Map(), preferred: new Set() }
  }
  const reports = placesOf(
    new Set(voices.flatMap(({ kind, passages }) => (kind === 'reported' && passages ? [...passages] : []))),
    saidWords,
  )
  const bare = await searcher.search(questionParts(question).whole, reports)
  // A subject that finds nothing, where the message does, is too little of it, or said in other sentences.
  const isTooLittle = bare.confidence < searcher.thresholds.related && found.confidence >= searcher.thresholds.answered
  const whole = isTooLittle ? await understand(unnamed, unnamed, null, parts) : null
  const alone = whole ? likeliest(bare, whole.found) : bare
  const on = question === said ? '' : question
  const isGeneral = isOnNothing(names.without(on, new Set()))
  const views = voices.map((voice) =>
    spokenBy(voice, passagesOf(voice, found, alone, on, parts, understood.readings[0]), isGeneral),
  )
  const heard = views.map(({ spoken }) => spoken)
  const asked = voices
    .map((voice, at) => ({ voice, speaks: speaksOn(voice, on, heard[at]!, parts), onlyAsks: views[at]!.onlyAsks }))
    // "Wat zegt de NVK?" has no subject on which it could be silent.
    .filter(({ voice, speaks }) => speaks || voice.kind === 'unknown' || !isGeneral)
  const all = new Map(heard.flatMap((passages) => [...passages]))
  if (all.size === 0) {
    const others = whole ?? (await understand(question, question, null, parts)) ?? understood
    const nothing = { heard: new Map(), preferred: new Set<string>(), subject: isGeneral ? null : others.found }
    return { found: others.found, also: others.also, asked, ...nothing }
  }
  const known = new Set(found.candidates.map(({ passage }) => passage))
  const missing = Array.from(all.values(), ({ candidate }) => candidate).filter(({ passage }) => !known.has(passage))
  return {
    found: { ...found, candidates: [...found.candidates, ...missing] },
    also,
    asked,
    heard: probabilities(heard, searcher.thresholds),
    preferred: new Set(asked.flatMap(({ voice, speaks }) => (speaks ? [voice.id] : []))),
    subject: isGeneral ? null : alone,
  }
}

/**
 * What there is of a view of a voice, among the passages in which it speaks: its questions say what it wants to know, and not what it
 * holds. Where an asker claims nothing, what is replied to its question is heard instead. An asker says so little that what the whole
 * message is near to is on its subject.
 * @param typed for the whole message, with the voice's name in it.
 * @param isGeneral whether its view is asked for on nothing in particular: then any claim of it is one.
 */
function viewsOf(
  { kind, passages }: Voice,
  onSubject: ReadonlyMap<string, Spoken>,
  found: Found,
  typed: Found,
  isGeneral: boolean,
  { corpus, saidWords, searcher: { thresholds } }: HearingParts,
): { readonly spoken: ReadonlyMap<string, Spoken>; readonly onlyAsks: boolean } {
  const own = kind === 'speaker' ? placesOf(passages, saidWords).map((place) => corpus.passages[place]!) : []
  if (own.length === 0 || own.some(({ speaker }) => speaker.role !== 'asks'))
    return { spoken: onSubject, onlyAsks: false }
  const near = typed.candidates.flatMap((candidate): [string, Spoken][] => {
    const { id } = corpus.passages[candidate.passage]!
    return passages?.has(id) && candidate.probability >= thresholds.beside ? [[id, { candidate, isClear: true }]] : []
  })
  const spoken = new Map([...near, ...onSubject])
  const [first] = spoken.keys()
  const rankOf = (passage: Passage): Spoken => {
    const at = saidWords.placeOf(passage.id)
    return { candidate: found.candidates.find((one) => one.passage === at) ?? unfound(at), isClear: true }
  }
  const claims = own.filter(beginsWithClaim)
  const heard = claims.filter(({ id }) => spoken.has(id))
  if (heard.length > 0) return { spoken: new Map(heard.map(({ id }) => [id, spoken.get(id)!])), onlyAsks: false }
  // What it starts from.
  const [start] = claims
  if (isGeneral && start) return { spoken: new Map([[start.id, rankOf(start)]]), onlyAsks: false }
  if (first === undefined) return { spoken, onlyAsks: false }
  const { passages: around } = corpus.document(corpus.passage(first)!.documentId)
  const replies = around.filter(({ answers }) => answers === first)
  if (replies.length === 0) return { spoken, onlyAsks: true }
  const [reply, { candidate }] = best(replies.map((passage) => [passage, rankOf(passage)] as const))
  // The reply is to the question that was found.
  const probability = Math.max(candidate.probability, spoken.get(first)!.candidate.probability)
  return { spoken: new Map([[reply.id, { candidate: { ...candidate, probability }, isClear: true }]]), onlyAsks: true }
}

/** Whether an asker states something before it asks, if it asks at all. */
function beginsWithClaim(passage: Passage): boolean {
  const { text, sentences } = passage
  const [first] = sentences
  return !isQuestion(passage) || (first !== undefined && !text.slice(first.start, first.end).endsWith('?'))
}

/** Of passages, the one that ranks the highest; of equal ones the first. */
function best(ranked: readonly (readonly [Passage, Spoken])[]): readonly [Passage, Spoken] {
  return ranked.reduce((one, other) => (other[1].candidate.score > one[1].candidate.score ? other : one))
}

/** Whether a voice speaks on a subject: null where what is reported of it has words of that, but doesn't clearly answer. */
function speaksOn(voice: Voice, subject: string, heard: ReadonlyMap<string, Spoken>, parts: HearingParts) {
  if (heard.size > 0) return true
  return voice.kind === 'reported' && namedIn(voice, subject, parts).length > 0 ? null : false
}

/** Whether a subject is none, or only the illness. */
function isOnNothing(subject: string): boolean {
  return words(subject).every((word) => isStopWord(word) || EVERYWHERE.test(word))
}

/** The words of a subject that tell it from others. */
function tellingIn(subject: string): string[] {
  return words(subject).filter((word) => !isStopWord(word) && !EVERYWHERE.test(word) && !SORT.test(word))
}

/**
 * The passages of a voice that have the words of a subject, or what means the same: of a speaker all; of one who is reported, in a few
 * passages that say little else, half of them or one of which it is known what means the same. Of nothing in particular, it says all
 * that is reported of it.
 */
function namedIn(
  { kind, passages }: Voice,
  subject: string,
  { corpus, saidWords, synonymsOf }: HearingParts,
): number[] {
  if (isOnNothing(subject)) return kind === 'reported' ? placesOf(passages, saidWords) : []
  const forms = tellingIn(subject).map((word) => [word, ...synonymsOf(word)])
  const named = new Map<number, { words: number; isAlsoMeant: boolean }>()
  for (const all of forms) {
    for (const place of new Set(all.flatMap((form) => saidWords.saying(form)))) {
      const { words, isAlsoMeant } = named.get(place) ?? { words: 0, isAlsoMeant: false }
      named.set(place, { words: words + 1, isAlsoMeant: isAlsoMeant || all.length > 1 })
    }
  }
  return [...named]
    .filter(([place, { words, isAlsoMeant }]) => {
      const isNamed = kind === 'reported' && (words * 2 >= forms.length || isAlsoMeant)
      return passages?.has(corpus.passages[place]!.id) && (isNamed || words === forms.length)
    })
    .map(([place]) => place)
    .sort((a, b) => a - b)
}

/** Indices in `corpus.passages`, in order. */
function placesOf(ids: Iterable<string> | null, { placeOf }: SaidWords): number[] {
  return Array.from(ids ?? [], placeOf).sort((a, b) => a - b)
}

/** For every passage that one of two searches found, the likelier of both. */
export function likeliest(one: Found, other: Found): Found {
  const candidates = new Map(one.candidates.map((candidate) => [candidate.passage, candidate]))
  for (const candidate of other.candidates) {
    const known = candidates.get(candidate.passage)
    if (!known || known.probability < candidate.probability) candidates.set(candidate.passage, candidate)
  }
  return { ...one, candidates: [...candidates.values()] }
}

/** How probably passages answer, by id: where a voice speaks, it is at least related. */
function probabilities(
  heard: readonly ReadonlyMap<string, Spoken>[],
  { related }: Searcher['thresholds'],
): Map<string, Heard> {
  return new Map(
    heard.flatMap((passages) =>
      Array.from(
        passages,
        ([id, { candidate, isClear }]) =>
          [id, { probability: Math.max(candidate.probability, related), isClear }] as const,
      ),
    ),
  )
}

interface Spoken extends Pick<Heard, 'isClear'> {
  readonly candidate: Candidate
}

/**
 * The passages in which a voice speaks on a subject, by id; none when it is silent. Whether it speaks is told by the subject
 * alone: a question with its name is near to everything that it says. Which of its passages answer is told by both.
 * @param found for the question as it was asked.
 * @param alone for its subject.
 * @param typed for the whole message, with the voice's name in it.
 */
function passagesOf(
  voice: Voice,
  found: Found,
  alone: Found,
  subject: string,
  parts: HearingParts,
  typed = found,
): Map<string, Spoken> {
  const { kind, passages } = voice
  const {
    names: { reports },
    corpus,
    searcher,
  } = parts
  const { beside, answered } = searcher.thresholds
  if (kind === 'unknown') return new Map()
  const own = ({ candidates }: Found) =>
    new Map(candidates.flatMap((one) => (passages?.has(corpus.passages[one.passage]!.id) ? [[one.passage, one]] : [])))
  const asked = own(found)
  const bare = own(alone)
  const telling = words(alone.query.text).filter((word) => !isStopWord(word))
  const silence = [...bare.values()].reduce((silent, { probability }) => silent * (1 - probability), 1)
  const isLikely = kind === 'reported' || [...asked.values()].some(({ probability }) => probability >= answered)
  // Many distant passages don't add up to a near one.
  const isNear = isLikely || [...bare.values()].some(({ probability }) => probability >= beside / 2)
  if (!isNear || 1 - silence < beside * (isLikely ? SPEAKS_AT_LEAST : SPEAKS_FROM)) return named()
  const fits = Array.from(new Map([...bare, ...asked]), ([at, candidate]) => {
    const [named, own] = [asked, bare].map((by) => by.get(at)?.probability ?? LEAST) as [number, number]
    const passage = corpus.passages[at]!
    const isOwn = kind === 'reported' || !reports.has(passage.id)
    const isNamed = isOwn && telling.length === 1 && words(passage.text).includes(telling[0]!)
    const fit = Math.sqrt(named * own) * (isNamed ? NAMED : 1)
    const isHeard = fit >= beside / 2 || named >= answered
    return { passage, candidate: { ...candidate, probability: Math.max(named, own) }, fit, isHeard }
  }).sort((a, b) => b.fit - a.fit)
  // Of those who report a voice, an asker counts only where nobody else does.
  const told = fits.filter(({ passage, isHeard }) => passage.speaker.role !== 'asks' && isHeard)
  const heard = kind === 'reported' && told.length > 0 ? told : fits.filter(({ isHeard }, at) => at === 0 || isHeard)
  const least = (heard[0]?.fit ?? 0) * CLEAR
  return new Map(heard.map(({ passage, candidate, fit }) => [passage.id, { candidate, isClear: fit >= least }]))

  /**
   * What has the words of the subject and fits the question well enough to stand beside answers, though the subject alone is nearer to
   * what others say.
   */
  function named(): Map<string, Spoken> {
    const isGeneral = isOnNothing(subject)
    const isSeveral = kind === 'speaker' && tellingIn(subject).length > 1
    const whole = own(typed)
    return new Map(
      namedIn(voice, subject, parts).flatMap((at): [string, Spoken][] => {
        const { id } = corpus.passages[at]!
        const candidate = whole.get(at) ?? asked.get(at) ?? bare.get(at) ?? unfound(at)
        const { probability } = candidate
        // A single word may be said of something else: "ons werk".
        const isMeant = kind === 'reported' || isSeveral || (bare.get(at)?.probability ?? 0) >= NAMED_AT_LEAST
        if (!isMeant) return []
        const sure = { ...candidate, probability: Math.max(probability, answered) }
        // The words of one who asks are seldom near to a question: all of a subject are enough.
        if (probability >= beside || (isSeveral && probability >= beside / 2))
          return [[id, { candidate: sure, isClear: true }]]
        return isGeneral || probability >= beside / 2 ? [[id, { candidate, isClear: true }]] : []
      }),
    )
  }
}
