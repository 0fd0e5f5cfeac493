import type { Counterparts } from '../corpus/counterparts.ts'
import type { Illnesses } from '../corpus/illnesses.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { ListedVoice } from '../corpus/voices.ts'
import { onlyAnnounces, onlySaysOfWhom, withoutAnnouncement, withoutSources } from '../dutch/announcement.ts'
import { courtesyOf, withoutCourtesy } from '../dutch/courtesy.ts'
import { onlyCries, withoutInterjections } from '../dutch/interjections.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import type { Found, Searcher } from '../retrieval/searcher.ts'
import type { Aside, AsideOf } from '../safety/asides.ts'
import type { Danger } from '../safety/danger.ts'
import type { Request } from '../safety/request.ts'
import type { SignpostFor } from '../safety/signposts.ts'
import { createAbsent } from './absent.ts'
import type { Answer, Answerer, NoAnswerReason, Turn } from './answer.ts'
import { inQuestion } from './choice.ts'
import { createComposer } from './compose-answer.ts'
import { createFinder } from './find-passages.ts'
import { onlyAsksHowOn, onlyAsksMore } from './follow-up.ts'
import { withoutLookAlikes } from './look-alikes.ts'
import { NOTHING_FOUND } from './no-answer.ts'
import type { Question } from './question.ts'
import { askedBesides, questionParts } from './question-parts.ts'
import { createSaidWords } from './said-words.ts'
import type { TermAsked } from './terms.ts'
import { understand } from './understand.ts'
import { createVoices } from './voices.ts'

export interface AnswererParts {
  readonly corpus: Corpus
  readonly counterparts: Counterparts
  /** Voices that are no speakers of the corpus; default none. */
  readonly listedVoices?: readonly ListedVoice[]
  readonly searcher: Searcher
  /** By the words of a message. */
  readonly detectDanger: (message: string) => Danger | null
  /** By the mean vector of a reading of the message, where its words don't signal danger. */
  readonly senseDanger: (mean: Float32Array) => Danger | null
  /** The danger for which the message itself names the help, and may fear it. Default: none. */
  readonly namedDanger?: (message: string) => Danger | null
  readonly detectRequest: (message: string) => Request | null
  /** What means the same as a name. Default: nothing does. */
  readonly synonymsOf?: (name: string) => readonly string[]
  /** Other illnesses that messages may be about. Default: none. */
  readonly illnesses?: Illnesses
  /** Default: no message asks the meaning of a term. */
  readonly termAsked?: TermAsked
  /** Default: there is no signpost. */
  readonly signpostFor?: SignpostFor
  /** Default: every message asks the sources something. */
  readonly asideOf?: AsideOf
}

/** An answer with what it is based on. */
export interface ExplainedAnswer {
  readonly answer: Answer
  /** The result of the search; null when the message has no words. */
  readonly found: Found | null
}

export interface ExplainingAnswerer extends Answerer {
  explain(message: string, previous?: Turn | null): Promise<ExplainedAnswer>
}

/** Answers messages from a corpus: searches, arranges, chooses what to quote, or declines. */
export function createAnswerer({
  corpus,
  counterparts,
  listedVoices,
  searcher: misleadable,
  detectDanger,
  senseDanger,
  namedDanger = () => null,
  detectRequest,
  synonymsOf = () => [],
  illnesses = { own: [], other: [] },
  termAsked = () => null,
  signpostFor = () => null,
  asideOf = () => null,
}: AnswererParts): ExplainingAnswerer {
  const searcher = withoutLookAlikes(misleadable, corpus)
  const { thresholds } = searcher
  const voices = createVoices(corpus, listedVoices)
  const missing = createAbsent(corpus, synonymsOf, illnesses)
  const parts = { searcher, names: voices, saidWords: createSaidWords(corpus), corpus, synonymsOf }
  const findFor = createFinder({ ...parts, counterparts, missing })
  const answerFrom = createComposer({ corpus, counterparts, searcher, signpostFor })

  return { explain, answer: async (message, previous = null) => (await explain(message, previous)).answer }

  async function explain(message: string, previous: Turn | null = null): Promise<ExplainedAnswer> {
    const signalled = detectDanger(message)
    if (signalled) return explainCry(message, signalled)
    const typed = plainlyTyped(message)
    const plain = withoutInterjections(typed)
    const asksNothing =
      asksNothingYet(plain, previous) ?? courtesyOf(plain) ?? (previous ? null : leansOnNothing(plain))
    const request = detectRequest(message)
    const asksChoice = request === 'choice'
    const question = asksNothing === null || asksChoice ? await questionIn(message, plain, previous, asksChoice) : null
    // Thanks may be a farewell, and the words of somebody in danger may point at nothing that can be looked up: they are heard too.
    const unread = (question ? question.said !== typed : asksNothing !== null) ? typed : null
    const danger = await dangerIn(message, unread, question?.understood.readings ?? [])
    const signs = { ...danger, request }
    if (!question) {
      const reason =
        (isUnread(asksNothing) ? ASIDES[asideOf(message) ?? 'none'] : asksNothing) ?? asksNothing ?? 'empty'
      return { answer: { ...NOTHING_FOUND, ...signs, reason, understoodAs: null }, found: null }
    }
    const findings = await findFor(question)
    return { answer: await answerFrom(findings, question, signs), found: findings.searched }
  }

  /** Looks up what somebody in danger asks besides, if anything: near their words, whatever is quoted is cruel or absurd. */
  async function explainCry(message: string, danger: Danger): Promise<ExplainedAnswer> {
    const signs = { danger, isSensed: false, request: detectRequest(message) }
    const asked = askedBesides(message, (part) => detectDanger(part) !== null)
    const { answer, found } = asked === null ? { answer: null, found: null } : await explain(asked)
    if (answer?.outcome === 'answered' && !answer.comforts) return { answer: { ...answer, ...signs }, found }
    return { answer: { ...NOTHING_FOUND, ...signs, reason: 'not_in_sources', understoodAs: null }, found: null }
  }

  /** What a message asks; null when it has no words. @param plain the message as it is compared. */
  async function questionIn(
    message: string,
    plain: string,
    previous: Turn | null,
    asksChoice: boolean,
  ): Promise<Question | null> {
    const said = withoutOpening(plain, previous)
    const own = previous ? withoutOpening(withoutInterjections(message), previous) : message
    const term = termAsked(said)
    // A term of the list is a subject of its own, whatever was asked before.
    const before = term && term.isExplained !== null ? null : previous
    // Who asks only who is right asks it of what was shown.
    const about = asksChoice ? inQuestion(voices.without(said, new Set())) : null
    const onBefore = about === '' && previous && previous.shown.length > 0 ? previous.question : null
    const read = onBefore === null ? null : await understand(onBefore, plainlyTyped(onBefore), null, parts)
    const understood = read
      ? { ...read, understoodAs: onBefore, wanted: 'all' as const, corrects: true }
      : about === null
        ? await understand(own, said, before, parts)
        : await understand(about || own, about || said, null, parts)
    if (!understood) return null
    const { understoodAs, leans = false, corrects = false } = understood
    const asked = corrects && understoodAs !== null ? understoodAs : said
    const isAlone = asked === understoodAs || understoodAs === null
    const isFollowUp = understoodAs !== null || leans
    const ownTerm = asked === said ? term : termAsked(asked)
    const signpost = signpostFor(message)
    return {
      said: asked,
      previous,
      understood,
      shownBefore: isFollowUp ? (previous?.shown ?? []).flatMap((id) => corpus.passage(id) ?? []) : [],
      term: isAlone ? ownTerm : null,
      unnamed: isAlone && !asksChoice && !ownTerm?.passages.length ? missing.meaningIn(asked) : null,
      signpost,
      aside: signpost?.comforts ? null : ASIDES[asideOf(message) ?? 'none'],
      asksChoice,
      views: about === '' && !read ? counterparts.views : [],
    }
  }

  /** The danger that a message seems to mean. @param unread what wasn't looked up of it yet; null for nothing. */
  async function dangerIn(
    message: string,
    unread: string | null,
    readings: readonly Found[],
  ): Promise<Pick<Answer, 'danger' | 'isSensed'>> {
    const whole = unread === null ? [] : [await searcher.search(unread)]
    const read = [...whole, ...readings]
    const senses = ({ query }: Found) => senseDanger(query.mean)
    // What the sources answer is a question, however it sounds; what is told beside it is read by itself.
    const isAnswered = ({ confidence, query }: Found) =>
      confidence >= thresholds.answered && askedBesides(query.text, () => false) !== null
    const apart = read.some((one) => isAnswered(one) && senses(one)) ? await readApart(message) : []
    const sensed = [...read, ...apart]
      .filter((one) => !isAnswered(one))
      .map(senses)
      .find((danger) => danger !== null)
    const danger = sensed === undefined || sensed === namedDanger(message) ? null : sensed
    return { danger, isSensed: danger !== null }
  }

  /** The sentences of a message, each looked up by itself. */
  function readApart(message: string): Promise<Found[]> {
    const { asked, stated } = questionParts(plainlyTyped(message))
    return Promise.all([...stated, ...asked].map((sentence) => searcher.search(sentence)))
  }
}

/** A message without what it begins with before its question; without courtesy too where it may lean on what was asked before. */
function withoutOpening(message: string, previous: Turn | null): string {
  const asked = withoutSources(withoutAnnouncement(message))
  return previous ? withoutCourtesy(asked) : asked
}

/** Why a message asks nothing yet: it only cries, announces a question, or says of whom it is before one was answered; null otherwise. */
function asksNothingYet(message: string, previous: Turn | null): NoAnswerReason | null {
  const hasShown = (previous?.shown.length ?? 0) > 0
  if (onlyCries(message)) return 'empty'
  return onlyAnnounces(message) || (!hasShown && onlySaysOfWhom(message)) ? 'no_subject' : null
}

/** Why nothing is quoted for a message that asks the sources nothing. */
const ASIDES: Record<Aside | 'none', NoAnswerReason | null> = {
  privacy: 'asks_privacy',
  about: 'asks_about',
  praise: 'thanks',
  feels: 'only_feels',
  tells: 'only_tells',
  none: null,
}

/** Whether a message isn't looked up because it says too little, and not out of courtesy: it may be a sigh. */
function isUnread(reason: NoAnswerReason | null): boolean {
  return reason === null || reason === 'empty' || reason === 'points_elsewhere' || reason === 'no_subject'
}

/** Why a message with nothing before it asks nothing that can be looked up; null when it does. */
function leansOnNothing(message: string): NoAnswerReason | null {
  if (onlyAsksHowOn(message)) return 'no_subject'
  if (onlyPoints(message)) return 'points_elsewhere'
  return onlyAsksMore(message) ? 'nothing_before' : null
}
