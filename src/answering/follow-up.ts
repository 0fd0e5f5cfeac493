import { fold, words } from '../dutch/fold.ts'
import { isSubject, onlyPoints, pointsBack } from '../dutch/pointing.ts'

/** How a message relates to the previous one. */
export type FollowUp =
  /** Not visibly. */
  | 'none'
  /** Leans on it, but has a subject of its own: "en mindfulness?", "geldt dat ook voor kinderen?". */
  | 'perhaps'
  /** Can't be understood alone: "waarom?". */
  | 'further'
  | Asking

/** What may be asked about an answer in words that have no subject of their own. */
type Asking =
  /** The rest: "nog meer". */
  | 'more'
  /** What others say: "en de andere kant?". */
  | 'other-side'
  /** Where it was said, and by whom: "bron?". */
  | 'source'
  /** Something else, because it wasn't what was asked for: "dat bedoel ik niet". */
  | 'instead'

/** Most words of a follow-up; a longer message says what it is about. */
const MAX_WORDS = 9
/** Most words of a question that leans on the one before by its first word: "hoeveel procent dan". */
const MAX_WORDS_ALONE = 4

const ASKING: readonly (readonly [Asking, RegExp])[] = [
  [
    'instead',
    /\b(?:(?:dat|dit|da|zo) (?:bedoel(?:de)?|vr(?:oe|aa)g|zoch?t?) (?:ik|k) (?:\S+ )?nie?t?|(?:bedoel(?:de)?|vr(?:oe|aa)g|zoek) (?:ik|k) (?:dat |dit |da |zo )?(?:\S+ )?niet|(?:was|is) (?:niet|geen) (?:mijn|m n|me|de|wat|antwoord op mijn)? ?(?:bedoeling|vraag|(?:ik|k) (?:bedoel(?:de)?|vr(?:oe|aa)g|zoek|wil(?:de)?)|antwoord)|niet wat (?:ik|k) (?:bedoel(?:de)?|vr(?:oe|aa)g|zoek|wil(?:de)?)|(?:(?:ik|k) (?:zoek|bedoel|wil) )?iets anders|(?:een )?ander antwoord|verkeerde? antwoord|(?:that s |that is |it s )?not (?:what i (?:meant|asked|mean)|my question)|(?:isn t|wasn t) (?:what i (?:meant|asked|mean)|my question)|wrong answer|something else)\b/g,
  ],
  [
    'other-side',
    /\b(?:andere (?:kant|partij|visie|mening|bron|standpunt|organisatie)|tegenpartij|tegenstanders?|tegengeluid|other (?:side|source|view|party|opinion))\b/g,
  ],
  [
    'source',
    /\b(?:(?:bron(?:nen|vermelding)?|linkje?|sources?)|(?:waar )?haal (?:je|u|ge) (?:dat|dit|da)? ?vandaan|vandaan|(?:wie|who) (?:zegt|beweert|schrijft|says|said) (?:dat|dit|da|so|that|this)|van wie (?:is|komt)|waar (?:staat|lees|vind) (?:dat|dit|da|ik|je)|where does it say)\b/g,
  ],
  [
    'more',
    /\b(?:nog (?:meer|iets|wat|andere)|meer (?:info|informatie|weten|lezen|daarover|hierover|erover|ervan)|(?:wat|iets) meer|ga (?:verder|door)|(?:anything|any) (?:else|more)|what else|tell me more|more about|(?:vertel|geef|laat) (?:me|mij|eens) (?:\S+ )?meer)\b|^(?:en )?(?:meer|verder|de rest|volgende|more|next|go on)\b/g,
  ],
]
const OPENING = /^(?:en|maar|of|ook|dus|and|but|or|also|what about|how about)\b/
const ALONE =
  /^(?:waarom|hoezo|hoe dan|hoe komt|waardoor|waarvoor|sinds|vanaf|wanneer|wie zeg|(?:(?:aan|bij|door|in|met|onder|op|over|uit|van|voor) )?(?:welke|wie|wat|hoeveel)|why|how come|since when|how so|who says|which|hoe vaak|hoe lang)\b/
/** Who asks what a speaker answered asks on. */
const ANSWERING = /^(?:antwoord|reactie|reage|repl|answer|respon)/
/** Folded words before a correction. */
const BEFORE_CORRECTION = /^(?:nee|neen|sorry|oeps|oh?|ah|euh|no|oops|wacht|maar)$/
const MEANT = /^(?:ik|k|i) (?:bedoel(?:de)?|mean|meant)(?: (?:eigenlijk|dus|natuurlijk|actually))?(?: |$)/
const MEANT_AFTER = / (?:bedoel(?:de)? (?:ik|k)|i (?:mean|meant))$/
const NOT_BUT = /^(?:niet|not) .*? (?:maar|but) /

/**
 * How a message relates to the previous one, by its words alone.
 * @param message without the names of speakers.
 * @param namesSpeaker whether it had any: a message with no other subject asks what that one says of this one.
 */
export function followUpOf(message: string, namesSpeaker: boolean): FollowUp {
  const said = words(message)
  const folded = said.join(' ')
  if (said.length === 0 || said.length > MAX_WORDS) return 'none'
  const asks = ASKING.find(([, pattern]) => folded.search(pattern) >= 0)
  if (asks && !words(folded.replace(asks[1], ' ')).some(isSubject)) return asks[0]
  if (namesSpeaker && !said.some((word) => isSubject(word) && !ANSWERING.test(word))) return 'other-side'
  const leans = OPENING.test(folded) || pointsBack(message) || (said.length <= MAX_WORDS_ALONE && ALONE.test(folded))
  if (said.some(isSubject)) return leans || asks?.[0] === 'more' ? 'perhaps' : 'none'
  return leans || onlyPoints(message) ? 'further' : 'none'
}

/** What a correction says that was meant: "GET" of "nee, ik bedoel GET" or "niet CGT maar GET"; null for any other message. */
export function correctionOf(message: string): string | null {
  const typed = message.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  if (typed.length > MAX_WORDS) return null
  while (typed.length > 0 && BEFORE_CORRECTION.test(fold(typed[0]!))) typed.shift()
  const folded = typed.map(fold).join(' ')
  const before = (MEANT.exec(folded) ?? NOT_BUT.exec(folded))?.[0]
  const after = before === undefined ? MEANT_AFTER.exec(folded)?.[0] : undefined
  if (before === undefined && after === undefined && !message.startsWith('*')) return null
  const meant = typed.slice(countWords(before), typed.length - countWords(after))
  return meant.some((word) => isSubject(fold(word))) ? meant.join(' ') : null
}

function countWords(folded = ''): number {
  return words(folded).length
}
