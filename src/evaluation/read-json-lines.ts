import { readFileSync } from 'node:fs'

/** Reads a file with a JSON value on each line; whether they are of the type is the caller's word. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}
