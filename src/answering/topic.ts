import { fold, words } from '../dutch/fold.ts'
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
/** Most parts of a topic, with commas between: more are no subject any more. */
const MAX_PARTS = 2
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
    stop begin probeer durf blijf voel merk help werk duur gebeuren gebeurt gebeurd gelden geldt bepalen bepaalt verdienen verdient regelen pakken pakt sturen vervangen verergeren bouwen
    bouwt groeien groeit vergeten inzetten inschakelen prikken prikt merkte mee af aan terug weg los samen buiten binnen boven achter
    onder vanaf ineens meteen eig eigelijk mn zn haar hem hen hun ons onze mezelf jezelf zichzelf hemzelf haarzelf elkaar hetzelfde
    anders vaker minder erger eerder beroerd moe bang koud warm oneens eens voldoende enige enkel jong jonge zieke ziek gezond
    verstandig raar gek benieuwd ochtends avonds hierbij zulke twee drie vier vijf zes zeven acht negen tien half aantal wijze reden
    jullie meneer mevrouw eentje onzin anyone someone something anything going happens happen there this that it call voltooid overgaat
    uitvalt herziet verzint dankjewel lieve ok doei goeiemorgen built contagious genetic real signed actually zaten bot jongste alleen
    snap plat zwaar vergeet sneller bovenop langdurig langdurige achterover afgelopen geleden onderwerp moment meest meeste daarop
    daarvan zeer vast erbij standaard mg situatie vanmiddag voorjaar bedlegerige klaar procent aanleveren bekend bemand nederlander
    nederlanders belgen stemde regenen stel toe speciaal specifiek algemene last merk kost vorige aanvragen probleem
    zen zijt zedde wa da ni nie ulle gullie ulder ne nen k em zot allez amai efkes kzen kheb tis goe veul
    caused causes cause still ever able
    is are was do does did can could should would will how what who which where when why much many good best need want know think find get take
    help helps work works cost costs use make there any some`,
  ).map(stem),
)
/** People and places, folded: by themselves they say nothing of what is asked of them. */
const WHO_OR_WHERE = new Set(
  list(
    `kind kinderen zoon dochter man vrouw vrouwen mannen jongens meisjes meisje jongen ouders moeder vader broer zus vriend vriendin
    partner familie volwassenen jongeren jongere tieners husband wife patient patiente patienten mens lotgenoten arts artsen dokter
    dokters huisarts huisartsen kinderarts specialist kliniek klinieken ziekenhuis stichting vereniging organisatie nederland belgie
    vlaanderen netherlands belgium buurt regio provincie land wereld stad people children kids child son daughter doctor doctors clinic
    clinics patients school klas werk huis home aanstellers minister`,
  ),
)
/** Participles and adjectives, which say something of a subject: "PEM bewezen", "frauduleus". Folded. */
const SAYS_SOMETHING =
  /^(?:\p{L}{0,4}ge\p{L}{3,}[dt]|\p{L}{2,40}[^\P{L}u]ig|(?:be|ver|her|ont|er|terug|af|aan|uit)\p{L}{1,40}(?:nd|ld|rd|gd|pt|kt|st)|(?:bewezen|aanbevolen|overleden|verloren)|\p{L}{3,40}(?:eert|mpt|rkt|nkt|eus|isch|baar|zaam|loos)|\p{L}{0,40}(?:gescholden|genomen|gegeven|geschreven|gegaan|gekomen|gevonden|gedaan|gebleven))$/u
/** Nouns that look like them. */
const STILL_NAMES =
  /^(?:geld|geluid|gewicht|gezicht|gebied|gevecht|gedrag|gedicht|verband|verstand|bestand|beeld|afstand|ergotherapeut)$/
/** An adjective before its noun, or the first of two words that are one: "financiële steun", "long covid". */
const BEFORE_NOUN = /^(?:\p{Ll}{4,40}(?:e|gebonden)|long|low)$/u
/** An adjective without its noun says nothing. */
const ADJECTIVE = /^\p{Ll}{3,40}(?:ale|[ie]le|ische|ige|ieve|euze|loze|bare|zame|erde|ende|tige|gebonden|lage|hoge)$/u
/** Who writes: "Als huisarts: …". */
const ROLE = /^\s*(?:als|as an?|voor|vraag van een)\s+\p{L}+(?:\s+\p{L}+)?\s*[:,]\s*/iu
/** Between brackets, and what is left of a bracket. */
const BRACKETS = /\([^()]{0,200}(?:\)|$)|[()[\]{}]/g
/** Makes a sentence of words: "patiënten zijn aanstellers" is no row of keywords. */
const FINITE = new Set(
  list(
    'is zijn ben bent was waren heb hebt heeft hebben had kan kunnen mag mogen moet moeten wil willen wordt worden word gaat gaan doet doen komt are has have',
  ),
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
/** What stands between two words that name one topic, folded: "bijwerkingen van naltrexon". */
const BETWEEN = new RegExp(
  `^(?:${list('van voor bij met in op aan tegen en of over na uit door for with and or').join('|')})(?: (?:de|het|een|the|a|an))?$`,
)
/** A verb stands before these: "vergoedt de verzekering". */
const AFTER_VERB =
  /^(?:ik|je|jij|we|wij|hij|ze|zij|u|jullie|men|de|het|een|mijn|mn|onze|die|deze|dit|er|zo|wat|the|a)$/i

/**
 * What a question is about, in its own words: "UWV-keuring", "rijbewijs, medicijnen". Of a story, its only question counts.
 * @param isOurs whether it is known to be about the texts' subject or an editor's: then keywords are a question, too.
 * @returns null where its words don't tell: of small talk, of what somebody tells, of a text with many words that may name something.
 */
export function topicOf(message: string, isOurs: boolean): string | null {
  const { whole, asked, stated } = questionParts(message)
  if (asked.length > 1 || (asked.length === 0 && stated.length > 0)) return null
  // After a comma, somebody tells about it.
  const [first = '', ...others] = (asked[0] ?? whole).replace(ROLE, '').split(',')
  const isTold = others.length === 1 && words(others[0]!).length >= MIN_TOLD
  const isWhole = words(first).length < (isTold ? MIN_WORDS : MIN_WORDS + 1)
  const question = (isWhole ? [first, ...others].join(',') : first).replace(BRACKETS, ' ').replace(/\s+/g, ' ').trim()
  const isKeywords =
    isOurs && words(question).length <= MAX_KEYWORDS && !words(question).some((word) => FINITE.has(word))
  const asks = ASKING.test(question) || (isOurs && (message.includes('?') || BEGINS.test(question)))
  if (TELLING.test(question) || !(isKeywords || asks)) return null
  const said: Said[] = [...question.matchAll(/[\p{L}\p{N}]+(?:[-/'’.][\p{L}\p{N}]+)*/gu)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }))
  if (said.length > MAX_WORDS) return null
  const mayName = ({ text }: Said) => !SUBJECT.test(text) && words(text).some(namesSomething)
  // Keywords stand side by side; in a sentence, neighbours are parts of it.
  const isRow =
    isKeywords && said.every((one) => mayName(one) || SUBJECT.test(one.text) || BETWEEN.test(fold(one.text)))
  const naming = said.flatMap((one, at) => (mayName(one) && (isRow || !isVerb(said, at)) ? [at] : []))
  if (naming.length > MAX_NAMING) return null
  const parts: Said[] = []
  for (const [order, at] of naming.entries()) {
    const before = naming[order - 1]
    const last = parts.at(-1)
    if (last && before !== undefined && isOneName(said, before, at, isRow)) {
      parts[parts.length - 1] = {
        text: question.slice(last.start, said[at]!.end),
        start: last.start,
        end: said[at]!.end,
      }
    } else parts.push(said[at]!)
  }
  const named = parts.map(withoutAdjective).filter(({ text }) => text !== '')
  const isSomebody = ({ text }: Said) => words(text).every((word) => WHO_OR_WHERE.has(word) || isStopWord(word))
  const told = named.filter((part) => !isSomebody(part) && !isBareInfinitive(part, said, stated.length > 0))
  const topic = told.map(({ text }) => text).join(', ')
  const isShort = topic.length <= MAX_LENGTH && topic.length >= MIN_LENGTH
  return told.length <= MAX_PARTS && isShort ? topic : null
}

/** A word or a name of a question, and where it stands. */
interface Said {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** "Schrijf ik", "vergoedt de verzekering", "of hij genezen kan", "die op hol slaat": a verb before its subject, or at the end of a clause. */
function isVerb(said: readonly Said[], at: number): boolean {
  const { text } = said[at]!
  const next = said[at + 1]?.text ?? ''
  if (/^(?:ik|je|jij|we|wij|hij|ze|zij|u|jullie|men)$/i.test(next) && /^\p{Ll}/u.test(text)) return true
  if (at === 0) return AFTER_VERB.test(next)
  const before = said[at - 1]!.text
  return next === '' && /(?:[^aeioufgr]t|aat|eet)$/.test(text) && !BEFORE_NOUN.test(before) && !isBetween(before)
}

/** Whether two words that name something are one name: by what stands between, or side by side in it. */
function isOneName(said: readonly Said[], one: number, other: number, isRow: boolean): boolean {
  const between = said.slice(one + 1, other).map(({ text }) => fold(text))
  if (between.length > 0) return BETWEEN.test(between.join(' '))
  const [first, second] = [said[one]!.text, said[other]!.text]
  const isName = (word: string) => /\p{Lu}.*\p{Lu}/u.test(word) || (one > 0 && /^\p{Lu}/u.test(word))
  return isRow || BEFORE_NOUN.test(first) || isName(first) || (isInfinitive(said, other) && /^\p{Ll}/u.test(second))
}

/** "Kind met ernstige" of "een kind met ernstige ME": an adjective at its end says nothing without its noun. */
function withoutAdjective(part: Said): Said {
  const said = part.text.split(' ')
  if (!ADJECTIVE.test(said.at(-1)!)) return part
  while (said.length > 0 && (ADJECTIVE.test(said.at(-1)!) || isBetween(said.at(-1)!))) said.pop()
  return { ...part, text: said.join(' ') }
}

/** "Opbouwen" at the end of a story asks to do something that was told; "examens … spreiden" was named by what it is done to. */
function isBareInfinitive({ start, text }: Said, said: readonly Said[], isStory: boolean): boolean {
  const at = said.findIndex((one) => one.start === start)
  return said[at]!.text === text && isInfinitive(said, at) && (isStory || said.length > MAX_KEYWORDS)
}

/** Whether a word is a verb as it stands at the end of a question: not after what belongs before a noun. */
function isInfinitive(said: readonly Said[], at: number): boolean {
  const before = said[at - 1]?.text ?? ''
  return (
    at === said.length - 1 &&
    at > 0 &&
    /^\p{Ll}.*en$/u.test(said[at]!.text) &&
    !isBetween(before) &&
    !BEFORE_NOUN.test(before)
  )
}

/** Whether a word belongs before a noun: "van", "het", "mijn". */
function isBetween(word: string): boolean {
  return /^(?:van|voor|bij|met|in|op|aan|tegen|en|of|over|na|uit|door|naar|de|het|een|geen|mijn|mn|onze|deze|die|dit|welke|meer|the|a)$/i.test(
    word,
  )
}

/** Whether a folded word names something of which one can ask: no verb, no participle, no people's small words. */
export function namesSomething(word: string): boolean {
  const isNoun = STILL_NAMES.test(word) || !SAYS_SOMETHING.test(word)
  return word.length > 1 && !isStopWord(word) && !NAMELESS.has(stem(word)) && isNoun && !/^\d+$|lijke?$/.test(word)
}
