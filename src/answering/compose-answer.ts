import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { words } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Found, Searcher } from '../retrieval/searcher.ts'
import type { SignpostFor } from '../safety/signposts.ts'
import type { Answer, AskedVoice, Coverage, Quote, Voice } from './answer.ts'
import { type Ranked, rankedOf } from './arrange.ts'
import { areKnown, type Chosen, chooseQuotes, onOwnSide, sidesLeftOut } from './choose-quotes.ts'
import { besidesTelling } from './comfort.ts'
import { coverageOf } from './coverage.ts'
import { nearestSections } from './nearest-sections.ts'
import { NOTHING_FOUND } from './no-answer.ts'
import { type Decision, decideOutcome, type Evidence, whyNothing } from './outcome.ts'
import { type Findings, isPlain, type Question, type Signs } from './question.ts'
import { questionParts } from './question-parts.ts'
import { NEAR } from './still-wanted.ts'
import { topicOf } from './topic.ts'
import type { Understood } from './understand.ts'
import { type Hearing, likeliest } from './who-speaks.ts'

/** Passages in `ranked`, whatever the outcome. */
const RANKED = 10
/**
 * Most words of a message that only feels, or asks the bot, by which the sources are not asked, whatever was found: "alles doet pijn" has no
 * use for a list with "pijnbestrijding". A longer one tells what it is about.
 */
const MAX_TELLING = { answered: 5, related: 8, no_answer: Number.POSITIVE_INFINITY } as const
/** Of the probability of what comes next for who asks for more, the part from which another side comes with it. */
const AS_NEAR = 0.5

interface ComposerParts {
  readonly corpus: Corpus
  readonly counterparts: Counterparts
  readonly searcher: Searcher
  readonly signpostFor: SignpostFor
}

/**
 * Decides what to do with what was found for a question, and puts the answer together: what is quoted, or why nothing is.
 * @returns a function of what was found, the question, and what its message tells besides.
 */
export function createComposer({
  corpus,
  counterparts,
  searcher,
  signpostFor,
}: ComposerParts): (findings: Findings, question: Question, signs: Signs) => Promise<Answer> {
  const { thresholds } = searcher

  return answerFrom

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
      belongsElsewhere: signpost?.instead === true && isPlain(question, asked) && asksForHelp(said),
      onlyTells: mayOnlyTell && !(await asksBesides(said)),
      asksChoice: question.asksChoice,
    }
  }

  /** Whether what has a place elsewhere is what a message asks, and not only a word of the story before its question. */
  function asksForHelp(said: string): boolean {
    const { asked, stated } = questionParts(said)
    return asked.length === 0 || stated.length === 0 || asked.some((one) => signpostFor(one) !== null)
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

  /** Puts a voice that is asked for first where it was found only as another side, with what is bound to it, unless it is far off. */
  function askedFirst(chosen: readonly Chosen[], asked: Hearing['asked'], arranged: readonly Ranked[]): Chosen[] {
    const late = asked.filter(({ voice, speaks }) => !speaks && voice.kind === 'speaker')
    const isFirst = ({ passage }: Chosen) =>
      passage.speaker.role !== 'asks' &&
      late.some(({ voice }) => voice.passages?.has(passage.id)) &&
      isNear(passage, arranged)
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
    { found, lead, asked, arranged }: Findings,
    views: readonly Passage[],
  ): Promise<{ quotes: Quote[]; asked: AskedVoice[] }> {
    // The other side is shown by what it says about the dispute, not by the sentence nearest to the question's words.
    const stated = ({ passage, side }: Chosen) =>
      side === chosen[0]!.side ? undefined : passage.sentences.find((one) => counterparts.isDisputed(passage, one))
    const matches =
      views.length > 0 ? views.map(({ sentences }) => sentences[0] ?? null) : await bestSentences(found, chosen)
    const quotes = chosen.map((one, at) =>
      quoteOf(
        one,
        matches[at] && lead?.isExplained === false ? lead.term.sentenceIn(one.passage) : (stated(one) ?? matches[at]),
      ),
    )
    // A reply is quoted with the question of the asker. One that only stands beside the answer may be to another question.
    const { answers } = quotes[0]!.passage
    const isAmong = (some: readonly Quote[], { passages }: Voice) =>
      some.some(({ passage: { id } }) => passages?.has(id))
    const near = quotes.filter(({ passage }) => isNear(passage, arranged))
    const speaks = (one: AskedVoice) => {
      if ((answers !== null && one.voice.passages?.has(answers)) || isAmong(near, one.voice)) return true
      // A distant passage, quoted only as the other side of a dispute, doesn't show that its voice speaks on the subject, nor that it is silent.
      return isAmong(quotes, one.voice) ? one.speaks || null : one.speaks
    }
    return { quotes, asked: asked.map((one) => ({ ...one, speaks: speaks(one) })) }
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

/** Whether a passage was found, and not far off. */
function isNear(passage: Passage, arranged: readonly Ranked[]): boolean {
  return arranged.some((one) => one.passage === passage && one.candidate.probability >= NEAR)
}

/** Whether a message goes on about what was shown, and neither corrects it nor asks for anything else of it. */
function asksOn({ understoodAs, wanted, corrects = false }: Understood): boolean {
  return understoodAs !== null && (wanted === 'all' || wanted === 'reason') && !corrects
}
