import { fold } from './fold.ts'

const list = (all: string): readonly string[] => all.split(/\s+/)

/** Folded cries that say nothing, and no word of a sentence is spelt so. */
const CRIES = new Set(
  list(
    `tjonge tjongejonge sjonge sjongejonge jongejonge tjee jeetje jee jeez jemig jeminee goh gosh gossie godver godverdomme
    godverdorie gvd gadver gadverdamme gatver gatverdamme getver getverderrie verdomme verdorie verdikke verdikkeme potver
    potverdorie potverdomme potverdikkie potdomme nondeju nondedju miljaar miljaarde miljaardedju dju djuu amai amaj allez allee
    awel ewel ewa seg ocharme ocharm ochere ocherme ochgot och ach oh ooh ah aah aha oei oeps oef pff pf pfoe pfieuw poeh poe tja
    tsja tjah hmm hm mm mmm euh eh uh uhm ehm omg omfg wtf wth ffs jezus jesus jezuschristus hemeltje heremijntijd sakkerloot
    sapperloot potjandorie bah yikes ugh argh aargh grr sjee wauw wow lol haha hahaha hihi komaan allemachtig godallemachtig blimey
    dammit damn damnit phew whoa oops bro dude joh`,
  ),
)
/** These mean something as well: they only cry with punctuation around them. */
const ALSO_WORDS = new Set(
  list('god christus zeg wel alle nou hel heer hemel shit fuck kut kak klote jongens gast zucht gut he o a'),
)
const CRIES_OF_WORDS = list(
  `mijn_god mn_god my_god lieve_hemel goeie_hemel goede_hemel lieve_god goeie_genade kom_op come_on oh_god oh_my_god oh_my_gosh
  och_god ach_god o_god o_jee oh_jee jezus_christus jesus_christ zeg_eens nou_ja nu_ja holy_shit what_the_hell what_the_fuck
  mon_dieu`,
).map((cry) => cry.split('_'))
const MARK = /[,.;:!?…\n]/

/** A word of a message, folded, and where it stands. */
interface Said {
  readonly word: string
  readonly start: number
  readonly end: number
}

/**
 * A message without the cries that it begins and ends with: "tjonge helpt rust?", "allez, helpt rust, jezus". They would count as words
 * of what it asks. A message of nothing else stays as it is.
 */
export function withoutInterjections(message: string): string {
  const said = saidIn(message)
  const from = firstAfterCries(message, said)
  let to = said.length
  for (
    let at = to - 1;
    at > from && isCutAfter(message, said, at - 1) && cryLength(message, said, at) === to - at;
    at--
  )
    to = at
  if (from === to || to - from === said.length) return message
  const begin = from === 0 ? 0 : said[from]!.start
  if (to === said.length) return message.slice(begin)
  return message.slice(begin, said[to - 1]!.end) + (message.includes('?') ? '?' : '')
}

/** Whether a message is nothing but cries: "pff", "amai zeg". */
export function onlyCries(message: string): boolean {
  const said = saidIn(message)
  return said.length > 0 && firstAfterCries(message, said) === said.length
}

function saidIn(message: string): Said[] {
  return [...message.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: raw, index }) => ({
    word: fold(raw),
    start: index,
    end: index + raw.length,
  }))
}

function firstAfterCries(message: string, said: readonly Said[]): number {
  let from = 0
  for (let length = cryLength(message, said, from); length > 0; length = cryLength(message, said, from)) from += length
  return from
}

/** How many words from a place on are a cry. */
function cryLength(message: string, said: readonly Said[], at: number): number {
  const words = CRIES_OF_WORDS.find((cry) => cry.every((word, more) => said[at + more]?.word === word))
  if (words && isCutAfter(message, said, at + words.length - 1)) return words.length
  const word = said[at]?.word ?? ''
  return CRIES.has(word) || (ALSO_WORDS.has(word) && isCutAfter(message, said, at)) ? 1 : 0
}

/** Whether punctuation stands between a word and the next, or nothing. */
function isCutAfter(message: string, said: readonly Said[], at: number): boolean {
  const [one, next] = [said[at], said[at + 1]]
  return one === undefined || next === undefined || MARK.test(message.slice(one.end, next.start))
}
