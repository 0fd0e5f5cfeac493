import { type Illnesses, lengthOfName } from '../corpus/illnesses.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { splitCompound } from '../dutch/compounds.ts'
import { fold, words } from '../dutch/fold.ts'
import { createSpelling } from '../dutch/misspelling.ts'
import { stem } from '../dutch/stem.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { treatmentNamed } from './asked-treatment.ts'
import { otherIllnessIn } from './other-illness.ts'
import { clausesOf, hasAbbreviation, pointsAtName, type WhatIs, whatIs } from './what-is.ts'

/** A name that no text has, of which a message asks the meaning. */
export interface AbsentName {
  /** As it was typed. */
  readonly name: string
  /**
   * Whether the texts may still have it: a part of it or nearly, in Dutch for an English name, or as a list for "wat zijn …". Then what
   * is sure to answer does.
   */
  readonly mayBeMeant: boolean
}

/** Most words of a name. */
const MAX_WORDS = 3
/** Fewest letters of a name; of one in small letters, which may be any word. */
const MIN_LETTERS = 3
const MIN_SMALL_LETTERS = 4
/** Fewest letters of a word that may be a slip of the keyboard. */
const MIN_SPELT_LETTERS = 5
/** Fewest letters of a name that the texts may have as two words, or as one. */
const MIN_JOINED = 6
const ENGLISH = /\b(?:what|whats|means?|meaning|explain|define|definition|stands)\b/

/** Fewest letters of a word of the texts with which another begins: "vitaminepillen". */
const MIN_BEGINNING = 4
/** Fewest letters after it. */
const MIN_ENDING = 4
/** Letters with which a form of a word of the texts begins as that does, at least, and of all its letters: "osteopaat". */
const MIN_FORM = 6
const FORM = 0.7
/** Endings of verbs and of plurals, longest first: "mediteren", "gepaced", "pacet", "fysio's". */
const VERB_ENDING = /(?:eren|eert|eerde|eer|ende|end|ing|ers?|ed|en|et|te|de|t|d|s)$/
/** What the texts may call it that somebody does: "pacen" is pacing, "mediteren" is meditation, "masseren" is massage. */
const NOUN_ENDINGS = ['ing', 'ings', 'atie', 'age', 'ie', 'uur']
/** Fewest letters of the beginning that both have, and of one that a word of the texts may simply begin with. */
const MIN_VERB = 3
const MIN_SHORT = 5

/** Tells what messages name that no text of a corpus has in any form. */
export interface Absent {
  /** The name of which a message asks the meaning. */
  meaningIn(message: string): AbsentName | null
  /** The thing of which a message asks whether it helps; null when a text has a word of it, or one that means the same. */
  treatmentIn(message: string): AbsentTreatment | null
  /** The other illness that a message is about; null for most. */
  illnessIn(message: string): string | null
}

export interface AbsentTreatment {
  /** As it was typed. */
  readonly name: string
  /** Whether the message asks anything of it, and isn't only a word or two. */
  readonly isAsked: boolean
}

/**
 * @param synonymsOf what means the same as a name.
 * @param illnesses of the others, those that a text names don't count.
 */
export function createAbsent(
  { documents }: Corpus,
  synonymsOf: (name: string) => readonly string[],
  illnesses: Illnesses,
): Absent {
  const texts = documents.flatMap(({ title, publisher, abbreviation, passages }) => [
    ...[title, publisher, abbreviation],
    ...passages.flatMap(({ text, section, heading }) => [text, ...section, heading ?? '']),
  ])
  const said = texts.map(words)
  const known = new Set(said.flat())
  const stems = new Set([...known].map(stem))
  const spelling = createSpelling(known)
  const isKnown = (word: string) =>
    stems.has(stem(word)) || (word.length >= MIN_SPELT_LETTERS && spelling.meantBy(word).length > 0)
  const isNear = (word: string) =>
    word.length > MIN_SPELT_LETTERS && [...word].some((_, at) => known.has(word.slice(0, at) + word.slice(at + 1)))
  const joined = said.map((all) => all.join(''))
  const vocabulary = [...known].map(withSingleVowels)
  const beginsOne = (beginning: string) => vocabulary.some((one) => one.startsWith(beginning))
  const isFormOfKnown = (word: string) =>
    beginningsOf(word).some(
      (begin) =>
        NOUN_ENDINGS.some((ending) => known.has(begin + ending)) ||
        (begin.length >= MIN_SHORT && beginsOne(withSingleVowels(begin))),
    )
  const isTold = (word: string) => {
    if (isKnown(word) || splitCompound(word, (part) => stems.has(stem(part))) !== null) return true
    if (isFormOfKnown(word)) return true
    for (let end = MIN_BEGINNING; end <= word.length - MIN_ENDING; end++) if (known.has(word.slice(0, end))) return true
    const single = withSingleVowels(word)
    const beginning = single.slice(0, Math.max(MIN_FORM, Math.ceil(single.length * FORM)))
    return word.length >= MIN_BEGINNING && beginsOne(beginning)
  }
  const treatmentIn = (message: string) => {
    const { words: name, isAsked } = treatmentNamed(message)
    if (name.length === 0 || name.join('').length < MIN_LETTERS || name.some(isTold)) return null
    const meant = synonymsOf(name.join(' ')).some((synonym) => words(synonym).every(isKnown))
    const isJoined = name.length > 1 && joined.some((text) => text.includes(name.join('')))
    return meant || isJoined ? null : { name: asTyped(name, message), isAsked }
  }
  const meaningIn = (message: string) => {
    const asked = askedIn(message)
    if (!asked || asked.kind === 'bare' || asked.kind === 'symptoms') return null
    const name = words(asked.names.at(-1)!)
    const letters = name.join('')
    if (name.length > MAX_WORDS || letters.length < MIN_LETTERS || name.some(isStopWord)) return null
    const typed = asTyped(name, message)
    // "Wat is de prognose" may ask what it is for somebody.
    if (!hasAbbreviation(typed) && (!asked.isMeaning || letters.length < MIN_SMALL_LETTERS)) return null
    if (name.every(isKnown)) return null
    if (letters.length >= MIN_JOINED && joined.some((text) => text.includes(letters))) return null
    const isLikely = name.some((word) => isKnown(word) || isNear(word))
    return { name: typed, mayBeMeant: isLikely || asked.isPlural || ENGLISH.test(fold(message)) }
  }
  const vocabularyHas = (word: string) =>
    word.endsWith('*') ? [...known].some((one) => one.startsWith(word.slice(0, -1))) : known.has(word)
  // Of most illnesses no text has every word, so that no text has to be read for them.
  const isNamed = (name: readonly string[]) =>
    name.every(vocabularyHas) && said.some((text) => text.some((_, at) => lengthOfName(name, text, at) > 0))
  const untold = { ...illnesses, other: illnesses.other.filter((name) => !isNamed(name)) }
  const illnessIn = (message: string) => {
    const name = otherIllnessIn(message, untold)
    return name && asTyped(name, message)
  }
  return { meaningIn, treatmentIn, illnessIn }
}

/** With what a word begins without the ending of a verb or a plural: "pac" of "pacen", "gepaced" and "pacet". */
function beginningsOf(word: string): string[] {
  return [word, word.replace(/^ge/, '')].flatMap((form) => {
    const begin = form.replace(VERB_ENDING, '').replace(/e$/, '')
    return begin !== form && begin.length >= MIN_VERB ? [begin] : []
  })
}

/** "Acupunctuur" and "acupuncturist" begin alike but for the vowel that a closed syllable has twice. */
function withSingleVowels(word: string): string {
  return word.replace(/([aeou])\1/g, '$1')
}

/** Letters with which two forms of a name begin alike, of those of one: "homeopaat" and "homeopathie". */
const SAME = 0.6
/** "Yoga-achtig". */
const LIKE = /^achtig/
/** After these, "of" is no choice. */
const WONDERING = /^(?:weten|vraag|vragen|vroeg|benieuwd|afvraag|wonder|know)$/

/**
 * Whether a question names a treatment, and not as one of several, nor only something like it: who asks for hypnosis or meditation may be
 * answered on one of them.
 */
export function asksForAlone(question: string, treatment: string): boolean {
  const said = words(question)
  const isThing = (word = '') => word !== '' && !isStopWord(word) && !WONDERING.test(word)
  const isOr = (at: number) => /^(?:of|or)$/.test(said[at] ?? '') && isThing(said[at - 1]) && isThing(said[at + 1])
  return words(treatment).some((name) => {
    const begins = name.slice(0, Math.max(MIN_BEGINNING, Math.ceil(name.length * SAME)))
    return said.some(
      (word, at) => word.startsWith(begins) && !isOr(at - 1) && !isOr(at + 1) && !LIKE.test(said[at + 1] ?? ''),
    )
  })
}

/** The words of a folded name as a message has them. */
function asTyped(name: readonly string[], message: string): string {
  const typed = [...message.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
  const at = typed.findIndex((_, from) => name.every((word, more) => fold(typed[from + more]?.[0] ?? '') === word))
  const [first, last] = [typed[at], typed[at + name.length - 1]]
  return first && last ? message.slice(first.index, last.index + last[0].length) : name.join(' ')
}

/** What a message asks the meaning of, in one clause or in two: "een crash, wat is dat?" */
function askedIn(message: string): WhatIs | null {
  const clauses = clausesOf(message)
  const [name, ...others] = clauses.filter((clause) => !pointsAtName(clause))
  const isPointed = name !== undefined && others.length === 0 && clauses.length > 1
  return whatIs(isPointed ? `wat betekent ${name.trim()}` : message)
}
