const PREPOSITION = 'aan|bij|binnen|door|in|met|na|naast|om|onder|op|over|tegen|tot|uit|van|vanuit|volgens|voor|zonder'
const WORDS_BETWEEN = String.raw`(?:[^\s]+\s+){0,7}`

/** Words at the beginning that point back: "Dit …", "In deze …", "Alleen zo …", "Daarom …". */
const POINTS_BACK = new RegExp(
  String.raw`^(?:(?:${PREPOSITION}|alleen|en|juist|ook|vooral|zelfs)\s+)?(?:dit|dat|deze|die|zulke?|dergelijke|hier\p{L}*|daar\p{L}*|ze|zij|hij|hun|hen|zo|dan|toen)(?!\p{L}|\s+moment)`,
  'iu',
)
/** Words at the beginning that go on with something, or agree with it. */
const GOES_ON =
  /^(?:bovendien|dus|immers|inderdaad|ja|klopt|namelijk|nee|ook|tevens|verder|vervolgens|want|zeker)(?!\p{L})/iu
/** "Het benadrukt …": not "Het effect …", and not "Het is …", in which it may mean nothing. */
const IT =
  /^het\s+(?:benadrukt|betekent|gaat|geeft|heeft|helpt|kan|laat|leidt|onderstreept|toont|vraagt|wordt|zorgt)(?!\p{L})/iu
/** Among the first words: "Uit onderzoek blijkt dat deze aanpak …", "Dat is dus …". */
const POINTS_BACK_SOON = new RegExp(
  String.raw`^${WORDS_BETWEEN}(?:deze|dit(?!\s+moment)|zulke|dergelijke|dus|immers|namelijk|daarentegen|bovendien|echter|dan\s+ook|wel\s+degelijk)(?!\p{L})`,
  'iu',
)
/** Anywhere: "hieraan", "daarvan". */
const POINTS_BACK_ANYWHERE = new RegExp(String.raw`(?<!\p{L})(?:hier|daar)(?:${PREPOSITION}|mee|toe)(?!\p{L})`, 'iu')

/** Retracts or limits the sentence before. */
const CAVEAT =
  /^[^\p{L}]*(?:echter|maar|tenzij|niet|toch|behalve|mits|hoewel|ofschoon|daarentegen|desondanks|tegelijkertijd|wel)(?!\p{L})|(?<!\p{L})echter(?!\p{L})/iu

/** Whether a sentence takes back or limits the one before it: a text that ends before it would say too much. */
export function takesBack(sentence: string): boolean {
  return CAVEAT.test(sentence)
}

/** Whether a sentence leans on what goes before it, and so says something else, or nothing, when it stands alone. */
export function leansOnBefore(sentence: string): boolean {
  const words = sentence.replace(/^[^\p{L}]+/u, '')
  return [POINTS_BACK, GOES_ON, IT, POINTS_BACK_SOON, POINTS_BACK_ANYWHERE].some((pattern) => pattern.test(words))
}
