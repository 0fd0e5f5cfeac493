import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelSettings } from './embedder.ts'

/**
 * What a model's vectors depend on, in hexadecimal: its files (or, for one of the hub, its name), its prefixes, and the way
 * the vectors are pooled.
 */
export function fingerprintModel({ model, queryPrefix, passagePrefix }: ModelSettings): string {
  const hash = createHash('sha256').update(['mean', queryPrefix, passagePrefix].join('\0'))
  if (!existsSync(model)) return hash.update(model).digest('hex')
  for (const file of readdirSync(model, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(json|onnx)$/.test(file) || file === 'checksums.json') continue
    hash.update(file).update(
      createHash('sha256')
        .update(readFileSync(join(model, file)))
        .digest(),
    )
  }
  return hash.digest('hex')
}
