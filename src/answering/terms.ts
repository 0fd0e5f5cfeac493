import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { sentenceWith, type Term, termKey } from '../corpus/terms.ts'
import { words } from '../dutch/fold.ts'
import { isMisspelt } from '../dutch/misspelling.ts'
import type { Range } from '../dutch/sentences.ts'
import { stem } from '../dutch/stem.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Candidate, Found } from '../retrieval/searcher.ts'
import { unfound } from './arrange.ts'
import { questionParts } from './question-parts.ts'
import { clausesOf, hasAbbreviation, isShowing, pointsAtName, type WhatIs, whatIs } from './what-is.ts'
import type { Hearing } from './who-speaks.ts'

/** What a message asks the meaning of. */
export interface AskedTerm {
  /** As the texts call it, or else as it was typed. */
  readonly name: string
  /** Whether a passage says what it is; null when only the search can tell. */
  readonly isExplained: boolean | null
  /** Ids of the passages that come first, best first; empty where the search finds those with the name. */
  readonly passages: readonly string[]
  /** Whether only what it is short for is asked: nobody disputes that. */
  readonly asksLetters: boolean
  /** The sentence of a passage with the name, as a range of its text; null when it has none. */
  readonly sentenceIn: (passage: Passage) => Range | null
  /** Whether a passage with the name may answer the question, where only the search can tell. */
  readonly mayAnswer: (passage: Passage) => boolean
}

/** The term that a message asks the meaning of; null when it asks something else, or of something that no text names. */
export type TermAsked = (message: string) => AskedTerm | null

/** Fewest letters of a word that no list has. */
const MIN_LETTERS = 5
/** Most words of a name. */
const MAX_WORDS = 4
/** Shorter names are other words elsewhere: "me". */
const SHORTEST_KEY = 3
/** Fewest letters of the beginning of a name that tell it. */
const SHORTEST_BEGINNING = 10
/** UTF-16 units of a message of which every clause is read: of a longer story, only the question is. */
const MAX_MESSAGE_LENGTH = 160
/** What somebody says is a thing to ask the meaning of, too. */
const SAYING = /\b(?:zegt|zeggen|zei|vindt|vinden|stelt|schrijf\w*|says?)\b/i
/** Says how something is, not what: "wat is belangrijk?". */
const ADJECTIVE = /(?:[lr]ijke?|ige?|ische?|bare?|ende?)$/

/**
 * Makes a function that finds the term that a message asks the meaning of: one of the list, in whatever spelling, or else any words,
 * of which the search tells whether the texts have them.
 * @param abbreviate puts abbreviations in place of what they are short for.
 */
export function createTerms(terms: readonly Term[], abbreviate: (text: string) => string): TermAsked {
  const keyOf = (name: string) => termKey(abbreviate(name))
  const named = terms.map((term) => ({
    term,
    keys: [term.name, ...term.also].flatMap((name) => [termKey(name), keyOf(name)]),
  }))
  const listed = (name: string) => {
    const key = keyOf(name)
    const is = (same: (known: string) => boolean) => named.find(({ keys }) => keys.some(same))?.term
    return (
      is((known) => known === key) ?? is((known) => stem(known) === stem(key)) ?? is((known) => isMisspelt(key, known))
    )
  }
  /** The only term that begins so: "dat post-exertionele gedoe". */
  const begun = (name: string): Term | undefined => {
    const key = keyOf(name)
    const likely =
      key.length < SHORTEST_BEGINNING ? [] : named.filter(({ keys }) => keys.some((known) => known.startsWith(key)))
    return likely.length === 1 ? likely[0]!.term : undefined
  }
  /** @param mayBeBare whether a name alone asks, too. */
  const inClause = (clause: string, mayBeBare: boolean): AskedTerm | null => {
    const { names, kind } = whatIs(clause) ?? { names: [], kind: 'bare' as const }
    if (kind === 'bare' && !mayBeBare) return null
    for (const name of names) {
      const term = listed(name)
      // Where its name says so, "klachten" asks no symptoms.
      if (term) return ofList(term, kind === 'symptoms' && isShowing(name) ? 'meaning' : kind)
    }
    return null
  }
  /** The only term in clauses that another one points at. */
  const mentioned = (clauses: readonly string[]): Term | undefined => {
    const found = new Set(
      clauses.flatMap((clause) => {
        const said = words(abbreviate(clause))
        const runs = said.flatMap((_, at) =>
          Array.from({ length: MAX_WORDS }, (_, more) => said.slice(at, at + more + 1).join(' ')),
        )
        return runs.flatMap((run) => (termKey(run).length < SHORTEST_KEY ? [] : (listed(run) ?? begun(run) ?? [])))
      }),
    )
    return found.size === 1 ? [...found][0] : undefined
  }
  return (message) => {
    const term = inClause(message, true)
    if (term) return term
    if (message.length <= MAX_MESSAGE_LENGTH && questionParts(message).asked.length < 2) {
      const clauses = clausesOf(message)
      for (const clause of clauses) {
        const asking = inClause(clause, false)
        if (asking) return asking
      }
      const others = clauses.filter((clause) => !pointsAtName(clause))
      const isPointed = others.length < clauses.length && !others.some((clause) => SAYING.test(clause))
      const only = isPointed ? mentioned(others) : undefined
      if (only) return ofList(only, 'meaning')
    }
    const asked = whatIs(message)
    return asked?.isMeaning ? ofWords(asked.names[0]!, asked.isPlural) : null
  }
}

function ofList(term: Term, kind: WhatIs['kind']): AskedTerm {
  const { name, explained, named, spelledOut, symptoms } = term
  const ofLetters = spelledOut.length > 0 || hasAbbreviation(name) ? spelledOut : explained
  const answers = { meaning: explained, bare: explained, letters: ofLetters, symptoms }[kind]
  return {
    name,
    // Somebody who types only a name may ask anything.
    isExplained: answers.length > 0 || (kind === 'bare' ? null : false),
    passages: answers.length > 0 ? answers : [...new Set([...explained, ...named])],
    asksLetters: kind === 'letters',
    sentenceIn: (passage) => sentenceWith(term, passage),
    mayAnswer: () => true,
  }
}

/** Most words between a name and what says that it is something. */
const MOST_BETWEEN = 6

/** Words that no list has, as a term: its passages are those of the search that have them, in any form. */
function ofWords(name: string, isPlural: boolean): AskedTerm | null {
  const said = words(name)
  const letters = said.join('')
  if (said.length > MAX_WORDS || letters.length < MIN_LETTERS || said.some(isStopWord) || ADJECTIVE.test(letters)) {
    return null
  }
  const stemmed = (text: string) => ` ${words(text).map(stem).join(' ')} `
  const called = stemmed(name)
  const defines = new RegExp(
    `${called}(?:\\S+ ){0,${MOST_BETWEEN}}(?:is|zijn|betekent) (?:\\S+ ){0,${MOST_BETWEEN}}een `,
  )
  const textOf = ({ text }: Passage, { start, end }: Range) => stemmed(text.slice(start, end))
  return {
    name,
    isExplained: null,
    passages: [],
    asksLetters: false,
    sentenceIn: (passage) => passage.sentences.find((one) => textOf(passage, one).includes(called)) ?? null,
    mayAnswer: (passage) => isPlural || passage.sentences.some((one) => defines.test(textOf(passage, one))),
  }
}

/** What was found for a message that asks the meaning of a term, with the passages of the term first. */
export interface Lead extends Hearing {
  readonly term: AskedTerm
  /** Whether the first passage says what it is; otherwise it only has the name. */
  readonly isExplained: boolean
  /** Whether a passage may be quoted with it: no other of a document that explains the term, and one of each that only names it. */
  readonly mayQuote: (passage: Passage) => boolean
}

/** Distance in score that nothing else makes up for. */
const AHEAD = 10

/**
 * Puts the passages of a term first, with the confidence that fits: what explains it answers, and what only names it is related.
 * @returns null where no text found has the words, or the search is confident of one that has them.
 */
export function leadWithTerm(
  found: Found,
  term: AskedTerm,
  { passages: all, passage: passageOf }: Corpus,
  { answered, related }: { readonly answered: number; readonly related: number },
): Lead | null {
  const { passages, isExplained, asksLetters, sentenceIn, mayAnswer } = term
  const { candidates, confidence } = found
  const naming = candidates.filter(({ passage }) => sentenceIn(all[passage]!) !== null)
  const [best] = naming
  if (isExplained === null && confidence >= answered && best && best === candidates[0] && mayAnswer(all[best.passage]!))
    return null
  const given = passages.map((id): Candidate => {
    const passage = all.indexOf(passageOf(id)!)
    return candidates.find((one) => one.passage === passage) ?? unfound(passage)
  })
  const first = isExplained === null && given.length === 0 ? naming : given
  if (first.length === 0) return null
  const leading = first.map(({ passage }) => all[passage]!)
  const top = Math.max(0, ...candidates.map(({ score }) => score))
  const ahead = first.map((one, at) => ({
    ...one,
    score: top + AHEAD * (first.length - at),
    probability: isExplained ? Math.max(one.probability, answered) : one.probability,
  }))
  const others = candidates.filter(({ passage }) => first.every((one) => one.passage !== passage))
  return {
    found: {
      ...found,
      candidates: [...ahead, ...others],
      confidence: isExplained ? Math.max(confidence, answered) : related,
    },
    term,
    isExplained: isExplained === true,
    also: null,
    asked: [],
    heard: new Map(),
    preferred: new Set([leading[0]!.speaker.id]),
    mayQuote: (passage) =>
      isExplained
        ? leading.includes(passage) ||
          (!asksLetters && leading.every(({ documentId }) => documentId !== passage.documentId))
        : passage === leading[0] || (passage.documentId !== leading[0]!.documentId && sentenceIn(passage) !== null),
  }
}
