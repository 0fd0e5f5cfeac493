import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Projection } from '../embedding/projection.ts'
import { dangerModelsSchema } from '../safety/sense-danger.ts'

/** Signals of how well one candidate fits a question; all grow with fit. */
export const SIGNALS = ['maxsimContext', 'maxsimQuestions2', 'maxsimQuestions8', 'bm25', 'centroid'] as const
export type Signal = (typeof SIGNALS)[number]
export type Signals = Readonly<Record<Signal, number>>

/** Evidence of whether the best candidate answers the question at all. */
export const EVIDENCE = [
  'questionsOverOffTopic1',
  'questionsOverOffTopic4',
  'bestOverOffTopic2',
  'cosineOverOffTopic1',
  'cosineOverOffTopic4',
  'maxsimContext',
  'maxsimQuestions2',
  'maxsimQuestions8',
  'bm25',
  'centroid',
  'score',
  'knownShare',
  'unknownWords',
  'length',
] as const
export type EvidenceName = (typeof EVIDENCE)[number]
export type Evidence = Readonly<Record<EvidenceName, number>>

const vector = (length: number) => z.array(z.number()).length(length)
const schema = z.strictObject({
  format: z.literal(4),
  /** Fingerprint of the model with which all of this was learned. */
  model: z.string(),
  /** Projection of the model's vectors: its matrix as float32 numbers, little-endian, in base64. */
  projection: z
    .strictObject({ from: z.int().positive(), to: z.int().positive(), matrix: z.base64() })
    .refine(({ from, to, matrix }) => Buffer.byteLength(matrix, 'base64') === 4 * from * to, 'of another size'),
  /** Mean of the token vectors of the corpus, projected. */
  tokenMean: z.array(z.number()),
  /** Ids of tokens that are in so many views that they carry no information. */
  commonTokens: z.array(z.int()),
  fusion: z.strictObject({ weights: vector(SIGNALS.length) }),
  calibration: z.strictObject({ weights: vector(EVIDENCE.length), bias: z.number() }),
  /** Least confidence of an answer, and of a related passage. */
  thresholds: z.strictObject({ answered: z.number(), related: z.number() }),
  danger: dangerModelsSchema,
  /** What tuning measured; not used. */
  figures: z.record(z.string(), z.unknown()),
})

/** Everything that `npm run tune` learns. */
export type Weights = z.output<typeof schema>

/** @throws Error naming the file and what to do, when it is missing or wrong. */
export function loadWeights(path: string): Weights {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The weights in ${path} can't be read (${reason}). Restore the file, or make it with "npm run tune".`,
    )
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(
    `The weights in ${path} are not of this version (${issue?.path.join('.')}: ${issue?.message}). Make them with "npm run tune".`,
  )
}

/** The projection to the space in which vectors are compared. */
export function projectionOf({ projection: { from, to, matrix } }: Weights): Projection {
  return { from, to, matrix: new Float32Array(Uint8Array.from(Buffer.from(matrix, 'base64')).buffer) }
}

/** The inverse of `projectionOf`. */
export function storedProjection({ from, to, matrix }: Projection): Weights['projection'] {
  const { buffer, byteOffset, byteLength } = matrix
  return { from, to, matrix: Buffer.from(buffer, byteOffset, byteLength).toString('base64') }
}

/** Weighted sum of a candidate's signals. Comparable between questions, unbounded. */
export function fuse(signals: Signals, weights: Weights['fusion']): number {
  return SIGNALS.reduce((sum, name, index) => sum + weights.weights[index]! * signals[name], 0)
}

/** Probability, 0 to 1, that the best candidate answers the question: a logistic model. */
export function calibrate(evidence: Evidence, { weights, bias }: Weights['calibration']): number {
  const logit = EVIDENCE.reduce((sum, name, index) => sum + weights[index]! * evidence[name], bias)
  return 1 / (1 + Math.exp(-logit))
}
