import { words } from '../dutch/fold.ts'

/** How a message relates to the previous one. */
export type FollowUp =
  /** Not visibly. */
  | 'none'
  /** May continue the subject, or begin a new one: "en mindfulness?". */
  | 'perhaps'
  /** Can't be understood alone: "waarom?", "geldt dat ook voor kinderen?". */
  | 'further'
  /** Asks for the rest: "nog meer". */
  | 'more'
  /** Asks what others say: "en de andere kant?". */
  | 'other-side'

/** Most words of a follow-up; a longer message says what it is about. */
const MAX_WORDS = 9
/** Most words of a message that names a speaker and hardly anything else: "wat antwoordt de NVK daarop". */
const MAX_WORDS_OF_SPEAKER = 7

const MORE =
  /\b(?:nog (?:meer|iets|wat|andere)|meer (?:info|informatie|weten|lezen|daarover|hierover|erover)|(?:wat|iets) meer|anything (?:else|more)|what else|tell me more|more about)\b|^(?:meer|verder|de rest|volgende|more|next)\b/
const OTHER_SIDE =
  /\b(?:andere (?:kant|partij|visie|mening|bron|standpunt|organisatie)|tegenpartij|tegenstanders?|other (?:side|source|view|party))\b/
const OPENING = /^(?:en|maar|of|ook|dus|and|but|or|also|what about|how about)\b/
const ALONE =
  /^(?:waarom|hoezo|hoe dan|hoe komt|waardoor|waarvoor|sinds|vanaf|wanneer|wie zeg|welke|hoeveel|why|how come|since when|how so|who says|which|hoe vaak|hoe lang)/
const POINTING =
  /\b(?:dat|dit|die|deze|daar\w*|hier\w*|dan|hij|zij|ze|hun|hen|zulke|zo n|that|this|those|these|they|them)\b/

/**
 * How a message relates to the previous one, by its words alone.
 * @param namesSpeaker whether it names a speaker of the corpus.
 */
export function followUpOf(message: string, namesSpeaker: boolean): FollowUp {
  const said = words(message)
  const folded = said.join(' ')
  if (said.length === 0 || said.length > MAX_WORDS) return 'none'
  if (OTHER_SIDE.test(folded)) return 'other-side'
  if (MORE.test(folded)) return 'more'
  const leans = OPENING.test(folded) || POINTING.test(folded)
  if (namesSpeaker && leans && said.length <= MAX_WORDS_OF_SPEAKER) return 'other-side'
  if (POINTING.test(folded) || (said.length <= 4 && ALONE.test(folded))) return 'further'
  return OPENING.test(folded) ? 'perhaps' : 'none'
}
