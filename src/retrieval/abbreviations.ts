import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { words } from '../dutch/fold.ts'

const schema = z.record(z.string().min(1), z.array(z.string().min(1)).min(1))

/**
 * Loads abbreviations.yaml: what abbreviations are short for.
 * @param shown what the path in messages is relative to.
 * @returns a function that puts the abbreviation in place of what it is short for, whatever its accents, case and
 *   hyphens; without the file, one that changes nothing.
 * @throws CorpusError naming the line.
 */
export function loadAbbreviations(path: string, shown = process.cwd()): (text: string) => string {
  if (!existsSync(path)) return (text) => text
  const { value } = readYamlFile(path, schema, shown)
  const names = Object.entries(value)
    .flatMap(([abbreviation, full]) => full.map((name) => ({ abbreviation, parts: words(name) })))
    .sort((a, b) => b.parts.length - a.parts.length)
  return (text) => {
    const spoken = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
      folded: words(word).join(''),
      start: index,
      end: index + word.length,
    }))
    let short = ''
    let from = 0
    for (let at = 0; at < spoken.length; at++) {
      const name = names.find(({ parts }) => parts.every((part, offset) => spoken[at + offset]?.folded === part))
      if (!name) continue
      short += text.slice(from, spoken[at]!.start) + name.abbreviation
      at += name.parts.length - 1
      from = spoken[at]!.end
    }
    return short + text.slice(from)
  }
}
