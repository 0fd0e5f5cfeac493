import { words } from './fold.ts'
import { isStopWord } from './stop-words.ts'

const list = (all: string): ReadonlySet<string> => new Set(all.split(/\s+/))

/** Folded words that point at another text. */
const POINTING = list(
  `dit dat die deze zulke dergelijke bovenstaande bovenstaand vorige voorgaande this that these those above`,
)
/** "hier", "daarvan", "ermee". Not "er": something may simply be there. */
const POINTING_ADVERB =
  /^(?:hier|daar|(?:hier|daar|er)(?:aan|bij|boven|door|in|mee|naar|om|onder|op|over|tegen|toe|uit|van|voor))$/
/** Folded beginnings of words that ask something of a text: whether it is right, where it is from, what it means. */
const ASKING =
  /^(?:klop(?:t|te|ten|pen)?$|bron(?:nen|vermelding)?$|linkje?$|bewij[sz]|bewezen$|(?:on)?betrouwbaar|onderbouw|feit|fact|fabel|fictie|nep|fake|hoax|(?:on)?waarheid|onwaar$|onjuist$|onzin|nonsens|leugen|gelogen$|verzonnen$|citaat|bedoel|beteken|controle|gecontroleerd|(?:ge)?check|nakijken$|nagaan$|verifi|bevestig|bewe(?:er|r)|stelling|oneens$|serieus$|uitleg|uitgelegd$|leg$|toelicht|sources?$|proof|prove|evidence|true$|truth|untrue$|false$|nonsense$|legit|reliable$|quote|mean(?:s|t|ing)?$|verify|confirm|claim|explain)/
/** "Waar of niet?", "echt waar?", "juist?": function words that ask whether something is right where they stand. */
const ASKING_AT_END = /(?:^| )(?:waar|juist|echt|eens|zeker|correct|right|really|so|zo)(?: of .*)?$/
/** "Waarom?", "en waarom niet?": asks on from something. */
const ASKING_ON = /^(?:\S+ )?(?:waarom|hoezo|why)(?: \S+)?$/
/** Folded words that may stand beside those. */
const BESIDE = list(
  `echt zeker wel niks correct graag aub alsjeblieft sorry vind vindt vinden denk denkt denken zeg zegt zeggen zeggt gezegd meen meent
  weet weten zit staat stond komt kwam vandaan mee hmm ja nee wetenschappelijk bericht tekst verhaal stuk artikel filmpje video foto
  plaatje post nieuws news uitspraak mening opinie snap begrijp hoezo please really right sure think say says said yes text message article here
  bot hoi hallo hey hi`,
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

function isPointing(word: string): boolean {
  return POINTING.has(word) || POINTING_ADVERB.test(word)
}
