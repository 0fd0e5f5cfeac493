import { words } from './fold.ts'
import { isStopWord } from './stop-words.ts'

const list = (all: string): ReadonlySet<string> => new Set(all.split(/\s+/))

/** Folded words that point at another text. */
const POINTING = list(
  `dit dat die deze zulke dergelijke bovenstaande bovenstaand vorige voorgaande this that these those above`,
)
/** Folded pronouns for who or what was spoken of. */
const PRONOUN = list('hij zij ze hun hen dan they them')
/** Folded beginnings of what the illness is called: "deze ziekte" names it, and points at no other text. */
const ILLNESS =
  /^(?:ziekte|aandoening|klacht|syndroom|symptom|illness|disease|condition|disorder|syndrome|me$|cvs$|cfs$)/
/** Verbs and adjectives that "dat" and "that" connect with a clause: "wie zegt dat rust helpt". */
const BEFORE_CLAUSE =
  /^(?:zeg|zei|den[kc]|dacht|vind|vond|stel(?:t|len|de)|beweer|bewe(?:rt|ren)|hoor|gehoord|lees|las|gelezen|wee?t|schrijf|geschreven|bewijs|klop|het$|waar$|zo$|zeker$|bang$|goed$|jammer$|mogelijk$|sa(?:y|id)|th(?:ink|ought)|believe|claim|tell|told|true$|mean|prove|shows?$|read$|heard$|know)/
/** Folded words that come after "dat" where it is a pronoun: "klopt dat ook", "werkt dat bij kinderen". */
const AFTER_PRONOUN = list(
  `ook dan nog niet wel echt nou nu zo eigenlijk toch allemaal altijd of en over van tegen bij voor in met volgens op uit is kan mag
  also really too not about for in with true or and is`,
)
/** Folded beginnings of verbs that often come before "dat" where it is a pronoun. */
const VERB = /^(?:duur|kost|help|werk|geld|gebeur|kom|blijf|voel|betekent|schaad|does|cost|work|help|last|take)/
/** "hier", "daarvan", "ermee". Not "er": something may simply be there. */
const POINTING_ADVERB =
  /^(?:hier|daar|(?:hier|daar|er)(?:aan|bij|boven|door|in|mee|naar|om|onder|op|over|tegen|toe|uit|van|voor))$/
/** Folded beginnings of words that ask something of a text: whether it is right, where it is from, what it means. */
const ASKING =
  /^(?:klop(?:t|te|ten|pen)?$|bron(?:nen|vermelding)?$|linkje?$|bewij[sz]|bewezen$|(?:on)?betrouwbaar|onderbouw|feit|fact|fabel|fictie|nep|fake|hoax|(?:on)?waarheid|onwaar$|onjuist$|onzin|nonsens|leugen|gelogen$|verzonnen$|citaat|bedoel|beteken|controle|gecontroleerd|(?:ge)?check|nakijken$|nagaan$|verifi|bevestig|bewe(?:er|r)|stelling|oneens$|serieus$|uitleg|uitgelegd$|leg$|toelicht|sources?$|proof|prove|evidence|true$|truth|untrue$|false$|nonsense$|legit|reliable$|quote|mean(?:s|t|ing)?$|verify|confirm|claim|explain)/
/** "Waar of niet?", "echt waar?", "juist?": function words that ask whether something is right where they stand. */
const ASKING_AT_END = /(?:^| )(?:waar|juist|echt|eens|zeker|correct|right|really|so|zo)(?: of .*)?$/
/** "Waarom?", "en waarom niet?": asks on from something. */
const ASKING_ON = /^(?:\S+ )?(?:waarom|hoezo|why)(?: \S+)?$|^(?:en )?(?:wat|hoe|welke?|wie) dan$/
/** Folded words that may stand beside those. */
const BESIDE = list(
  `echt zeker wel niks correct graag aub alsjeblieft sorry vind vindt vinden denk denkt denken zeg zegt zeggen zeggt gezegd meen meent
  weet weten zit staat stond komt kwam vandaan mee hmm ja nee wetenschappelijk bericht tekst verhaal stuk artikel filmpje video foto
  plaatje post nieuws news uitspraak mening opinie snap begrijp hoezo please really right sure think say says said yes text message article here
  bot hoi hallo hey hi vertel geef lees lezen nalezen terugvinden tell give stukken teksten info informatie wa da ni nie hoor amai goh oh ah ok oke okay eens volgens according sinds vanaf hoelang since come steeds
  verstandig slim wijs zinvol zinnig raadzaam aanrader idee logisch gek wise smart sensible idea`,
)
/** Somebody who speaks of themselves says something, even in such words: "ik wil dit niet meer". */
const SPEAKER = list('ik mij mezelf mijn wij ons onze i my we our')
/** Words that make it more than a question about a text. */
const WANTING = list('wil willen meer')

/**
 * Whether a message only points at another text ("klopt dit?", "bron?") and has no subject of its own: by itself it asks nothing
 * that can be looked up.
 */
export function onlyPoints(message: string): boolean {
  const said = words(message)
  const folded = said.join(' ')
  const asks = said.some((word) => ASKING.test(word))
  const points = said.some(isPointing) || ASKING_AT_END.test(folded) || ASKING_ON.test(folded)
  const speaks = said.some((word) => SPEAKER.has(word)) && (!asks || said.some((word) => WANTING.has(word)))
  return (
    (asks || points) &&
    !speaks &&
    said.every((word) => ASKING.test(word) || isPointing(word) || BESIDE.has(word) || isStopWord(word))
  )
}

/**
 * Whether a message points back at something said before: "geldt dat ook voor kinderen?". Not by "dat" that begins a clause ("wie
 * zegt dat rust helpt"), by "deze" beside the illness's own name, or by a pronoun for something that the message itself names.
 */
export function pointsBack(message: string): boolean {
  const said = words(message)
  return said.some((word, at) => {
    if (POINTING_ADVERB.test(word)) return true
    if (PRONOUN.has(word))
      return !/(?:er|meer|minder|anders)$/.test(said[at - 1] ?? '') && !said.slice(0, at).some(isSubject)
    if (!POINTING.has(word)) return false
    const [before = '', after] = [said[at - 1], said[at + 1]]
    if (said.slice(at + 1, at + 3).some((next) => ILLNESS.test(next))) return false
    const beginsClause = (word === 'dat' || word === 'that') && after !== undefined && !AFTER_PRONOUN.has(after)
    if (beginsClause && BEFORE_CLAUSE.test(before)) return false
    // "Zijn er kinderen die ziek zijn", but not "waarom helpt die" or "hoe lang duurt dat", in which a verb comes before it.
    return at < 3 || !isSubject(before) || VERB.test(before)
  })
}

/** Whether a folded word says what a message is about, or may. */
export function isSubject(word: string): boolean {
  return (
    word !== '' &&
    !isStopWord(word) &&
    !ASKING.test(word) &&
    !isPointing(word) &&
    !PRONOUN.has(word) &&
    !BESIDE.has(word)
  )
}

function isPointing(word: string): boolean {
  return POINTING.has(word) || POINTING_ADVERB.test(word)
}
