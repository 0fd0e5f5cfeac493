import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ModelSettings } from './embedder.ts'
import { hashFile } from './hash-file.ts'

/** Files of a model folder that its vectors depend on. */
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model_quantized.onnx')]
const checksumsSchema = z.record(z.string(), z.string())

/**
 * What a model's vectors depend on, in hexadecimal: its files (or, for one of the hub, its name), its prefixes, and the way
 * the vectors are pooled.
 * @throws Error naming the file, when one is not as checksums.json beside it says: a single wrong bit gives wrong answers.
 */
export function fingerprintModel({ model, queryPrefix, passagePrefix }: ModelSettings): string {
  const hash = createHash('sha256').update(['mean', queryPrefix, passagePrefix].join('\0'))
  if (!existsSync(model)) return hash.update(model).digest('hex')
  const list = join(model, 'checksums.json')
  const checksums = existsSync(list) ? checksumsSchema.parse(JSON.parse(readFileSync(list, 'utf8'))) : {}
  for (const file of FILES) {
    const path = join(model, file)
    if (!existsSync(path)) continue
    const sha256 = hashFile(path)
    const expected = checksums[file]
    if (expected !== undefined && expected !== sha256) {
      throw new Error(
        `The model file ${path} is damaged: its sha256 is not that of checksums.json. Restore it from the repository.`,
      )
    }
    hash.update(file).update(sha256)
  }
  return hash.digest('hex')
}
