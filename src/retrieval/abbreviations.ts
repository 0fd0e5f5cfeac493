import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { words } from '../dutch/fold.ts'

const schema = z.record(z.string().min(1), z.array(z.string().min(1)).min(1))

/**
 * Loads abbreviations.yaml: names of one thing, and the one by which it is compared.
 * @param shown what the path in messages is relative to.
 * @returns a function that puts that one in place of the others, whatever their accents, case and hyphens; one that is in
 *   capitals in the file counts only in capitals. Without the file, a function that changes nothing.
 * @throws CorpusError naming the line.
 */
export function loadAbbreviations(path: string, shown = process.cwd()): (text: string) => string {
  if (!existsSync(path)) return (text) => text
  const { value } = readYamlFile(path, schema, shown)
  const names = Object.entries(value)
    .flatMap(([compared, others]) =>
      others.map((name) => ({ compared, parts: words(name), isCapital: name === name.toUpperCase() })),
    )
    .sort((a, b) => b.parts.length - a.parts.length)
  return (text) => {
    const spoken = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
      folded: words(word).join(''),
      isCapital: word === word.toUpperCase(),
      start: index,
      end: index + word.length,
    }))
    let named = ''
    let from = 0
    for (let at = 0; at < spoken.length; at++) {
      const name = names.find(({ parts, isCapital }) =>
        parts.every((part, offset) => {
          const word = spoken[at + offset]
          return word?.folded === part && (!isCapital || word.isCapital)
        }),
      )
      if (!name) continue
      named += text.slice(from, spoken[at]!.start) + name.compared
      at += name.parts.length - 1
      from = spoken[at]!.end
    }
    return named + text.slice(from)
  }
}
