import { words } from '../dutch/fold.ts'
import { stem } from '../dutch/stem.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { questionParts } from './question-parts.ts'

/** Most words of a question whose topic can be told, of which so many name it. */
const MAX_WORDS = 14
const MAX_NAMING = 4
/** Fewest words before a comma that are a question, and after it that tell something about it. */
const MIN_WORDS = 3
const MIN_TOLD = 4
/** Most words of a message that names its topic without asking anything: more tell something. */
const MAX_KEYWORDS = 4
/** UTF-16 units of a topic. */
const MAX_LENGTH = 60
const MIN_LENGTH = 3

const list = (all: string) => all.split(/\s+/)
/** Verbs, and other words that name no topic. */
const NAMELESS = new Set(
  list(
    `krijgen krijgt kreeg gekregen geven geeft gaf maken maakt gemaakt komen komt kwam nemen neemt nam houden houdt vinden vindt vond zoeken zoekt
    weten weet wist zeggen zegt zei denken denkt dacht vragen vraagt vroeg helpen helpt hielp geholpen werken werkt werkte kosten kost duren duurt
    betalen betaalt betaald vergoeden vergoedt vergoed aanvragen aanvraag aangevraagd regelen regelt geregeld bestaan bestaat gebruiken gebruikt
    slikken slikt zetten zet staan staat stond liggen ligt zitten zit lopen loopt voelen voelt lijken lijkt blijven blijft bleef worden wordt
    werd geworden moeten mogen mocht zouden willen wilde kunnen konden zullen hoeven hoeft durven durft proberen probeert geprobeerd beginnen
    begint begon stoppen stopt bellen belt schrijven schrijft lezen leest kopen koopt koop bestellen bestelt besteld brengen brengt halen haalt
    kiezen kiest kies doorgaan leven leeft wonen woont eten eet slapen slaapt slaap reizen reist rijden rijdt vertellen vertelt uitleggen leg leggen
    raden raadt aanraden adviseren adviseert betekenen betekent bedoelen bedoelt heten heet noemen noemt zien ziet zag horen hoort
    hoor gehoord merken merkt snappen snapt begrijpen begrijpt kennen kent ken leren leert herstellen zorgen zorgt dragen draagt vallen valt
    laten liet veranderen verandert veroorzaken veroorzaakt voorkomen voorkomt verbeteren verbetert behandelen behandelt onderzoeken ontstaan
    ontstaat hebben had gehad geweest gedaan deed gaat gingen ging gegaan stuur sturen stuurt wachten wacht telt tellen noem
    ontvangen opgeven indienen dienen meenemen meedoen omgaan opvragen aanmelden melden meld inschrijven opzoeken bereiken bereikt beantwoorden
    goed goede beter beste slecht slechte erg snel snelle lang lange kort veel weinig groot grote klein kleine nieuw nieuwe oud oude heel hele
    echt zeker mogelijk nodig belangrijk handig normaal gewoon best leuk moeilijk makkelijk eerst eerste laatste volgende steeds nooit soms
    vandaag morgen gisteren binnenkort straks inmiddels sinds tijdens ongeveer vooral bijvoorbeeld ergens nergens overal meestal hoeveel
    hoelang hoevaak waarvoor waarmee waarbij waaraan waarin waaruit daarmee daarvoor erover ervan ermee hierover hoi hallo dag dank bedankt
    graag sorry alsjeblieft vraag vraagje antwoord iets zoiets dingen ding manier soort stukje jullie jouw beste klopt waar ben bent mij mijzelf
    goedemorgen goedemiddag goedenavond hello hey oke okay duidelijk top haha lol weleens allemaal alweer voordat mooie gedoe intypen tegelijk samen keer
    ziekte eerder thuis weer niks niets zin tijd kapot klap vanuit uur again patient patienten please
    mensen iemand niemand iedereen maanden weken dagen jaren jaar termijn gevaarlijk veilig veilige ofzo ofwa mee da
    ff effe even dus zeg zegt allebei verder zonder tussen volgens per tegenwoordig vroeger later al zomaar wat wie welke
    is are was do does did can could should would will how what who which where when why much many good best need want know think find get take
    help helps work works cost costs use make there any some`,
  ).map(stem),
)
/** What all questions are about: it needs no telling. */
const SUBJECT = /^(?:me|cvs|cfs|me\/cvs|cvs\/me|me\/cfs|mecvs)$/i
/** Begins as somebody tells something. */
const TELLING = /^(?:ik|we|wij|hij|zij|ze|mijn|mn|onze|er|het|dit|dat|i|my|we|it) /i
/** Begins as a question about something, and not about the one who is asked. */
const ASKING =
  /^(?:en |maar )?(?:wat|welke?|waar\w*|wie|hoe\w*|wanneer|kan|kun|kunnen|mag|mogen|moet|krijg|is|zijn|bestaat|helpt|heeft|heb|wordt|word|what|which|where|how|who|can|may|is|are|does)\b(?!.*\b(?:je|jij|jou|jouw|jullie|u|uw|you|your)\b)/i
/** Begins as any question. */
const BEGINS = /^(?:en |maar )?(?:wat|welke?|waar\w*|wie|hoe\w*|wanneer|what|which|where|how|who) /i
/** May stand between the words that name a topic: "bijwerkingen van naltrexon". */
const BETWEEN = new Set(
  list('van voor bij met in op aan tegen en of de het een mijn over na voor uit door of for the a with in'),
)

/**
 * What a question is about, in its own words: "UWV-keuring", "rijbewijs, medicijnen". Of a story, its only question counts.
 * @param isOurs whether it is known to be about the texts' subject or an editor's: then keywords are a question, too.
 * @returns null where its words don't tell: of small talk, of what somebody tells, of a text with many words that may name something.
 */
export function topicOf(message: string, isOurs: boolean): string | null {
  const { whole, asked, stated } = questionParts(message)
  if (asked.length > 1 || (asked.length === 0 && stated.length > 0)) return null
  // After a comma, somebody tells about it.
  const [first = '', ...others] = (asked[0] ?? whole).split(',')
  const isTold = others.length === 1 && words(others[0]!).length >= MIN_TOLD
  const question = words(first).length >= (isTold ? MIN_WORDS : MIN_WORDS + 1) ? first : (asked[0] ?? whole)
  const isKeywords = isOurs && words(question).length <= MAX_KEYWORDS
  const asks = ASKING.test(question) || (isOurs && (message.includes('?') || BEGINS.test(question)))
  if (TELLING.test(question) || !(isKeywords || asks)) return null
  const spoken = [...question.matchAll(/[\p{L}\p{N}]+(?:[-/'’.][\p{L}\p{N}]+)*/gu)]
  const said = spoken.map(({ 0: text, index }, at) => ({
    text,
    end: index + text.length,
    names: !SUBJECT.test(text) && words(text).some(namesSomething) && !isVerb(text, spoken[at + 1]?.[0]),
  }))
  const naming = said.filter(({ names }) => names)
  if (said.length > MAX_WORDS || naming.length === 0 || naming.length > MAX_NAMING) return null
  let topic = ''
  let end = 0
  for (const [at, one] of said.entries()) {
    if (!one.names) continue
    const before = said.slice(0, at).findLastIndex(({ names }) => names)
    const isJoined = before >= 0 && said.slice(before + 1, at).every(({ text }) => BETWEEN.has(text.toLowerCase()))
    topic += topic === '' ? one.text : isJoined ? question.slice(end, one.end) : `, ${one.text}`
    end = one.end
  }
  return topic.length <= MAX_LENGTH && topic.length >= MIN_LENGTH ? topic : null
}

/** "Schrijf ik", "meld je": a verb stands before its subject. */
function isVerb(word: string, next: string | undefined): boolean {
  return /^(?:ik|je|jij|we|wij|hij|ze|zij|u|jullie|men)$/i.test(next ?? '') && /^\p{Ll}/u.test(word)
}

function namesSomething(word: string): boolean {
  return word.length > 1 && !isStopWord(word) && !NAMELESS.has(stem(word)) && !/^\d+$|lijke?$/.test(word)
}
