import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hashVerified, readChecksums } from './checksums.ts'
import type { ModelSettings } from './embedder.ts'
import { MODEL_FILES } from './pretrained.ts'
import type { Projection } from './projection.ts'

/**
 * A hash of all that a model's vectors depend on, in hexadecimal: its files (or, for a model of the hub, its name), its prefixes,
 * and the pooling.
 * @throws Error naming a file that differs from checksums.json beside it: a single wrong bit gives wrong answers.
 */
export function fingerprintModel({ model, queryPrefix, passagePrefix }: ModelSettings): string {
  const hash = createHash('sha256').update(['mean', queryPrefix, passagePrefix].join('\0'))
  if (!existsSync(model)) return hash.update(model).digest('hex')
  const checksums = readChecksums(model)
  for (const file of MODEL_FILES) {
    const path = join(model, file)
    if (!existsSync(path)) continue
    hash.update(file).update(hashVerified(path, checksums[file]))
  }
  return hash.digest('hex')
}

/** A hash of all that projected vectors depend on, in hexadecimal. @param model fingerprint of the model. */
export function fingerprintProjected(model: string, { matrix }: Projection): string {
  return createHash('sha256')
    .update(model)
    .update(new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength))
    .digest('hex')
}
