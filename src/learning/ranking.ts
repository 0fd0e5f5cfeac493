import type { Lexicon } from '../retrieval/lexicon.ts'
import type { MaxSim } from '../retrieval/maxsim.ts'
import { createNetwork, type Network, sigmoid } from '../retrieval/network.ts'
import { storedQuery } from '../retrieval/query.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { View } from '../retrieval/views.ts'
import type { Weights } from '../retrieval/weights.ts'
import { round } from './fit.ts'
import { type JudgedQuery, KEPT, lessonOf, MESSAGE_WEIGHT, type QueryLesson, targetOf } from './lesson.ts'
import { trainNetwork } from './network.ts'
import { type Practice, practise } from './practice.ts'
import { mulberry32, shuffle } from './random.ts'

/** What a search needs besides its weights. */
export interface RankingParts {
  readonly index: SearchIndex
  /** The document of each passage, by index. */
  readonly documents: readonly string[]
  readonly maxsim: MaxSim
  readonly lexicon: Lexicon
  readonly messages: readonly JudgedQuery[]
  readonly practice: readonly Practice[]
}

export interface LearnedRanking extends Pick<Weights, 'network' | 'thresholds'> {
  /** How well a network does on messages that it was not learned from, for the reader. */
  readonly figures: Readonly<Record<string, unknown>>
  /** The messages, each judged by a network that was not taught it. */
  readonly examined: readonly ExaminedMessage[]
}

export interface ExaminedMessage {
  readonly text: string
  readonly judged: Judged
}

/** Gets the step that is going on, and how far it is. */
export type OnStep = (step: string, done: number, all: number) => void

/** Folds of the off-topic questions: each is looked up in an index without its own fold, so that no question finds itself. */
const OFF_TOPIC_FOLDS = 5
/** Folds of the judged messages, by which thresholds are found. */
export const MESSAGE_FOLDS = 3
/** The least grade of a passage that was worth quoting. */
const HELPS = 0.75
/** What an example question counts; each is looked up several times. */
const QUESTION_WEIGHT = 0.5
/** Share of the shown first passages that must answer or help: least precision of each threshold. */
const PRECISION = { answered: 0.84, beside: 0.65, related: 0.54 } as const
/** Most of the messages that nothing answers that may get an answer. */
const FALSE_ANSWERS = 0.04
/** Shares of the passages whose questions are hidden, as if they were new. */
const HIDDEN_SHARES = [0.3, 0.5, 0.7] as const
const SEED = 1

/**
 * Learns how probably a passage answers, and from which probability it is shown. Questions are looked up without the others of
 * their author, as a stranger's would be; and all queries also with the questions of some passages, or of a whole document,
 * hidden, so that a new source is judged by its text.
 */
export async function learnRanking(parts: RankingParts, onStep: OnStep): Promise<LearnedRanking> {
  const { index, messages } = parts
  const lessons: QueryLesson[] = []
  /** For each message its lessons, the first of which hides nothing. */
  const ofMessages: QueryLesson[][] = messages.map(() => [])
  /** The lessons of questions and off-topic questions that hide no passage. */
  const plain: QueryLesson[] = []
  for (const { step, own, hides, isPlain, asks } of rounds(parts)) {
    const others = await index.without((view) => own(view) || hides(view))
    const asked = asks ? [] : index.views.flatMap((view, at) => (own(view) ? [at] : []))
    for (const [done, at] of asked.entries()) {
      const { passage } = index.views[at]!
      const lesson = await lessonOf(
        storedQuery(at, others, parts.lexicon),
        (other) => (other === passage ? 1 : 0),
        { weight: QUESTION_WEIGHT, isJudged: () => passage < 0 },
        others,
        parts.maxsim,
      )
      if (lesson) {
        lessons.push(lesson)
        if (isPlain) plain.push(lesson)
      }
      onStep(step, done + 1, asked.length)
    }
    const judged = messages.flatMap((message, at) => (message.author === asks ? [{ ...message, at }] : []))
    for (const [done, { toQuery, grades, at }] of judged.entries()) {
      const weights = { weight: MESSAGE_WEIGHT, isJudged: () => true }
      const lesson = await lessonOf(toQuery(others), targetOf(grades), weights, others, parts.maxsim)
      if (lesson) ofMessages[at]!.push(lesson)
      onStep(step, done + 1, judged.length)
    }
  }
  for (const { lesson, message } of await practise(parts.practice, messages, parts.maxsim, onStep)) {
    const others = message === null ? lessons : ofMessages[message]!
    others.push(lesson)
  }
  const network = trainNetwork([...lessons, ...ofMessages.flat()], (done, all) => onStep('network', done, all))
  const examined: ExaminedMessage[] = []
  for (let fold = 0; messages.length > 0 && fold < MESSAGE_FOLDS; fold++) {
    const held = ofMessages.flatMap(([first], at) => (first && at % MESSAGE_FOLDS === fold ? [{ first, at }] : []))
    const taught = ofMessages.filter((_, at) => at % MESSAGE_FOLDS !== fold)
    const other = trainNetwork([...lessons, ...taught.flat()], (done, all) => onStep(`fold ${fold}`, done, all), 1)
    for (const { first, at } of held) examined.push({ text: messages[at]!.text, judged: judge(first, other) })
  }
  const lists = messages.length === 0 ? plain.map((one) => judge(one, network)) : examined.map(({ judged }) => judged)
  const thresholds = thresholdsFor(lists)
  return { network, thresholds, figures: { lessons: lessons.length, ...figuresOf(lists, thresholds) }, examined }
}

/** Questions or messages that are looked up, and views that are hidden meanwhile. */
interface Round {
  readonly step: string
  /** The questions that are looked up, in an index without them; or those of the author of the messages. */
  readonly own: (view: View) => boolean
  readonly hides: (view: View) => boolean
  readonly isPlain: boolean
  /** The author whose messages are looked up; null to look up the questions. */
  readonly asks: string | null
}

/** Each author, and each part of the off-topic questions: with nothing, with some passages and with a document new. */
function* rounds({ index, documents, messages }: RankingParts): Generator<Round> {
  const { views } = index
  const random = mulberry32(SEED)
  const messageAuthors = new Set(messages.map(({ author }) => author))
  const ofEditors = views.filter(({ author }) => author !== '' && !messageAuthors.has(author))
  const authors = [...new Set(ofEditors.flatMap(({ kind, author }) => (kind === 'question' ? [author] : [])))].sort()
  const offTopic = ofEditors.filter(({ kind }) => kind === 'off-topic')
  const partOf = new Map(offTopic.map((view, at) => [view, at % OFF_TOPIC_FOLDS]))
  const sets: Pick<Round, 'step' | 'own' | 'asks'>[] = [
    ...authors.map((author) => ({
      step: `author ${author}`,
      own: (view: View) => view.kind === 'question' && view.author === author,
      asks: null,
    })),
    ...Array.from({ length: OFF_TOPIC_FOLDS }, (_, part) => ({
      step: `off-topic ${part}`,
      own: (view: View) => partOf.get(view) === part,
      asks: null,
    })),
    ...[...messageAuthors].sort().map((author) => ({
      step: `messages ${author}`,
      own: (view: View) => view.author === author,
      asks: author,
    })),
  ]
  const names = [...new Set(documents)]
  const drawKept = () => KEPT[Math.floor(random() * KEPT.length)]!
  /** All questions of some passages but those that they keep. */
  const allBut = (isNew: (passage: number) => boolean, kept: () => number) => {
    const hidden = documents.flatMap((_, passage) => {
      if (!isNew(passage)) return []
      const questions = [...index.questionViews(passage)]
      shuffle(questions, random)
      return questions.slice(kept())
    })
    return new Set(hidden.map((view) => views[view]!))
  }
  for (const [turn, set] of sets.entries()) {
    const share = HIDDEN_SHARES[turn % HIDDEN_SHARES.length]!
    const hiddenDocuments = set.asks ? names : [names[turn % names.length]!]
    const hidden = [
      new Set<View>(),
      allBut(() => random() < share, drawKept),
      ...hiddenDocuments.map((name) => {
        const kept = drawKept()
        return allBut(
          (passage) => documents[passage] === name,
          () => kept,
        )
      }),
    ]
    for (const [at, some] of hidden.entries()) yield { ...set, hides: (view) => some.has(view), isPlain: at === 0 }
  }
}

/** The candidates of one lesson, by a network that was not taught it, best first. */
export type Judged = readonly {
  readonly passage: number
  readonly probability: number
  readonly target: number
}[]

function judge({ features, targets, passages }: QueryLesson, network: Network): Judged {
  const logitOf = createNetwork(network)
  return features
    .map((row, at) => ({ passage: passages[at]!, probability: sigmoid(logitOf(row)), target: targets[at]! }))
    .sort((a, b) => b.probability - a.probability)
}

function thresholdsFor(examined: readonly Judged[]): Weights['thresholds'] {
  const firsts = examined.map((list) => list[0]!)
  const unanswered = examined.filter((list) => list.every(({ target }) => target === 0)).map((list) => list[0]!)
  const falselyAnswered = unanswered.map(({ probability }) => probability).sort((a, b) => b - a)
  const answered = Math.max(
    leastWithPrecision(firsts, PRECISION.answered),
    falselyAnswered[Math.floor(FALSE_ANSWERS * falselyAnswered.length)] ?? 0,
  )
  const beside = leastWithPrecision(
    examined.flatMap((list) => (list[0]!.probability >= answered ? list.slice(1, 4) : [])),
    PRECISION.beside,
  )
  const related = leastWithPrecision(
    firsts.filter(({ probability }) => probability < answered),
    PRECISION.related,
  )
  return { answered: round(answered), beside: round(beside), related: round(Math.min(related, answered)) }
}

/** The least probability from which, all in all, enough candidates answer or help. */
function leastWithPrecision(
  candidates: readonly { readonly probability: number; readonly target: number }[],
  precision: number,
): number {
  const sorted = [...candidates].sort((a, b) => b.probability - a.probability)
  let least = sorted[0]?.probability ?? 1
  let right = 0
  for (const [at, { probability, target }] of sorted.entries()) {
    if (target >= HELPS) right++
    if (right >= precision * (at + 1)) least = probability
  }
  return least
}

/** How well messages are answered, for the reader. */
export function figuresOf(examined: readonly Judged[], { answered }: Weights['thresholds']) {
  const answerable = examined.filter((list) => list.some(({ target }) => target >= HELPS))
  const others = examined.filter((list) => list.every(({ target }) => target === 0))
  const best = (list: Judged) => Math.max(...list.map(({ target }) => target))
  const share = (list: readonly Judged[], wanted: (one: Judged) => boolean) =>
    round(list.filter(wanted).length / Math.max(list.length, 1))
  const isAnswered = ([first]: Judged) => first!.probability >= answered
  return {
    examined: examined.length,
    successAt1: share(answerable, (list) => list[0]!.target === best(list)),
    answerableAnswered: share(answerable, isAnswered),
    othersAnswered: share(others, isAnswered),
    precisionOfAnswered: share(examined.filter(isAnswered), ([first]) => first!.target >= HELPS),
  }
}
