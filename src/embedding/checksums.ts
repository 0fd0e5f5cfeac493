import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { hashFile } from './hash-file.ts'

const schema = z.record(z.string(), z.string())

/** What checksums.json in a folder says: the sha256 of files, by their paths from there. Nothing when there is none. */
export function readChecksums(folder: string): Readonly<Record<string, string>> {
  const list = join(folder, 'checksums.json')
  return existsSync(list) ? schema.parse(JSON.parse(readFileSync(list, 'utf8'))) : {}
}

/**
 * @returns the sha256 of a file, in hexadecimal.
 * @throws Error naming it, when it is not as expected: a single wrong bit gives wrong answers.
 */
export function hashSound(path: string, expected: string | undefined): string {
  const sha256 = hashFile(path)
  if (expected === undefined || expected === sha256) return sha256
  throw new Error(
    `The model file ${path} is damaged: its sha256 is not that of checksums.json. Restore it from the repository.`,
  )
}

/** @throws Error naming the file, when it is missing, or not as checksums.json beside it says. */
export function expectSound(path: string): void {
  if (!existsSync(path)) throw new Error(`The model file ${path} is missing. Restore it from the repository.`)
  hashSound(path, readChecksums(dirname(path))[basename(path)])
}

/** Writes a file, and its sha256 into checksums.json beside it. */
export function writeSound(path: string, content: string): void {
  writeFileSync(path, content)
  const checksums = {
    ...readChecksums(dirname(path)),
    [basename(path)]: createHash('sha256').update(content).digest('hex'),
  }
  writeFileSync(join(dirname(path), 'checksums.json'), `${JSON.stringify(checksums, null, 2)}\n`)
}
