/** How a query compares with one passage. Cosines and MaxSim are −1 to 1, words 0 to about 20. */
export interface Comparison {
  readonly text: Closeness
  readonly context: Closeness
  /** The best sentence in each respect. */
  readonly sentence: Closeness
  /** The question or list intro before the passage; null when there is none. */
  readonly before: Closeness | null
  /** BM25 of the passage's own text, and of its example questions. */
  readonly wordsOwn: number
  readonly wordsQuestions: number
  /** With the nearest example questions, largest first; empty for a passage without any. */
  readonly questionCosines: readonly number[]
  readonly questionMaxsims: readonly number[]
  /** How many example questions it has. */
  readonly questions: number
  /** Cosine with the centroid of its example questions; 0 without any. */
  readonly centroid: number
  /** Words of its text, and of the question or list intro before it. */
  readonly length: number
  readonly lengthBefore: number
}

export interface Closeness {
  readonly cosine: number
  readonly maxsim: number
}

/** What is the same for all candidates of a query. */
export interface QueryTraits {
  /** With the nearest off-topic questions, largest first. */
  readonly offTopicCosines: readonly number[]
  readonly offTopicMaxsims: readonly number[]
  /** Content words of the query, and how many of them occur in the corpus or its questions. */
  readonly words: number
  readonly knownWords: number
}

type Signal = (comparison: Comparison) => number

/** Of each passage alone. A passage without example questions has 0 in theirs. */
const SIGNALS = {
  cosineText: ({ text }) => text.cosine,
  cosineContext: ({ context }) => context.cosine,
  cosineSentence: ({ sentence }) => sentence.cosine,
  maxsimText: ({ text }) => text.maxsim,
  maxsimContext: ({ context }) => context.maxsim,
  maxsimSentence: ({ sentence }) => sentence.maxsim,
  wordsOwn: ({ wordsOwn }) => wordsOwn,
  hasBefore: ({ before }) => (before ? 1 : 0),
  cosineBefore: ({ before }) => before?.cosine ?? 0,
  maxsimBefore: ({ before }) => before?.maxsim ?? 0,
  hasQuestions: ({ questions }) => (questions > 0 ? 1 : 0),
  questions: ({ questions }) => Math.log1p(questions),
  cosineQuestions1: ({ questionCosines }) => meanOfFirst(questionCosines, 1),
  cosineQuestions4: ({ questionCosines }) => meanOfFirst(questionCosines, 4),
  maxsimQuestions1: ({ questionMaxsims }) => meanOfFirst(questionMaxsims, 1),
  maxsimQuestions2: ({ questionMaxsims }) => meanOfFirst(questionMaxsims, 2),
  maxsimQuestions8: ({ questionMaxsims }) => meanOfFirst(questionMaxsims, 8),
  wordsQuestions: ({ wordsQuestions }) => wordsQuestions,
  centroid: ({ centroid }) => centroid,
  length: ({ length }) => Math.log1p(length),
  // How much of what it says is said by the question or intro: "Zeker." says nothing alone.
  dependence: ({ length, lengthBefore }) => (lengthBefore > 0 ? lengthBefore / (length + lengthBefore) : 0),
} as const satisfies Record<string, Signal>

/** How far a passage is ahead of the best other candidate; negative when it is behind. */
const LEADS = [
  'cosineText',
  'cosineContext',
  'cosineSentence',
  'maxsimText',
  'maxsimContext',
  'maxsimSentence',
  'wordsOwn',
  'cosineQuestions1',
  'maxsimQuestions2',
  'maxsimQuestions8',
  'wordsQuestions',
  'centroid',
] as const satisfies readonly (keyof typeof SIGNALS)[]

/** Of the query: whether anything at all is near, and what it is nearer to. */
const TRAITS = {
  offTopicCosine1: ({ offTopicCosines }) => meanOfFirst(offTopicCosines, 1),
  offTopicCosine4: ({ offTopicCosines }) => meanOfFirst(offTopicCosines, 4),
  offTopicMaxsim1: ({ offTopicMaxsims }) => meanOfFirst(offTopicMaxsims, 1),
  offTopicMaxsim4: ({ offTopicMaxsims }) => meanOfFirst(offTopicMaxsims, 4),
  words: ({ words }) => Math.log1p(words),
  unknownWords: ({ words, knownWords }) => Math.log1p(words - knownWords),
  knownShare: ({ words, knownWords }) => (words > 0 ? knownWords / words : 0),
} as const satisfies Record<string, (traits: QueryTraits) => number>

/** A passage's questions against the off-topic ones. */
const OVER_OFF_TOPIC = {
  cosine1: (own, traits) => meanOfFirst(own.questionCosines, 1) - meanOfFirst(traits.offTopicCosines, 1),
  cosine4: (own, traits) => meanOfFirst(own.questionCosines, 4) - meanOfFirst(traits.offTopicCosines, 4),
  maxsim1: (own, traits) => meanOfFirst(own.questionMaxsims, 1) - meanOfFirst(traits.offTopicMaxsims, 1),
  maxsim4: (own, traits) => meanOfFirst(own.questionMaxsims, 4) - meanOfFirst(traits.offTopicMaxsims, 4),
} as const satisfies Record<string, (own: Comparison, traits: QueryTraits) => number>

const signals = Object.values<Signal>(SIGNALS)
const leadPlaces = LEADS.map((name) => Object.keys(SIGNALS).indexOf(name))

/** Names of the numbers from which a passage's probability is told, in their order. */
export const FEATURES: readonly string[] = [
  ...Object.keys(SIGNALS),
  ...LEADS.map((name) => `${name}:lead`),
  ...Object.keys(TRAITS),
  ...Object.keys(OVER_OFF_TOPIC).map((name) => `${name}:overOffTopic`),
]

/** @returns for each candidate the numbers that `FEATURES` names, all finite. */
export function featuresOf(candidates: readonly Comparison[], traits: QueryTraits): number[][] {
  const rows = candidates.map((candidate) => signals.map((signal) => signal(candidate)))
  const shared = Object.values(TRAITS).map((trait) => trait(traits))
  const leads = leadPlaces.map((place) => leadsOf(rows.map((row) => row[place]!)))
  return candidates.map((candidate, at) => [
    ...rows[at]!,
    ...leads.map((lead) => lead[at]!),
    ...shared,
    ...Object.values(OVER_OFF_TOPIC).map((difference) => (candidate.questions > 0 ? difference(candidate, traits) : 0)),
  ])
}

/** For each value, how much larger it is than the largest other. */
function leadsOf(values: readonly number[]): number[] {
  let best = Number.NEGATIVE_INFINITY
  let second = Number.NEGATIVE_INFINITY
  let first = -1
  for (const [at, value] of values.entries()) {
    if (value > best) {
      second = best
      best = value
      first = at
    } else if (value > second) second = value
  }
  return values.map((value, at) => {
    const other = at === first ? second : best
    return Number.isFinite(other) ? value - other : 0
  })
}

/** @param values largest first. @returns 0 of none. */
function meanOfFirst(values: readonly number[], count: number): number {
  const taken = Math.min(values.length, count)
  let sum = 0
  for (let at = 0; at < taken; at++) sum += values[at]!
  return taken > 0 ? sum / taken : 0
}
