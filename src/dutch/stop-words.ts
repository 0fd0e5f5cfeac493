/**
 * Dutch and English function words, folded. They say nothing about a subject, so lexical search and the share of known words
 * leave them out. "me" is missing, although it is a pronoun: it is also the name of the illness.
 */
const STOP_WORDS = new Set(
  `aan al alle als altijd ander andere ben bent bij bijna daar daarom dan dat de der deze die dit doe doen doet dus door
  eens een eigenlijk en er erg even ga gaan gaat ge geen gewoon gij had hadden heb hebben hebt heeft heel hem hen het hier hij hoe
  hun iemand iets ik in is ja je jij jou jouw juist kan kon kun kunnen kunt laat maar mag meer men met mijn misschien moet moeten
  n na naar nee nen niet niets nog nou nu of om omdat onder ons ook op over s t te tegen toch toen tot u uit uw van vaak veel via
  voor waar waarom wanneer want waren was wat we wel welk welke wie wij wil willen word worden wordt zal ze zei zelf zich zij zijn
  zo zoals zou zulke
  a about am an and any are as at be been but by can could did do does for from get had has have he her him his how i if in into
  it its just may might my no not of on or our she should so some such than that the their them then there these they this those
  to up us was we were what when where which who why will with would you your`
    .split(/\s+/)
    .filter((word) => word !== 'get'),
)

/** Whether a folded word is a function word. "get" is not: folded, it is also the therapy GET. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
