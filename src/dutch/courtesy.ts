import { words } from './fold.ts'

/** What a message is that only greets, thanks or says goodbye. */
export type Courtesy = 'hello' | 'thanks' | 'goodbye'

const list = (all: string): ReadonlySet<string> => new Set(all.split(/\s+/))

/** Folded words and phrases, in order of precedence: "bedankt, doei" is a goodbye. */
const COURTESIES: readonly (readonly [Courtesy, RegExp])[] = [
  [
    'goodbye',
    /\b(?:doei+|doeg|houdoe|ciao|salut|bye|goodbye|tot (?:ziens|later|snel|straks|morgen|de volgende|een volgende)|(?:fijne|prettige|goede|mooie) (?:dag|avond|middag|nacht|weekend|week)|welterusten|slaap lekker|see you|good ?night|have a (?:nice|good) (?:day|evening|one)|laat (?:het )?maar(?: zitten)?|never ?mind)\b/,
  ],
  ['thanks', /\b(?:bedankt?|bedankje|dank|dankje\w*|danku\w*|dankzij je|merci+|thanks?|thankyou|thx|tnx|ty)\b/],
  [
    'hello',
    /\b(?:hoi+|hallo+|hey+|hi|hello|dag|goe(?:de|ie)?(?:morgen|middag|avond|dag)|good (?:morning|afternoon|evening))\b/,
  ],
]
/** Folded words that may stand beside those. Not "alles" or "allemaal": who thanks for everything may be saying farewell. */
const BESIDE = list(
  `ok oke okay okee top super prima fijn mooi duidelijk goed helder geweldig handig lief lieve beste aardig mooie hoor he zeg ja nee jij je jou jouw
  u uw voor de het een hulp helpen uitleg antwoord antwoorden info informatie moeite tijd snelle heel erg veel hartelijk zeer wel nog nogmaals alvast
  tot ziens later snel straks morgen volgende keer fijne prettige goede dag avond middag nacht weekend week bot bronwijzer verder hier heb ik
  wat aan weet genoeg that s is all i know enough that was the a so very much lot you your for help answer answers nice good day evening one have
  great perfect dear see then dan ook en and slaap lekker night morning afternoon sorry vraag vraagje question another andere amai meneer mevrouw sir`,
)

/** "Dat was alles" after thanks, and "laat maar". */
const ENOUGH =
  /\b(?:laat (?:het )?maar(?: zitten)?|never ?mind|(?:dat (?:was|is)|that s|that is|that was) (?:alles|het|all))\b/g

/** What a message is when it is nothing but courtesy; null for one that says or asks anything else. */
export function courtesyOf(message: string): Courtesy | null {
  const said = words(message)
  const folded = said.join(' ')
  const others = words(folded.replace(ENOUGH, ''))
  const kind = COURTESIES.find(([, pattern]) => pattern.test(folded))?.[0] ?? null
  return kind !== null && others.every(isCourteous) ? kind : null
}

/** A message without the courtesy that it begins with: "bedankt, en hoe zit het met slaap?" is a question. */
export function withoutCourtesy(message: string): string {
  const [first = ''] = message.split(/(?<=[,.!;:\n])|(?=\s(?:en|maar|and|but)\s)/iu)
  const rest = message.slice(first.length).trim()
  const isCourtesy = words(first).length > 0 && words(first).every(isCourteous)
  return isCourtesy && words(rest).length > 0 ? withoutCourtesy(rest) : message
}

/** Whether a folded word is one of courtesy, or may stand beside one. */
export function isCourteous(word: string): boolean {
  return BESIDE.has(word) || COURTESIES.some(([, pattern]) => pattern.test(word))
}
