import type { Counterparts } from '../corpus/counterparts.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { ListedVoice } from '../corpus/voices.ts'
import { courtesyOf, withoutCourtesy } from '../dutch/courtesy.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Found, Searcher } from '../retrieval/searcher.ts'
import type { Danger } from '../safety/danger.ts'
import type { Request } from '../safety/request.ts'
import type { SignpostFor } from '../safety/signposts.ts'
import { createAbsent } from './absent.ts'
import type { Answer, Answerer, Quote, Turn, Voice } from './answer.ts'
import { arrange, rankedOf } from './arrange.ts'
import { areKnown, type Chosen, chooseQuotes, sidesLeftOut } from './choose-quotes.ts'
import { besidesTelling } from './comfort.ts'
import { coverageOf } from './coverage.ts'
import { isUnnamed, withoutLookAlikes } from './look-alikes.ts'
import { nearestSections } from './nearest-sections.ts'
import { NOTHING_FOUND } from './no-answer.ts'
import { NEAR, stillWanted } from './still-wanted.ts'
import { leadWithTerm, type TermAsked } from './terms.ts'
import { topicOf } from './topic.ts'
import { understand, unseenFirst } from './understand.ts'
import { createVoices } from './voices.ts'
import { hear } from './who-speaks.ts'

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
  readonly detectRequest: (message: string) => Request | null
  /** Default: no message asks the meaning of a term. */
  readonly termAsked?: TermAsked
  /** Default: there is no signpost. */
  readonly signpostFor?: SignpostFor
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

/** Answers messages from a corpus: searches, arranges, chooses what to quote, or declines. */
export function createAnswerer({
  corpus,
  counterparts,
  listedVoices,
  searcher: misleadable,
  detectDanger,
  senseDanger,
  detectRequest,
  termAsked = () => null,
  signpostFor = () => null,
}: AnswererParts): ExplainingAnswerer {
  const searcher = withoutLookAlikes(misleadable, corpus)
  const voices = createVoices(corpus, listedVoices)
  const absentIn = createAbsent(corpus)
  const quoteOf = (
    { passage, score, side, isBound }: Partial<Chosen> & Pick<Chosen, 'passage' | 'score'>,
    match: Range | null = null,
  ): Quote => ({
    passage,
    side: side ?? counterparts.sideOf(passage),
    isBound: isBound ?? false,
    standsAlone: counterparts.standsAlone(passage),
    document: corpus.document(passage.documentId),
    intro: passage.intro === null ? null : corpus.passage(passage.intro),
    match,
    score,
  })

  /** What was found, without passages that never answer such a message, and with the confidence that is left. */
  function withoutPassages(found: Found, unfit: readonly string[]): Found {
    const candidates = found.candidates.filter(({ passage }) => !unfit.includes(corpus.passages[passage]!.id))
    const [first] = candidates
    const left = first === found.candidates[0] ? found.confidence : Math.min(found.confidence, first?.probability ?? 0)
    return { ...found, candidates, confidence: left }
  }

  /** What was found, without items of lists on top that have a name which the message doesn't say: near it, each is as near as others. */
  function withoutUnnamed(found: Found, said: string): Found {
    const [first] = found.candidates
    const passage = first && corpus.passages[first.passage]
    if (!passage || !isUnnamed(passage, said)) return found
    return withoutUnnamed(withoutPassages(found, [passage.id]), said)
  }

  /** Lets the reranker order what was found. @param previous what was shown before, if that comes last. */
  async function readAgain(found: Found, previous: Turn | null): Promise<Found> {
    const read = await searcher.rerank(found)
    return read !== found && previous ? unseenFirst(read, previous, { searcher, corpus }) : read
  }

  /** Whether what else a message says than not being believed finds an answer. */
  async function asksBesides(said: string): Promise<boolean> {
    const rest = besidesTelling(said, signpostFor)
    return rest !== null && (await searcher.search(rest)).confidence >= searcher.thresholds.answered
  }

  async function explain(message: string, previous: Turn | null = null): Promise<ExplainedAnswer> {
    const signalled = detectDanger(message)
    const request = detectRequest(message)
    const plain = plainlyTyped(message)
    const courtesy = courtesyOf(plain)
    const isLed = previous !== null && courtesy === null
    const own = isLed ? withoutCourtesy(message) : message
    const said = isLed ? withoutCourtesy(plain) : plain
    if (courtesy !== null || (!previous && onlyPoints(said))) {
      const reason = courtesy ?? 'points_elsewhere'
      // Not for an answer: the words of somebody in danger may point at nothing that can be looked up.
      const danger = signalled ?? senseDanger((await searcher.search(said)).query.mean)
      const isSensed = danger !== signalled
      return { answer: { ...NOTHING_FOUND, danger, isSensed, request, reason, understoodAs: null }, found: null }
    }
    const asksTerm = termAsked(said)
    // A term of the list is a subject of its own, whatever was asked before.
    const before = asksTerm && asksTerm.isExplained !== null ? null : previous
    const parts = { searcher, names: voices, corpus }
    const understood = await understand(own, said, before, parts)
    if (!understood) {
      return {
        answer: { danger: signalled, request, ...NOTHING_FOUND, reason: 'empty', understoodAs: null },
        found: null,
      }
    }
    const { understoodAs, wanted, readings, leans = false } = understood
    // Thanks may be a farewell, so they are heard too.
    const sensed = async () => {
      const whole = said === plain ? [] : [await searcher.search(plain)]
      return [...whole, ...readings].map(({ query }) => senseDanger(query.mean)).find((danger) => danger !== null)
    }
    const danger = signalled ?? (await sensed()) ?? null
    const base = { danger, isSensed: danger !== signalled, request }
    const term = understoodAs === null ? asksTerm : null
    const lead = term && leadWithTerm(understood.found, term, corpus, searcher.thresholds)
    const unnamed = understoodAs === null && !asksTerm?.passages.length ? absentIn(said) : null
    const signpost = signpostFor(message)
    const comforts = signpost?.comforts ?? false
    // "Wat is NICE?" asks what it is, not what it says.
    const hearing =
      lead ??
      (understood.corrects && understoodAs !== null
        ? await hear(understoodAs, null, { ...understood, understoodAs: null }, parts)
        : await hear(said, previous, understood, parts))
    const { also, asked, heard, preferred } = hearing
    const read = lead ? lead.found : await readAgain(hearing.found, understood.asksOn ? previous : null)
    const fit = lead ? read : withoutPassages(read, signpost?.unfit ?? [])
    const isNear = fit.confidence >= searcher.thresholds.related && fit.confidence < searcher.thresholds.answered
    const found = !lead && isNear && understoodAs === null && asked.length === 0 ? withoutUnnamed(fit, said) : fit
    // Somebody who isn't believed is heard, and given no answer, unless there is a question.
    const isTold = comforts && !lead && asked.length === 0 && !said.includes('?') && !(await asksBesides(said))
    const explained = read === hearing.found ? understood.found : read
    const arrangeFound = ({ candidates }: Found) =>
      arrange(candidates, ({ passage }) => corpus.passages[passage]!, searcher.thresholds.beside, preferred, heard)
    const all = arrangeFound(found)
    const left =
      wanted === 'all' || !previous
        ? null
        : stillWanted({ arranged: all, confidence: found.confidence }, wanted, previous, preferred, {
            corpus,
            thresholds: searcher.thresholds,
            counterparts,
          })
    const arranged = left?.arranged ?? all
    const second = also ? arrangeFound(also) : []
    const best = arranged[0]
    const isMore = wanted === 'more' || (wanted === 'other-side' && asked.length === 0 && preferred.size === 0)
    const reason = isMore ? 'no_more' : wanted === 'instead' ? 'other_words' : 'not_in_sources'
    if (!best) return { answer: { ...NOTHING_FOUND, ...base, reason, understoodAs, asked }, found: explained }

    const heardAs = heard.get(best.passage.id)?.probability
    const confidence = left ? Math.max(left.confidence, heardAs ?? 0) : (heardAs ?? found.confidence)
    const quotable = lead ? arranged.filter(({ passage }) => lead.mayQuote(passage)) : arranged
    const { answered, related } = searcher.thresholds
    // Who asks for the other side has the first before them.
    const isFollowUp = understoodAs !== null || leans
    const shownBefore = isFollowUp ? (previous?.shown ?? []).flatMap((id) => corpus.passage(id) ?? []) : []
    const shown = wanted === 'other-side' ? [] : shownBefore.map((passage) => rankedOf(passage, all, corpus))
    const followsDispute = shownBefore.some(({ id }) => counterparts.subjectsOf(id).some(({ inDispute }) => inDispute))
    const bestSentences = (quotes: readonly Pick<Chosen, 'passage'>[]) =>
      searcher.bestSentences(
        found.query,
        quotes.map(({ passage }) => corpus.passages.indexOf(passage)),
      )
    const choose = async () => {
      const first = quotable[0]!
      const isUndisputed = (sentence: Range) => counterparts.isUndisputed(first.passage, sentence)
      // Few passages have such a sentence: in others none has to be found.
      const [match = null] = first.passage.sentences.some(isUndisputed) ? await bestSentences([first]) : []
      const isAside = match !== null && isUndisputed(match) && !followsDispute
      const isSame = left !== null && wanted !== 'other-side'
      return chooseQuotes(quotable, searcher.thresholds, counterparts, second, shown, isAside, isSame)
    }
    // Near is not near enough for somebody who is hurt.
    const isSure = confidence >= answered
    const absent = unnamed && !(isSure && unnamed.mayBeMeant) ? unnamed.name : null
    // Near is not near enough either where it is known where such a question belongs, or that no text has the word.
    const isElsewhere = absent !== null || (signpost?.instead === true && understoodAs === null && asked.length === 0)
    const isShown = (isTold || isElsewhere ? isSure : confidence >= related) || lead !== null
    const chosen = isShown
      ? (await choose()).filter((one, at, [first]) => !isTold || at === 0 || one.side !== first!.side)
      : []
    const common = {
      ...base,
      understoodAs,
      asked,
      absent,
      comforts,
      seen: sidesLeftOut(chosen, shownBefore, counterparts).map((passage) => quoteOf({ passage, score: 0 })),
      confidence,
      ranked: arranged.slice(0, RANKED).map((one) => quoteOf(one)),
      term: lead && term ? { name: term.name, isExplained: lead.isExplained } : null,
      sources: coverageOf([...found.candidates, ...(also?.candidates ?? [])], corpus, chosen),
    }
    // Who asks on has read it.
    const asksOn = understoodAs !== null && (wanted === 'all' || wanted === 'reason') && !understood.corrects
    if (asksOn && asked.length === 0 && chosen.length > 0 && !isSure && areKnown(chosen, shownBefore)) {
      const nothing = { outcome: 'no_answer', reason: 'no_more', nearest: [], topic: null, signpost: null } as const
      return { answer: { ...common, ...nothing }, found: explained }
    }
    const quoted = async () => {
      const matches = await bestSentences(chosen)
      const quotes = chosen.map((one, at) =>
        quoteOf(one, matches[at] && lead?.isExplained === false ? term!.sentenceIn(one.passage) : matches[at]),
      )
      // A reply is quoted with the question of the asker. One that only stands beside the answer may be to another question.
      const { answers } = quotes[0]!.passage
      const isQuoted = ({ passages }: Voice) =>
        (answers !== null && passages?.has(answers)) || quotes.some(({ passage: { id } }) => passages?.has(id))
      return { quotes, asked: asked.map(({ voice, speaks }) => ({ voice, speaks: speaks || isQuoted(voice) })) }
    }
    if (isSure && lead?.isExplained !== false && !isTold && absent === null) {
      return { answer: { ...common, outcome: 'answered', ...(await quoted()) }, found: explained }
    }
    if (isShown) return { answer: { ...common, outcome: 'related', ...(await quoted()) }, found: explained }
    const hasNearest = confidence >= NEAR
    return {
      answer: {
        ...common,
        outcome: 'no_answer',
        reason,
        nearest: hasNearest && !isElsewhere ? nearestSections(arranged, corpus) : [],
        // A follow-up is shown as it was understood, and who isn't believed tells something.
        topic:
          understoodAs === null && !comforts && absent === null && asked.length === 0
            ? topicOf(said, hasNearest || signpost !== null)
            : null,
        signpost,
      },
      found: explained,
    }
  }

  return { explain, answer: async (message, previous = null) => (await explain(message, previous)).answer }
}
