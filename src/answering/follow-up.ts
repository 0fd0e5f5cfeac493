import { words } from '../dutch/fold.ts'

/** What a message does with the one before it. */
export type FollowUp =
  /** Nothing that shows: it stands alone. */
  | 'none'
  /** Asks further on the same subject: "en bij volwassenen?", "waarom?". */
  | 'further'
  /** Asks for the rest: "nog meer". */
  | 'more'
  /** Asks what the others say: "en de andere kant?". */
  | 'other-side'

/** Most words of a message that can lean on the one before it; a longer one says what it is about. */
const MAX_WORDS = 9

const MORE =
  /^(?:(?:is er |heb je |staat er |weet je |vertel )?(?:nog (?:meer|iets|wat)|meer|verder|de rest|volgende|anything else|more|what else)\b|.*\b(?:nog (?:meer|iets)|meer (?:info|informatie|weten|lezen|daarover|hierover)|anything (?:else|more)|tell me more)\b)/
const OTHER_SIDE =
  /\b(?:andere (?:kant|partij|visie|mening|bron|standpunt|organisatie)|tegenpartij|tegenstanders?|voorstanders?|other (?:side|source|view|party))\b/
const OPENING = /^(?:en|maar|of|ook|dus|and|but|or|also|what about|how about)\b/
const QUESTION_WORD_ALONE =
  /^(?:waarom|hoezo|hoe dan|hoe komt|waardoor|waarvoor|sinds|vanaf|tot|wanneer|wie zeg|welke dan|hoeveel|why|how come|since when|how so|who says|which|hoe vaak|hoe lang)/
const POINTING =
  /\b(?:dat|dit|die|deze|daar\w*|hier\w*|dan|hij|zij|ze|er\w*|hun|hen|zulke|zo'n|that|this|those|these|they|them|it|there|then)\b/

/** Tells how a message leans on the one before it, by its words alone. */
export function followUpOf(message: string): FollowUp {
  const folded = words(message).join(' ')
  const length = folded === '' ? 0 : folded.split(' ').length
  if (length === 0 || length > MAX_WORDS) return 'none'
  if (OTHER_SIDE.test(folded)) return 'other-side'
  if (MORE.test(folded)) return 'more'
  if (OPENING.test(folded)) return 'further'
  if (length <= 5 && QUESTION_WORD_ALONE.test(folded)) return 'further'
  if (POINTING.test(folded)) return 'further'
  return 'none'
}
