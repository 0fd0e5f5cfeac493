import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { fold } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Answer, Answerer, Danger, Quote, Request, Section, Turn } from './answer.ts'
import { createAskedSpeakers } from './asked-speaker.ts'
import { followUpOf } from './follow-up.ts'
import { questionParts } from './question-parts.ts'

/** What an answerer needs. */
export interface AnswererParts {
  readonly corpus: Corpus
  readonly counterparts: Counterparts
  readonly searcher: Searcher
  readonly detectDanger: (message: string) => Danger | null
  readonly detectRequest: (message: string) => Request | null
}

const MAX_QUOTES = 3
const RANKED = 10
const NEAREST_SECTIONS = 3

/**
 * How near another publisher's passage must come to be quoted too: by MaxSim of its best two example questions (−1 to 1),
 * lower where an editor says that the two speak about one subject. Tuned on the development sets: of 270 questions.
 */
const OTHER_SIDE_FIT = 0.58
const COUNTERPART_FIT = 0.42
/** The same for a second passage of the same publisher, and the most that its score may stay behind the first. */
const SECOND_FIT = 0.5
const SECOND_GAP = 1.5
/** A claim of whoever asks stays behind an answer to it that scores this little less. */
const CLAIM_GAP = 3
/** What naming a speaker is worth, in units of the score. */
const ASKED_SPEAKER_BONUS = 2
/** A sentence of a story must do this much better than the whole to be taken for the question. */
const SENTENCE_MARGIN = 0.1
/** A short message that finds this much on its own begins a new subject, even if it could lean on the one before. */
const STANDS_ALONE = 0.9

/** Answers questions from a corpus: chooses what to quote, in which order, or declines. Pure but for the search. */
export function createAnswerer({
  corpus,
  counterparts,
  searcher,
  detectDanger,
  detectRequest,
}: AnswererParts): Answerer {
  const askedSpeakers = createAskedSpeakers(corpus)
  const passageOf = ({ passage }: Candidate): Passage => corpus.passages[passage]!

  function quoteOf(candidate: Candidate, match: Range | null): Quote {
    const passage = passageOf(candidate)
    const byId = (id: string | null) => (id === null ? null : corpus.passage(id))
    return {
      passage,
      document: corpus.document(passage.documentId),
      answers: byId(passage.answers),
      intro: byId(passage.intro),
      match,
      score: candidate.score,
    }
  }

  /** Candidates in the order in which they may be shown: whoever is asked for first, and no question before its answer. */
  function arrange(candidates: readonly Candidate[], asked: ReadonlySet<string>): Candidate[] {
    const scored = candidates
      .map((candidate) => ({
        ...candidate,
        score: candidate.score + (asked.has(passageOf(candidate).speaker.id) ? ASKED_SPEAKER_BONUS : 0),
      }))
      .sort((a, b) => b.score - a.score)
    const arranged: Candidate[] = []
    while (scored.length > 0) {
      const next = scored.shift()!
      const passage = passageOf(next)
      if (passage.speaker.role === 'asks' && !asked.has(passage.speaker.id)) {
        const at = scored.findIndex((other) => passageOf(other).answers === passage.id)
        const answer = scored[at]
        // A question answers nothing; a claim does, but not before a reply that fits as well.
        const isQuestion = passage.text.slice(passage.sentences[0]?.start, passage.sentences[0]?.end).endsWith('?')
        if (answer && (isQuestion || next.score - answer.score < CLAIM_GAP)) {
          scored.splice(at, 1)
          arranged.push({ ...answer, score: next.score })
        }
      }
      arranged.push(next)
    }
    return arranged
  }

  /** The first candidate, the best of the other publishers that speak to the question, and a close second. */
  function choose(arranged: readonly Candidate[]): Candidate[] {
    const first = arranged[0]!
    const { id, documentId } = passageOf(first)
    const chosen = [first]
    const same = counterparts(id)
    const mayFollow = (candidate: Candidate) => {
      const passage = passageOf(candidate)
      return passage.speaker.role !== 'asks' && !chosen.some((other) => shareSentence(passageOf(other), passage))
    }
    for (const document of corpus.documents) {
      if (document.id === documentId) continue
      const other = arranged.find((candidate) => {
        const passage = passageOf(candidate)
        const fit = candidate.signals.maxsimQuestions2
        return (
          passage.documentId === document.id &&
          mayFollow(candidate) &&
          fit >= (same.has(passage.id) ? COUNTERPART_FIT : OTHER_SIDE_FIT)
        )
      })
      if (other && chosen.length < MAX_QUOTES) chosen.push(other)
    }
    const second = arranged.find(
      (candidate) =>
        !chosen.includes(candidate) &&
        mayFollow(candidate) &&
        candidate.signals.maxsimQuestions2 >= SECOND_FIT &&
        first.score - candidate.score <= SECOND_GAP,
    )
    if (second && chosen.length < MAX_QUOTES) chosen.push(second)
    return chosen
  }

  function sectionsOf(arranged: readonly Candidate[]): Section[] {
    const sections = new Map<string, Section>()
    for (const candidate of arranged) {
      const section = sectionOf(corpus, passageOf(candidate))
      if (section) sections.set(`${section.document.id} ${section.title}`, section)
      if (sections.size === NEAREST_SECTIONS) break
    }
    return [...sections.values()]
  }

  /** The message as a whole, or the sentence of it that finds clearly more. */
  async function lookUp(message: string): Promise<Found | null> {
    const { whole, sentences } = questionParts(message)
    if (whole === '') return null
    let best = await searcher.search(whole)
    if (best.confidence >= searcher.thresholds.answered) return best
    for (const sentence of sentences) {
      const found = await searcher.search(sentence)
      if (found.confidence > best.confidence + SENTENCE_MARGIN) best = found
    }
    return best
  }

  /** What is looked up for a message, given the one before it. */
  async function understand(message: string, previous: Turn | null) {
    const alone = await lookUp(message)
    const leans = previous && alone ? followUpOf(message) : 'none'
    if (!previous || !alone || leans === 'none') return { found: alone, understoodAs: null, leans: 'none' as const }
    if (leans === 'further') {
      if (alone.confidence >= STANDS_ALONE) return { found: alone, understoodAs: null, leans: 'none' as const }
      const together = await lookUp(`${previous.question} ${message}`)
      return { found: together, understoodAs: `${previous.question} ${message}`, leans }
    }
    return { found: await lookUp(previous.question), understoodAs: previous.question, leans }
  }

  return {
    async answer(message, previous = null) {
      const danger = detectDanger(message)
      const request = detectRequest(message)
      const { found, understoodAs, leans } = await understand(message, previous)
      const base = { danger, request, understoodAs }
      if (!found || found.candidates.length === 0) {
        return {
          ...base,
          outcome: 'no_answer',
          reason: 'empty',
          confidence: 0,
          ranked: [],
          nearest: [],
        } satisfies Answer
      }
      const asked = askedSpeakers(message)
      let arranged = arrange(found.candidates, asked)
      if (leans === 'more' || leans === 'other-side') {
        const shown = new Set(previous?.shown)
        const last = corpus.passage(previous?.shown.at(0) ?? '')
        arranged = arranged.filter((candidate) => {
          const passage = passageOf(candidate)
          if (shown.has(passage.id)) return false
          return leans === 'more' || asked.has(passage.speaker.id) || (asked.size === 0 && isOtherSide(passage, last))
        })
      }
      if (arranged.length === 0) {
        return {
          ...base,
          outcome: 'no_answer',
          reason: 'not_in_sources',
          confidence: 0,
          ranked: [],
          nearest: [],
        } satisfies Answer
      }
      const ranked = arranged.slice(0, RANKED).map((candidate) => quoteOf(candidate, null))
      const { confidence } = found
      const all = { ...base, confidence, ranked }
      const withMatch = async (candidate: Candidate) =>
        quoteOf(candidate, await searcher.bestSentence(found.query, candidate.passage))
      if (confidence >= searcher.thresholds.answered) {
        const quotes = await Promise.all(choose(arranged).map(withMatch))
        const speaking = new Set(quotes.map(({ document }) => document.id)).size
        return { ...all, outcome: 'answered', quotes, speaking }
      }
      if (confidence >= searcher.thresholds.related) {
        return { ...all, outcome: 'related', quotes: [await withMatch(arranged[0]!)] }
      }
      return { ...all, outcome: 'no_answer', reason: 'not_in_sources', nearest: sectionsOf(arranged) }
    },
  }
}

/** Where a passage stands: its innermost heading, or in an interview the question that it answers. */
function sectionOf(corpus: Corpus, passage: Passage): Section | null {
  const document = corpus.document(passage.documentId)
  const question = passage.speaker.role === 'asks' ? passage : corpus.passage(passage.answers ?? '')
  if (question) return { document, title: question.text, passage: question }
  const title = passage.section.at(-1)
  if (title === undefined) return null
  const first = document.passages.find(({ section }) => section.join('\0') === passage.section.join('\0'))
  return { document, title, passage: first ?? passage }
}

function isOtherSide(passage: Passage, last: Passage | null): boolean {
  return last !== null && (passage.documentId !== last.documentId || passage.speaker.id !== last.speaker.id)
}

/** Whether two passages hold the same sentence: it is shown once. */
function shareSentence(one: Passage, other: Passage): boolean {
  const sentencesOf = ({ text, sentences }: Passage) =>
    sentences.map(({ start, end }) => fold(text.slice(start, end)).replace(/[.!?;:]+$/, ''))
  const known = new Set(sentencesOf(one))
  return sentencesOf(other).some((sentence) => known.has(sentence))
}
