import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { words } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Passage } from './document.ts'
import type { Corpus } from './load-corpus.ts'
import { CorpusError, type Problem, type ProblemKind } from './problem.ts'
import { readYamlFile } from './read-yaml.ts'

/** A term of the texts: what one may ask the meaning of. */
export interface Term {
  readonly name: string
  /** Its other names; what it is short for comes first. */
  readonly also: readonly string[]
  /** Ids of the passages that say what it is, best first. Empty when the texts only name it. */
  readonly explained: readonly string[]
  /** Ids of passages that only name it, best first. */
  readonly named: readonly string[]
  /** Ids of the passages that spell it out, an abbreviation. */
  readonly spelledOut: readonly string[]
  /** Ids of the passages that say how it shows. */
  readonly symptoms: readonly string[]
}

const ids = z.array(z.string().regex(/^[a-z2-7]{8}$/, 'expected a passage id of 8 characters')).default([])
const names = z.array(z.string().trim().min(1, 'expected a name'))
const schema = z.strictObject({
  terms: z.array(
    z.strictObject({
      term: z.string().trim().min(1, 'expected a name'),
      also: names.default([]),
      explained: ids,
      named: ids,
      symptoms: ids,
    }),
  ),
  hidden: names.default([]),
})

/** What may be asked after by a term's name, however it is written: "post-exertionele malaise" and "Postexertionele Malaise". */
export function termKey(name: string): string {
  return words(name).join('')
}

/**
 * The terms of a corpus: those that its texts explain in a list or spell out, with what terms.yaml, if it is there, says of them,
 * adds and hides. In alphabetical order.
 * @throws CorpusError naming the line, when a passage is unknown or doesn't name the term, or nothing has a hidden name.
 */
export function loadTerms(folder: string, corpus: Corpus, shown = process.cwd()): Term[] {
  const found = new Map(termsIn(corpus).map((term) => [termKey(term.name), term]))
  const path = join(folder, 'terms.yaml')
  if (existsSync(path)) {
    const { value, lineOf, file } = readYamlFile(path, schema, shown)
    const problems: Problem[] = []
    const report = (line: number, message: string, remedy: string, kind: ProblemKind, detail = '') =>
      problems.push({ file, line, message, remedy, kind, detail })
    for (const [at, { term: name, ...given }] of value.terms.entries()) {
      const line = lineOf(['terms', at, 'term'])
      const key = termKey(name)
      const known = found.get(key)
      const also = [...(known?.also ?? []), ...given.also]
      const term: Term = { name, ...given, also, spelledOut: known?.spelledOut ?? [] }
      for (const id of [...given.explained, ...given.named, ...given.symptoms]) {
        if (!corpus.passage(id))
          report(line, `no passage has the id "${id}".`, `Correct it, or remove it from "${name}".`, 'no-passage', name)
      }
      for (const id of given.named) {
        const passage = corpus.passage(id)
        if (passage && !sentenceWith(term, passage))
          report(
            line,
            `the passage "${id}" doesn't name "${name}".`,
            'Name another, or add its words under "also".',
            'not-named',
            name,
          )
      }
      if (given.explained.length + given.named.length === 0)
        report(
          line,
          `"${name}" has no passage.`,
          'Give the passages that explain it, or those that name it.',
          'no-passage',
          name,
        )
      found.set(key, term)
    }
    for (const [at, name] of value.hidden.entries()) {
      if (!found.delete(termKey(name)))
        report(
          lineOf(['hidden', at]),
          `no term is called "${name}".`,
          'Correct the name, or remove it.',
          'not-named',
          name,
        )
    }
    if (problems.length > 0) throw new CorpusError(problems)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'nl'))
}

/** The first sentence of a passage with one of the term's names, as a range of its text; null when it has none. */
export function sentenceWith({ name, also }: Pick<Term, 'name' | 'also'>, { text, sentences }: Passage): Range | null {
  const called = [name, ...also].map((one) => ` ${words(one).join(' ')} `)
  const namesIt = ({ start, end }: Range) => {
    const said = ` ${words(text.slice(start, end)).join(' ')} `
    return called.some((one) => said.includes(one))
  }
  return sentences.find(namesIt) ?? null
}

/** Most words of the heading of a list item that is a term. */
const MAX_HEADING_WORDS = 4

/** What an item of a list explains, if its name stands on a line of its own above it: "Mindfulness"; null for most passages. */
export function itemName({ intro, text }: Passage): string | null {
  const heading = intro === null ? '' : text.slice(0, Math.max(0, text.indexOf('\n'))).replace(/^\d+[.)]\s+/, '')
  return heading !== '' && words(heading).length <= MAX_HEADING_WORDS ? heading : null
}

/** The terms that the texts spell out ("CGT" in "Cognitieve Gedragstherapie (CGT)") or explain in a list, under their name. */
function termsIn({ passages }: Corpus): Term[] {
  const terms = new Map<string, { name: string; also: string[]; explained: string[]; spelledOut: string[] }>()
  const termOf = (name: string) => {
    const key = termKey(name)
    const term = terms.get(key) ?? { name, also: [], explained: [], spelledOut: [] }
    terms.set(key, term)
    return term
  }
  for (const passage of passages) {
    const { id, text } = passage
    for (const name of itemName(passage)?.split(/ (?:en|of) /) ?? []) termOf(name).explained.push(id)
    for (const { short, full } of abbreviationsIn(text)) {
      const { also, spelledOut } = termOf(short)
      if (!also.some((known) => termKey(known) === termKey(full))) also.push(full)
      if (!spelledOut.includes(id)) spelledOut.push(id)
    }
  }
  return [...terms.values()].map((term) => ({ ...term, named: term.spelledOut, symptoms: [] }))
}

/** The abbreviations in a text that stand beside what they are short for, on either side of the parenthesis. */
function abbreviationsIn(text: string): { short: string; full: string }[] {
  const behind = [...text.matchAll(/(\p{Lu}{2,10}) \((\p{L}[^()\n]{5,100})\)/gu)].map(([, short, full]) => ({
    short: short!,
    full: full!,
  }))
  const before = [...text.matchAll(/([^()\n]{5,100}?)['’"”]? \((\p{Lu}{2,10})\)/gu)].flatMap(([, said, short]) => {
    const starts = [...said!.matchAll(/(?<![\p{L}\p{N}])\p{L}/gu)].map(({ index }) => said!.slice(index)).reverse()
    const full = starts.slice(0, short!.length + 2).find((one) => isShortFor(short!, one))
    return full === undefined ? [] : [{ short: short!, full }]
  })
  return [...behind.filter(({ short, full }) => isShortFor(short, full)), ...before]
}

/** Whether words begin with the first letter of an abbreviation, and have its other letters in the same order. */
function isShortFor(short: string, full: string): boolean {
  const letters = [...short.toLowerCase()]
  const said = full.toLowerCase()
  if (said[0] !== letters[0]) return false
  let at = 0
  return letters.every((letter) => {
    at = said.indexOf(letter, at) + 1
    return at > 0
  })
}
