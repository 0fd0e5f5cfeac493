import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Illnesses } from '../corpus/illnesses.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { ListedVoice } from '../corpus/voices.ts'
import { onlyAnnounces, onlySaysOfWhom, withoutAnnouncement } from '../dutch/announcement.ts'
import { courtesyOf, withoutCourtesy } from '../dutch/courtesy.ts'
import { words } from '../dutch/fold.ts'
import { onlyCries, withoutInterjections } from '../dutch/interjections.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Aside, AsideOf } from '../safety/asides.ts'
import type { Danger } from '../safety/danger.ts'
import type { Request } from '../safety/request.ts'
import type { Signpost, SignpostFor } from '../safety/signposts.ts'
import { type AbsentName, asksForAlone, createAbsent } from './absent.ts'
import type { Answer, Answerer, AskedVoice, Coverage, NoAnswerReason, Quote, Turn, Voice } from './answer.ts'
import { arrange, type Ranked, rankedOf } from './arrange.ts'
import { inQuestion } from './choice.ts'
import { areKnown, type Chosen, chooseQuotes, onOwnSide, sidesLeftOut } from './choose-quotes.ts'
import { besidesTelling } from './comfort.ts'
import { coverageOf } from './coverage.ts'
import { onlyAsksHowOn, onlyAsksMore } from './follow-up.ts'
import { isUnnamed, withoutLookAlikes } from './look-alikes.ts'
import { nearestSections } from './nearest-sections.ts'
import { NOTHING_FOUND } from './no-answer.ts'
import { type Decision, decideOutcome, type Evidence, whyNothing } from './outcome.ts'
import { askedBesides, questionParts } from './question-parts.ts'
import { createSaidWords } from './said-words.ts'
import { NEAR, stillWanted } from './still-wanted.ts'
import { type AskedTerm, type Lead, leadWithTerm, type TermAsked } from './terms.ts'
import { topicOf } from './topic.ts'
import { type Understood, understand, unseenFirst } from './understand.ts'
import { createVoices } from './voices.ts'
import { type Hearing, hear, likeliest } from './who-speaks.ts'

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

/** Passages in `ranked`, whatever the outcome. */
const RANKED = 10
/**
 * Most words of a message that only feels, or asks the bot, by which the sources are not asked, whatever was found: "alles doet pijn" has no
 * use for a list with "pijnbestrijding". A longer one tells what it is about.
 */
const MAX_TELLING = { answered: 5, related: 8, no_answer: Number.POSITIVE_INFINITY } as const
/** Of the probability of what comes next for who asks for more, the part from which another side comes with it. */
const AS_NEAR = 0.5

/** What a message asks, as it was understood. */
interface Question {
  /** The message as it is compared, however it was typed, without the thanks before a follow-up; of a correction, the question as corrected. */
  readonly said: string
  readonly previous: Turn | null
  readonly understood: Understood
  /** What was shown before, where it follows on that. */
  readonly shownBefore: readonly Passage[]
  /** The term that it asks the meaning of, by itself. */
  readonly term: AskedTerm | null
  /** The name of which it asks the meaning, by itself, and that no text has. */
  readonly unnamed: AbsentName | null
  readonly signpost: Signpost | null
  /** Whether it asks which of those who disagree is right. */
  readonly asksChoice: boolean
  /** The views of all sides, where it says of nothing about what; empty for any other. */
  readonly views: readonly Passage[]
  /** What it is where it asks the sources nothing, and they don't answer it; null for most. */
  readonly aside: NoAnswerReason | null
}

/** What was found for a question, without what never answers it. */
interface Findings extends Hearing {
  /** Where the passages of a term come first; null where none does. */
  readonly lead: Lead | null
  /** The treatment or the illness that the message asks about, where what comes first is about others; null for most. */
  readonly untold: string | null
  /** The result of the search, with what never answers. */
  readonly searched: Found
  /** All of it, in the order in which it may be shown. */
  readonly all: readonly Ranked[]
  /** What is wanted of it. */
  readonly arranged: readonly Ranked[]
  /** Probability that the first of `arranged` answers. */
  readonly confidence: number
  /** For a second question in the same message, in order. */
  readonly second: readonly Ranked[]
}

/** What a message tells besides what it asks. */
type Signs = Pick<Answer, 'danger' | 'isSensed' | 'request'>

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

  /** Hears whose views a question asks for, reads what was found once more, and sorts it out. */
  async function findFor(question: Question): Promise<Findings> {
    const { previous, understood, term, views } = question
    if (views.length > 0) return withViews(understood.found, views)
    const lead = term && leadWithTerm(understood.found, term, corpus, thresholds)
    // "Wat is NICE?" asks what it is, not what it says.
    if (lead) return { ...lead, lead, untold: null, searched: understood.found, ...inOrder(lead, question) }
    const hearing = await listen(question)
    const read = await readAgain(hearing.found, understood.asksOn ? previous : null)
    const fit = { ...hearing, ...sortOut(read, question, hearing.asked) }
    const searched = read === hearing.found ? understood.found : read
    return { ...fit, lead, searched, ...inOrder(fit, question) }
  }

  /** What is shown to who asks which side is right: nothing is nearer to that than what each of them says. */
  function withViews(found: Found, views: readonly Passage[]): Findings {
    const near = views.map((passage) => rankedOf(passage, [], corpus))
    const nobody = { also: null, asked: [], heard: new Map(), preferred: new Set<string>(), subject: null }
    const searched = { lead: null, untold: null, searched: found }
    return { ...nobody, ...searched, found, all: near, arranged: near, confidence: thresholds.related, second: [] }
  }

  async function listen({ said, previous, understood }: Question): Promise<Hearing> {
    const { corrects, understoodAs, wanted } = understood
    const asBefore = () => hear(understoodAs!, null, { ...understood, understoodAs: null, wanted: 'all' }, parts)
    if (corrects && understoodAs !== null) return asBefore()
    const hearing = await hear(said, previous, understood, parts)
    if (wanted !== 'more' || hearing.asked.length > 0 || voices.asked(understoodAs!).voices.length === 0) return hearing
    // "Wat zegt NICE over GET?" "Nog meer": what is left of that voice comes first. What there is to say of it was said.
    return { ...(await asBefore()), asked: [], preferred: hearing.preferred }
  }

  /** Lets the reranker order what was found. @param previous what was shown before, if that comes last. */
  async function readAgain(found: Found, previous: Turn | null): Promise<Found> {
    const read = await searcher.rerank(found)
    return read !== found && previous ? unseenFirst(read, previous, { searcher, corpus }) : read
  }

  /** What was found, without what never answers such a question; and what it asks about, where what is left is about others. */
  function sortOut(found: Found, question: Question, asked: Hearing['asked']): Pick<Findings, 'found' | 'untold'> {
    const fit = withoutPassages(found, question.signpost?.unfit ?? [])
    if (fit.confidence < thresholds.related) return { found: fit, untold: null }
    const { said, unnamed } = question
    const illness = missing.illnessIn(said)
    if (illness !== null) return { found: fit, untold: illness }
    if (!isPlain(question, asked)) return { found: fit, untold: null }
    const unknown = unnamed?.mayBeMeant === false ? { name: unnamed.name, isAsked: true } : null
    const treatment = missing.treatmentIn(said) ?? unknown
    const isNear = fit.confidence < thresholds.answered
    if (treatment === null) return { found: isNear ? withoutUnnamed(fit, said) : fit, untold: null }
    const { name, isAsked } = treatment
    const left = withoutUnnamed(fit, said, name)
    const [first] = left.candidates
    const isTold = (!isAsked && left === fit) || (first !== undefined && isToldOf(first, name))
    return { found: left, untold: isTold ? null : name }
  }

  /** What was found, without passages that never answer such a message, and with the confidence that is left. */
  function withoutPassages(found: Found, unfit: readonly string[]): Found {
    const candidates = found.candidates.filter(({ passage }) => !unfit.includes(corpus.passages[passage]!.id))
    const [first] = candidates
    const left = first === found.candidates[0] ? found.confidence : Math.min(found.confidence, first?.probability ?? 0)
    return { ...found, candidates, confidence: left }
  }

  /**
   * What was found, without items of lists on top that have a name which the message doesn't say: near it, each is as near as others.
   * @param treatment what it says instead; an item stays of which that is asked, too.
   */
  function withoutUnnamed(found: Found, said: string, treatment: string | null = null): Found {
    const [first] = found.candidates
    const passage = first && corpus.passages[first.passage]
    if (!passage || !isUnnamed(passage, said) || (treatment !== null && isToldOf(first, treatment))) return found
    return withoutUnnamed(withoutPassages(found, [passage.id]), said, treatment)
  }

  /** Puts what was found in the order in which it may be shown, as far as it is wanted. */
  function inOrder(
    { found, also, heard, preferred }: Hearing,
    { previous, understood: { wanted } }: Question,
  ): Pick<Findings, 'all' | 'arranged' | 'confidence' | 'second'> {
    const arrangeFound = ({ candidates }: Found) =>
      arrange(candidates, ({ passage }) => corpus.passages[passage]!, thresholds.beside, preferred, heard)
    const all = arrangeFound(found)
    const left =
      wanted === 'all' || !previous
        ? null
        : stillWanted({ arranged: all, confidence: found.confidence }, wanted, previous, preferred, {
            corpus,
            thresholds,
            counterparts,
          })
    const arranged = left?.arranged ?? all
    const heardAs = arranged[0] && heard.get(arranged[0].passage.id)?.probability
    const confidence = left ? Math.max(left.confidence, heardAs ?? 0) : (heardAs ?? found.confidence)
    return { all, arranged, confidence, second: also ? arrangeFound(also) : [] }
  }

  /** Decides what to do with what was found, and puts the answer together. */
  async function answerFrom(findings: Findings, question: Question, signs: Signs): Promise<Answer> {
    const { understood, shownBefore, signpost } = question
    const { understoodAs } = understood
    const { asked, arranged, confidence, lead } = findings
    const reason = whyNothing(understood, findings)
    if (arranged.length === 0) return { ...NOTHING_FOUND, ...signs, reason, understoodAs, asked }
    const evidence = await evidenceOf(findings, question)
    const decision = decideOutcome(evidence, understood.thresholds ?? thresholds)
    const { outcome, absent } = decision
    // Who is sad, or asks something of the bot, needs no titles, and nothing that only comes close.
    const isAside = question.aside !== null && words(question.said).length <= MAX_TELLING[outcome]
    if (isAside && asked.length === 0 && !signs.request)
      return { ...NOTHING_FOUND, ...signs, reason: question.aside, understoodAs: null }
    const chosen = outcome === 'no_answer' ? [] : await choose(findings, question, evidence.onlyTells)
    const common = {
      ...signs,
      understoodAs,
      asked,
      absent,
      comforts: signpost?.comforts ?? false,
      asksMore: understood.wanted === 'more',
      asksOther: understood.wanted === 'other-side' && chosen.every((one) => isNewSide(one, shownBefore)),
      asksSource: understood.wanted === 'source',
      seen: sidesLeftOut(chosen, shownBefore, counterparts).map((passage) => quoteOf({ passage, score: 0 })),
      confidence,
      ranked: arranged.slice(0, RANKED).map((one) => quoteOf(one)),
      term: lead && { name: lead.term.name, isExplained: lead.isExplained },
      sources: sourcesOf(findings, chosen),
    }
    if (outcome === 'no_answer') return { ...common, outcome, reason, ...guidance(findings, question, decision) }
    // Who asks on has read it; what answers is worth another look.
    if (outcome !== 'answered' && asksOn(understood) && asked.length === 0 && areKnown(chosen, shownBefore))
      return { ...common, outcome: 'no_answer', reason: 'no_more', nearest: [], topic: null, signpost: null }
    return { ...common, outcome, ...(await quote(chosen, findings, question.views)) }
  }

  /** Whether a side of which nothing was shown before is quoted now: one who only asks takes none. */
  function isNewSide({ passage, side }: Chosen, before: readonly Passage[]): boolean {
    return passage.speaker.role !== 'asks' && before.every((one) => counterparts.sideOf(one) !== side)
  }

  /** Which sources speak to a question: where it asks for a view, without the name by which all that one says seems near, and others don't. */
  function sourcesOf({ found, also, subject }: Findings, chosen: readonly Chosen[]): Coverage[] {
    const read = subject ? likeliest(found, subject) : found
    const sources = coverageOf([...read.candidates, ...(also?.candidates ?? [])], corpus, chosen, counterparts)
    // Of nothing in particular, no source is silent.
    return subject === null ? sources.map(({ id, speaks }) => ({ id, speaks: speaks || null })) : sources
  }

  async function evidenceOf({ lead, asked, confidence, untold }: Findings, question: Question): Promise<Evidence> {
    const { said, signpost, unnamed } = question
    // Somebody who isn't believed is heard, and given no answer, unless there is a question.
    const mayOnlyTell = signpost?.comforts === true && !lead && asked.length === 0 && !said.includes('?')
    return {
      confidence,
      explainsTerm: lead?.isExplained ?? null,
      unnamed,
      untold,
      belongsElsewhere: signpost?.instead === true && isPlain(question, asked),
      onlyTells: mayOnlyTell && !(await asksBesides(said)),
      asksChoice: question.asksChoice,
    }
  }

  /** Whether what else a message says than not being believed finds an answer. */
  async function asksBesides(said: string): Promise<boolean> {
    const rest = besidesTelling(said, signpostFor)
    return rest !== null && (await searcher.search(rest)).confidence >= thresholds.answered
  }

  /** What is said instead, where nothing is quoted. */
  function guidance(
    { asked, arranged, confidence }: Findings,
    question: Question,
    { absent, isElsewhere }: Decision,
  ): Pick<Extract<Answer, { outcome: 'no_answer' }>, 'nearest' | 'topic' | 'signpost'> {
    const { said, signpost } = question
    const hasNearest = confidence >= NEAR
    // A follow-up is shown as it was understood, and who isn't believed tells something.
    const isOwn = question.understood.understoodAs === null
    const hasTopic = isOwn && isPlain(question, asked) && !signpost?.comforts && absent === null
    return {
      // What is near to a follow-up is near to what it follows on, which was answered.
      nearest: hasNearest && !isElsewhere && !asksOn(question.understood) ? nearestSections(arranged, corpus) : [],
      topic: hasTopic ? topicOf(said, hasNearest || signpost !== null) : null,
      signpost,
    }
  }

  /** Chooses what to quote. @param onlyTells whether the message asks nothing: then one passage of its side is enough. */
  async function choose(
    { found, lead, all, arranged, second, asked }: Findings,
    { understood: { wanted }, shownBefore, asksChoice, views }: Question,
    onlyTells: boolean,
  ): Promise<Chosen[]> {
    if (wanted === 'source' || views.length > 0) return arranged.map((one) => onOwnSide(one, counterparts))
    const mayQuote = ({ passage }: Ranked) =>
      lead ? lead.mayQuote(passage) : !asksChoice || passage.speaker.role !== 'asks'
    const said = arranged.filter(mayQuote)
    const quotable = statedFirst(said.length > 0 ? said : arranged, asksChoice)
    // Who asks for the other side has the first before them.
    const shown = wanted === 'other-side' ? [] : shownBefore.map((passage) => rankedOf(passage, all, corpus))
    const followsDispute = shownBefore.some(({ id }) => counterparts.subjectsOf(id).some(({ inDispute }) => inDispute))
    const [first] = quotable as [Ranked, ...Ranked[]]
    const isDisputed = asksChoice || (await fits(first.passage, found, counterparts.isDisputed))
    const isUndisputed = !followsDispute && !isDisputed && (await fits(first.passage, found, counterparts.isUndisputed))
    const isSame = wanted !== 'all' && wanted !== 'other-side'
    const isMore = wanted === 'more'
    const least = isMore ? nextTo(first) : thresholds
    const reported = new Set(
      asked.flatMap(({ voice, speaks }) => (speaks && voice.kind === 'reported' ? [...(voice.passages ?? [])] : [])),
    )
    const followed = { shown, isUndisputed, isDisputed, isSame, isMore, reported }
    const chosen = askedFirst(chooseQuotes(quotable, least, counterparts, second, followed), asked, arranged)
    if (onlyTells) return chosen.filter(({ side }, at) => at === 0 || side !== chosen[0]!.side)
    // Of who is right, no side says more than another.
    const isFirst = ({ side }: Chosen, at: number) => chosen.findIndex((one) => one.side === side) === at
    return asksChoice ? chosen.filter((one, at) => one.isBound || isFirst(one, at)) : chosen
  }

  /** A voice that is asked for, and was found only as another side, comes before it with what is bound to it, unless it is far off. */
  function askedFirst(chosen: readonly Chosen[], asked: Hearing['asked'], arranged: readonly Ranked[]): Chosen[] {
    const late = asked.filter(({ voice, speaks }) => !speaks && voice.kind === 'speaker')
    const isNear = (passage: Passage) =>
      arranged.some((one) => one.passage === passage && one.candidate.probability >= NEAR)
    const isFirst = ({ passage }: Chosen) =>
      passage.speaker.role !== 'asks' && late.some(({ voice }) => voice.passages?.has(passage.id)) && isNear(passage)
    const ownerOf = (at: number) => (chosen[at]!.isBound ? chosen[at - 1]! : chosen[at]!)
    const isAsked = chosen.map((_, at) => isFirst(ownerOf(at)))
    return [...chosen.filter((_, at) => isAsked[at]), ...chosen.filter((_, at) => !isAsked[at])]
  }

  /** Of who is right on a dispute, first what is about nothing else, where every side has such a passage. */
  function statedFirst(ranked: readonly Ranked[], asksChoice: boolean): readonly Ranked[] {
    const disputes = asksChoice ? counterparts.subjectsOf(ranked[0]!.passage.id).filter((one) => one.inDispute) : []
    const stated = disputes.find(({ core, sides }) => new Set(Array.from(core, (id) => sides.get(id))).size > 1)
    const states = ({ passage }: Ranked) => stated?.core.has(passage.id) === true
    return [...ranked.filter(states), ...ranked.filter((one) => !states(one))]
  }

  /** From which probabilities others are shown beside a passage that is only the next of what is left: about as near as it is. */
  function nextTo({ candidate: { probability } }: Ranked): Searcher['thresholds'] {
    const near = Math.min(thresholds.related, Math.max(NEAR, probability * AS_NEAR))
    return { ...thresholds, related: near, beside: Math.min(thresholds.beside, near) }
  }

  /** Whether what fits a question best in a passage is a sentence of some kind: one in no dispute, or about nothing else. */
  async function fits(passage: Passage, found: Found, isOne: Counterparts['isDisputed']): Promise<boolean> {
    // Few passages have such a sentence: in others none has to be found.
    const hasOne = passage.sentences.some((sentence) => isOne(passage, sentence))
    const [match = null] = hasOne ? await bestSentences(found, [{ passage }]) : []
    return match !== null && isOne(passage, match)
  }

  function bestSentences({ query }: Found, quotes: readonly Pick<Chosen, 'passage'>[]): Promise<(Range | null)[]> {
    return searcher.bestSentences(
      query,
      quotes.map(({ passage }) => corpus.passages.indexOf(passage)),
    )
  }

  /** Quotes what was chosen, with the voices that are asked for as they are in it. Of a view, the first sentence states it. */
  async function quote(
    chosen: readonly Chosen[],
    { found, lead, asked }: Findings,
    views: readonly Passage[],
  ): Promise<{ quotes: Quote[]; asked: AskedVoice[] }> {
    const matches =
      views.length > 0 ? views.map(({ sentences }) => sentences[0] ?? null) : await bestSentences(found, chosen)
    const quotes = chosen.map((one, at) =>
      quoteOf(one, matches[at] && lead?.isExplained === false ? lead.term.sentenceIn(one.passage) : matches[at]),
    )
    // A reply is quoted with the question of the asker. One that only stands beside the answer may be to another question.
    const { answers } = quotes[0]!.passage
    const isQuoted = ({ passages }: Voice) =>
      (answers !== null && passages?.has(answers)) || quotes.some(({ passage: { id } }) => passages?.has(id))
    return { quotes, asked: asked.map((one) => ({ ...one, speaks: isQuoted(one.voice) || one.speaks })) }
  }

  function quoteOf(
    { passage, score, side, isBound }: Partial<Chosen> & Pick<Chosen, 'passage' | 'score'>,
    match: Range | null = null,
  ): Quote {
    return {
      passage,
      side: side ?? counterparts.sideOf(passage),
      isBound: isBound ?? false,
      standsAlone: counterparts.standsAlone(passage),
      document: corpus.document(passage.documentId),
      intro: passage.intro === null ? null : corpus.passage(passage.intro),
      match,
      score,
    }
  }
}

/** A message without what it begins with before its question; without courtesy too where it may lean on what was asked before. */
function withoutOpening(message: string, previous: Turn | null): string {
  const asked = withoutAnnouncement(message)
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

/** Whether somebody asked the nearest question to a passage for a treatment, and not for one or another. */
function isToldOf({ nearestQuestion }: Candidate, treatment: string): boolean {
  return nearestQuestion !== null && asksForAlone(nearestQuestion, treatment)
}

/** Whether a question is read by itself, or as it was corrected, and asks for nobody's view. */
function isPlain({ understood: { understoodAs, corrects } }: Question, asked: Hearing['asked']): boolean {
  return (understoodAs === null || corrects === true) && asked.length === 0
}

/** Whether a message goes on about what was shown, and neither corrects it nor asks for anything else of it. */
function asksOn({ understoodAs, wanted, corrects = false }: Understood): boolean {
  return understoodAs !== null && (wanted === 'all' || wanted === 'reason') && !corrects
}
