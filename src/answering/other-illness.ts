import { type Illnesses, lengthOfName } from '../corpus/illnesses.ts'
import { words } from '../dutch/fold.ts'

/** Most words of a message that is about one thing; a longer one is a story, in which an illness is named by the way. */
const MAX_WORDS = 30
/** Most words of a question "bij …": more often compare. */
const MAX_SHORT = 14
/** How many words before a name may deny it, and between it and who has it. */
const NEAR_BEFORE = 3
const NEAR_HAVING = 4

const set = (all: string) => new Set(all.split(/\s+/))
const NEGATION = set('geen niet nie no not zonder nooit never')
const DETERMINER = set('mijn mn m n de het een zijn haar onze die deze a an the my his her our this')
const HAVING = set('heb hebt heeft hebben had hadden have has got')
/** It was there before, comes on top, or is one of several. */
const BESIDES = set('gehad gekregen erbij ernaast bovenop ook achter too plus of or door naast')
const ABOUT = set('over voor tegen about for against')
const WITH = set('bij with')
/** Who compares speaks of the own illness. */
const COMPARING = set('ons hier deze dit mij waarom zelfs verschil zoals net why here us than')

/**
 * The other illness that a message is about: "ik heb MS, helpt GET?", "NICE over migraine". One that is denied, had before, comes on top
 * or is compared with doesn't count, nor does any beside the illness of the sources.
 * @returns its words, folded; null for most messages.
 */
export function otherIllnessIn(message: string, { own, other }: Illnesses): string[] | null {
  const all = words(message)
  if (all.length > MAX_WORDS || all.some((_, at) => isOwn(at))) return null
  const isShort = all.length <= MAX_SHORT && !all.some((word) => COMPARING.has(word))
  for (const sentence of message.split(/[.!?;\n]+/)) {
    const said = words(sentence)
    for (let at = 0; at < said.length; at++) {
      const length = Math.max(0, ...other.map((name) => lengthOfName(name, said, at)))
      if (length > 0 && isAbout(said, at, at + length, isShort)) return said.slice(at, at + length)
    }
  }
  return null

  function isOwn(at: number): boolean {
    return !NEGATION.has(all[at - 1] ?? '') && own.some((name) => lengthOfName(name, all, at) > 0)
  }
}

/** Whether a sentence is about what it names from a word to another. */
function isAbout(said: readonly string[], start: number, end: number, isShort: boolean): boolean {
  /** What was denied before a "maar" isn't what comes after it. */
  const clause = Math.max(said.lastIndexOf('maar', start), said.lastIndexOf('but', start)) + 1
  const wordsBefore = (count: number) => said.slice(Math.max(clause, start - count), start)
  if (wordsBefore(NEAR_BEFORE).some((word) => NEGATION.has(word))) return false
  if (said.slice(end, end + 2).some((word) => BESIDES.has(word))) return false
  let before = start - 1
  while (DETERMINER.has(said[before] ?? '')) before--
  const preposition = before > 0 ? said[before]! : ''
  if (ABOUT.has(preposition) || (isShort && WITH.has(preposition))) return true
  const having = said.slice(Math.max(0, start - NEAR_HAVING - (clause > 0 ? NEAR_BEFORE : 0)), start)
  return having.some((word) => HAVING.has(word)) && !having.some((word) => BESIDES.has(word))
}
