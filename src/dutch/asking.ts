/** Words with which a question begins, as alternatives of a pattern. */
export const QUESTION_WORDS =
  'wat|waar|wie|hoe|hoeveel|welke?|wanneer|waarom|waardoor|is|zijn|kan|kun|kunnen|mag|moet|helpt|werkt|bestaat|heeft|what|where|who|how|which|when|why|is|are|can|does|do|should'

/** A clause that asks by its first word: "gaat dit ooit over", not "kan niet meer", in which "ik" is left out. */
const ASKS = new RegExp(
  `^(?:(?:en|maar|and|but|of|dus|hoi|hallo|vraagje) )?(?:(?:${QUESTION_WORDS}|gaat|gaan|komt|wordt|blijft|zal|zou|zegt|vindt|vinden|klopt|hoort|moeten|mogen|hoelang|kunt|weet|weten|will|would|could|do|did|has|have) (?!(?:een|n|niet|nie|niks|niets|alleen|maar|zo|weer|al|amper|nauwelijks|bijna|geen|huilen|not|so) )|(?:ben|heb|word|blijf|kom|hebben|zit|moest|had|was|am|was|ga) (?:ik|je|jij|u|we|wij|i|you) )`,
  'iu',
)
/** "Waarom ik" asks nothing that a text could answer. */
const WHY_US =
  /^(?:en |maar |and |but )?(?:waarom|why)\s(?:nou |toch )?(?:ik|wij|hij|zij|me|us|(?:mijn|onze|ons|my) \p{L}+)[\s.!]*$/iu
/** Longest text that is read, in UTF-16 units. */
const MAX_READ = 16_384

/** Whether a message asks anything, by a mark or by how a clause begins. */
export function asksAnything(message: string): boolean {
  return clausesOf(message.slice(0, MAX_READ)).some(asks)
}

/** Whether a clause asks something. */
export function asks(clause: string): boolean {
  return clause.endsWith('?') || (ASKS.test(`${clause} `) && !WHY_US.test(clause))
}

/** The sentences of a text, divided at commas too. */
export function clausesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+|[,;]\s+/u).map((part) => part.trim())
}
