import { fold, words } from '../dutch/fold.ts'
import { isSubject, onlyPoints, pointsBack } from '../dutch/pointing.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { says } from './asked-view.ts'

/** How a message relates to the previous one. */
export type FollowUp =
  /** Not visibly. */
  | 'none'
  /** Leans on it, but has a subject of its own: "en mindfulness?", "geldt dat ook voor kinderen?". */
  | 'leans'
  /** Has a subject of its own, and may lean on it: "hoeveel procent?". */
  | 'perhaps'
  /** Can't be understood alone: "sinds wanneer?". */
  | 'further'
  /** The same, and asks for a reason: "waarom?". */
  | 'why'
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
/** Most words of a correction: "nee dat bedoel ik niet, ik bedoel bij een kind". */
const MAX_WORDS_CORRECTING = 14
/** Most words of a question that leans on the one before by its first word: "hoeveel procent dan". */
const MAX_WORDS_ALONE = 4

const ASKING: readonly (readonly [Asking, RegExp])[] = [
  [
    'instead',
    /\b(?:bedoel(?:de)?|vr(?:oe|aa)g|zoek|zocht|begrijpt?|begreep|snapt?|verstaat|helpt|wat|iets) (?:\S+ ){0,2}(?:niet|nie|anders)\b|\bnie?t? (?:wat|mijn|m n|de) (?:ik |k )?(?:bedoel(?:de|ing)?|vr(?:oe|aa)g|zoek|wil(?:de)?)\b|\bvraag (?:niet|nie)\b|\bgeen antwoord\b|\bander antwoord\b|\bverkeerd|^(?:nee|nope|no) (?:dat |dit |da )?(?:niet|nie|not)\b|^(?:niet|not) (?:dit|dat|da|this|that)\b|\b(?:not|isn t|wasn t) (?:what i|my question)\b|\bmisunder|\bwrong answer\b|\bsomething else\b|\bniks aan\b/,
  ],
  [
    'other-side',
    /\b(?:andere? (?:kant|partij|visie|mening|bron|standpunt|organisatie)|tegen(?:partij|standers?|geluid|argument\S*|spr[eo]\S*)|weerwoord|de ander|anderen|iedereen\b.*\beens|critici|kritiek|critics|discussie|oneens|(?:daar|er|hier)?mee eens|eens mee|gelijk|(?:daar|er|hier)op|wie (?:zeg\S*|vind\S*|denk\S*|zie\S*|kijk\S*) (?:(?:dan|dat|het|daar|er|van) ){0,2}(?:wel|niet|anders)|other (?:side|source|view|party|opinion)|others|disagree)\b/,
  ],
  [
    'source',
    /\b(?:bron\S*|link\S*|sources?|vandaan|vanwaar|nalezen|gelezen|geschreven|schreef|schrijft|auteur|baseer\S*|gebaseerd|basis|(?:uit|van|op|in) (?:welke?|wie|wanneer)|(?:wie|who) (?:zegt|beweert|says|said|wrote) (?:dat|dit|da|so|that|this)|waar (?:staat|lees|zeg\S*|kan ik (?:dat|dit|da|het) (?:vinden|lezen|zien)|vind (?:ik |je |k )?(?:dat|dit|da|het|die))|staat (?:dat|dit|da) ergens|(?:wie|who) (?:heeft|hebben|has) (?:dat|dit|da|that|this)|datum|date|hoe oud|how old|hoe recent|when (?:was|is) (?:that|this|it)|wanneer (?:is|was|werd) (?:dat|dit|da)|hele (?:stuk|tekst|artikel|document)|whole (?:text|article|piece)|hoe weet (?:je|jij|u|ge)|how do you know|where (?:did you|does it))\b/,
  ],
  [
    'more',
    /(?<!\b(?:dat|dit|da|het|that|this) )\b(?:nog|meer|verder|more|else)\b(?! (?:niet|steeds|altijd))|^(?:de rest|volgende|next|go on|ga door)\b|\bde rest\b|\b(?:is dat? alles|is that all)\b/,
  ],
]
/** Folded words for the answer and the conversation themselves, which say nothing of a subject. */
const OF_ANSWER = new Set(
  `antwoord antwoorden answer vraag vragen vroeg question asked looking zoek zocht begrijpt begreep snapt verstaat helpt verkeerd wrong misunderstood
  misunderstand nope stukje document documenten organisatie pagina site website zwart wit ergens wrote read ding dingen eentje rest zien alles
  volgende next geschreven gepubliceerd verschenen gezegd written published said geven geeft stuur sturen give send argument argumenten kant side kritiek discussie eens anyone everyone people doen zegge zeggen vertellen vertelt bekend pls plz aan hedde
  anders door haal haalt haalde anything any precies exactly waarvan waarop waarover waaruit waarmee waarbij tip tips
  voorbeeld voorbeelden advies adviezen mogelijkheid mogelijkheden optie opties reden redenen manier manieren detail details examples options reasons
  cijfer cijfers getal getallen percentage uitspraak uitspraken bewering beweringen citaat citaten informatie info number numbers figure figures quote quotes`.split(
    /\s+/,
  ),
)
/** Folded words for people of whom one asks whether they agree, or what they reply. */
const PEOPLE =
  /^(?:patient|(?:huis|kinder)?arts|dokter|deskundige|experts?$|onderzoeker|wetenschapper|behandelaar|doctor|researcher|scientist)/
/** "Me" is the illness, but not here. */
const TELL_ME = /\b(vertel|geef|laat|toon|tell|give|show) me\b/
const WHY = /^(?:(?:en|maar|and|but) )?(?:waarom|hoezo|waardoor|hoe komt|waar komt|why|how come)\b/
const OPENING = /^(?:en|maar|of|ook|dus|and|but|or|also|what about|how about)\b/
const ALONE =
  /^(?:waarom|hoezo|hoe dan|hoe komt|waardoor|waarvoor|sinds|vanaf|wanneer|wie zeg|(?:(?:aan|bij|door|in|met|onder|op|over|uit|van|voor) )?(?:welke|wie|wat|hoeveel)|why|how come|since when|how so|who says|which|hoe vaak|hoe lang)\b/
const ELLIPTIC =
  /^(?:en|maar|of|ook|dus|and|but|or|also|what about|how about) (?:ook |dan )?(?:aan|bij|in|met|na|onder|op|over|tegen|uit|van|voor|zonder|at|for|from|with|without) /
/** Who asks what a speaker answered asks on. */
const ANSWERING = /^(?:antwoord|geantwoord|reactie|reage|gereageerd|repl|answer|respon|le(?:es|ez|zen)|read)/
/** "Wie is de NVK?" asks what a speaker is, and not what it says of this. */
const OF_ITSELF =
  /^(?:(?:en|maar|dus|and|but|so) )?(?:wie|wat|waar|who|what|where) (?:is|s|zijn|zit|zitten|doet|doen|are|do|does)\b/
/** Folded words before and after a correction. */
const BEFORE_CORRECTION = /^(?:nee|neen|sorry|oeps|oh?|ah|euh|no|oops|wacht|maar|joh)$/
const AFTER_CORRECTION = /^(?:he|hoor|dus|toch|joh|eigenlijk)$/
const MEANT = /^(?:.* )?(?:ik|k|i) (?:bedoel(?:de)?|mean|meant)(?: (?:eigenlijk|dus|natuurlijk|actually))?(?: |$)/
const MEANT_AFTER = / (?:bedoel(?:de)? (?:ik|k)|i (?:mean|meant))$/
const NOT_BUT = /^(?:niet|not) .*? (?:maar|but) /
/** Most words of what was not meant, and of what was. */
const MAX_WORDS_EACH = 6

/**
 * How a message relates to the previous one, by its words alone.
 * @param message without the names of speakers.
 * @param namesSpeaker whether it had any: a message with no other subject asks what that one says of this one.
 */
export function followUpOf(message: string, namesSpeaker: boolean): FollowUp {
  const said = words(words(message).join(' ').replace(TELL_ME, '$1'))
  const folded = said.join(' ')
  if (said.length === 0 || said.length > MAX_WORDS) return 'none'
  if (WHY.test(folded) && !words(firstClause(message)).some(isSubject)) return 'why'
  const asks = ASKING.find(([, pattern]) => pattern.test(folded))
  const saysNothingElse = (word: string) =>
    !isSubject(word) ||
    OF_ANSWER.has(word) ||
    (asks?.[0] === 'other-side' && (PEOPLE.test(word) || ANSWERING.test(word) || says(word)))
  if (asks && words(folded.replace(asks[1], ' ')).every(saysNothingElse)) return asks[0]
  if (namesSpeaker && OF_ITSELF.test(folded) && !pointsBack(message) && said.slice(2).every(isStopWord)) return 'none'
  if (namesSpeaker && said.every((word) => !isSubject(word) || ANSWERING.test(word) || says(word))) return 'other-side'
  // What a speaker says of something else is a question of its own.
  if (namesSpeaker) return 'none'
  const leans = OPENING.test(folded) || pointsBack(message)
  const isShort = said.length <= MAX_WORDS_ALONE && ALONE.test(folded)
  if (said.some(isSubject)) return leans ? 'leans' : isShort || asks?.[0] === 'more' ? 'perhaps' : 'none'
  return leans || isShort || onlyPoints(message) ? 'further' : 'none'
}

/** Somebody who tells how they are ("ik kan niet meer"), or who has enough. Folded. */
const TELLS = /(?:^| )(?:ik|k|we|wij|hij|zij|ze|mijn|mn|i|niet|nie|geen|niks|niets|nooit|not|no|never|nothing)(?: |$)/
const WANTS_MORE = /(?:^| )(?:ik|k|we|wij|i) (?:(?:zou|wil|willen|would|want|d) )(?:\S+ ){0,4}(?:meer|more)(?: |$)/
/** "Hoe nu verder?" asks for a way. */
const ASKS_HOW = /^(?:(?:en|maar|and) )?(?:hoe|how)(?: |$)/

/** Whether a message with which nothing is said before asks for more of it, and says nothing else: "nog meer". */
export function onlyAsksMore(message: string): boolean {
  const folded = words(message).join(' ')
  const tells = TELLS.test(folded) && !(WANTS_MORE.test(folded) && !/(?:^| )(?:niet|not)(?: |$)/.test(folded))
  return followUpOf(message, false) === 'more' && !tells && !ASKS_HOW.test(folded)
}

/** "Hoe nu verder?", "wat moet ik nou doen": words that ask how to go on, and nothing of a subject. Folded. */
const HOW_ON =
  /^(?:(?:en|maar|dus|ok|oke|hoi|hallo|tja|ja|and|so|ok|well) )*(?:hoe (?:(?:nu|nou|dan|moet|moeten|kan|kunnen|ga|gaan|gaat|ik|we|wij|het|dit) )*verder|wat (?:(?:moet|moeten|kan|ga) (?:ik|we|wij) )?(?:(?:nu|nou|dan) )*(?:nu|nou|dan|doen)|hoe (?:nu|nou)|en (?:nu|nou)|what now|now what|what next|what (?:should|do|can) (?:i|we) do(?: now)?|how (?:do|should|can) (?:i|we) (?:go on|continue)(?: now)?)(?: (?:nu|nou|dan|verder|aub|alsjeblieft|toch|eigenlijk|please|now|then))*$/

/** Whether a message with which nothing is said before only asks how to go on: "hoe nu verder". */
export function onlyAsksHowOn(message: string): boolean {
  return HOW_ON.test(words(message).join(' '))
}

/** Whether a message says of what was asked before where or with whom: "en bij kinderen?". */
export function isElliptic(message: string): boolean {
  return ELLIPTIC.test(words(message).join(' '))
}

/** What comes before the first comma or end of a sentence: "hoezo" of "hoezo, dat is toch mijn zaak". */
export function firstClause(message: string): string {
  return message.trim().split(/[,.;:!?…]\s/)[0]!
}

/** What a correction says that was meant: "GET" of "nee, ik bedoel GET" or "niet CGT maar GET"; null for any other message. */
export function correctionOf(message: string): string | null {
  const typed = message.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  if (typed.length > MAX_WORDS_CORRECTING) return null
  while (BEFORE_CORRECTION.test(fold(typed[0] ?? ''))) typed.shift()
  while (AFTER_CORRECTION.test(fold(typed.at(-1) ?? ''))) typed.pop()
  const clauses = message
    .split(/[,.;!?]/)
    .filter((clause) => words(clause).some((word) => !BEFORE_CORRECTION.test(word)))
  if (clauses.length === 2 && isInstead(clauses.map(words) as [string[], string[]])) return clauses[1]!.trim()
  const folded = typed.map(fold).join(' ')
  const before = (MEANT.exec(folded) ?? NOT_BUT.exec(folded))?.[0]
  const after = before === undefined ? MEANT_AFTER.exec(folded)?.[0] : undefined
  if (before === undefined && after === undefined && !message.startsWith('*')) return null
  const meant = typed.slice(countWords(before), typed.length - countWords(after))
  return meant.some((word) => isSubject(fold(word))) ? meant.join(' ') : null
}

/** "Niet een brochure, een arts": whether one of two clauses denies something, and the other names another. */
function isInstead(clauses: readonly [readonly string[], readonly string[]]): boolean {
  const denied = clauses[0].slice(0, 2).some((word) => /^(?:niet|not)$/.test(word))
  return denied && clauses.every((said) => said.length <= MAX_WORDS_EACH && said.some(isSubject) && !said.some(says))
}

function countWords(folded = ''): number {
  return words(folded).length
}
