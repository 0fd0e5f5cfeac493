import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Projection } from '../embedding/projection.ts'
import { dangerModelSchema } from '../safety/sense-danger.ts'
import { FEATURES } from './features.ts'
import { networkSchema } from './network.ts'
import { RERANKING_FEATURES } from './reranking.ts'

const schema = z.strictObject({
  format: z.literal(6),
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
  /** Tells from a candidate's features how probably it answers. */
  network: networkSchema.refine(({ mean }) => mean.length === FEATURES.length, 'of other features'),
  /** Least probability of an answer, of a passage beside an answer, and of a passage that is shown as related. */
  thresholds: z.strictObject({ answered: z.number(), beside: z.number(), related: z.number() }),
  /** Tells the same when a reranker has read it too, from `RERANKING_FEATURES`; only where one was configured. */
  reranking: z
    .strictObject({
      /** Fingerprint of the reranker with which it was learned. */
      reranker: z.string(),
      network: networkSchema.refine(({ mean }) => mean.length === RERANKING_FEATURES.length, 'of other features'),
    })
    .optional(),
  danger: dangerModelSchema,
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
