import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const schema = z.record(z.string(), z.string())
const CHUNK = 1024 * 1024 // bytes

/** The sha256 of files, by their paths relative to a folder, from its checksums.json; empty without one. */
export function readChecksums(folder: string): Readonly<Record<string, string>> {
  const list = join(folder, 'checksums.json')
  return existsSync(list) ? schema.parse(JSON.parse(readFileSync(list, 'utf8'))) : {}
}

/**
 * @returns the sha256 of a file, in hexadecimal.
 * @throws Error naming the file, when it differs from the expected one: a single wrong bit gives wrong answers.
 */
export function hashVerified(path: string, expected: string | undefined): string {
  const sha256 = hashFile(path)
  if (expected === undefined || expected === sha256) return sha256
  throw new Error(
    `The model file ${path} is damaged: its sha256 is not that of checksums.json. Restore it from the repository.`,
  )
}

/** @throws Error naming the file, when it is missing or differs from checksums.json beside it. */
export function verifyChecksum(path: string): void {
  if (!existsSync(path)) throw new Error(`The model file ${path} is missing. Restore it from the repository.`)
  hashVerified(path, readChecksums(dirname(path))[basename(path)])
}

/** Writes a file, and its sha256 to checksums.json beside it. */
export function writeWithChecksum(path: string, content: string): void {
  writeFileSync(path, content)
  const checksums = {
    ...readChecksums(dirname(path)),
    [basename(path)]: createHash('sha256').update(content).digest('hex'),
  }
  writeFileSync(join(dirname(path), 'checksums.json'), `${JSON.stringify(checksums, null, 2)}\n`)
}

/** The sha256 of a file in hexadecimal, read in chunks: a model may be larger than memory. */
export function hashFile(path: string): string {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(CHUNK)
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
