import { createSpelling } from '../dutch/misspelling.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Voice } from './answer.ts'

/** A word of a message. */
export interface Token {
  /** Folded. */
  readonly word: string
  readonly raw: string
  readonly start: number
  readonly end: number
  /** The characters that stand right before and after it. */
  readonly before: string
  readonly after: string
}

/** A voice that a sentence names. */
export interface Mention {
  readonly voice: Voice
  /** Nothing lists it: only a name where a voice would stand. */
  readonly isStranger: boolean
  /** Half-open range of tokens. */
  readonly from: number
  readonly to: number
}

/** A sentence that names voices. */
export interface Sentence {
  readonly tokens: readonly Token[]
  /** Whether it is a question, or one about it follows. */
  readonly asks: boolean
  /** Whether what follows only points at it: "Klopt dat?" */
  readonly isPointedAt: boolean
}

const list = (all: string): ReadonlySet<string> => new Set(all.trim().split(/\s+/))

const ARTICLE = list('de het t d the een vd die deze')
const ADJECTIVE = list(
  'dutch nederlandse belgische vlaamse britse engelse amerikaanse british american us uk heren mensen professor prof dr dokter doctor mevrouw meneer',
)
const OWN = list('mijn mn m onze ons my our zijn haar hun je jouw uw eigen geachte beste dear')
const FIRST_PERSON = list('ik k kik mij mijn mn wij we ons onze i my our')
const SPOKEN_TO = list('je jij jullie ge gij u you te to')
const THEY = list('ze zij die deze zulke they hij')
const FILLER = list(
  `nu nou dan eigenlijk precies toch ook er hier daar hierover daarover hiervan daarvan hierop daarop nog wel zelf zoal allemaal eens ze
  die gewoon still now then actually exactly else just iets niets officieel`,
)
const ASKS = list(
  'wat wa wadde hoe waarom waarover waarvoor welke wie what how why which of dat da if whether that waar hoezo wanneer',
)
/** Verbs of which a voice is the subject. */
const SAYS = list(
  `zegt zeggen zegd zei zeiden zeg gezegd vindt vinden vond vonden gevonden denkt denken dacht peinst peist peizen peinzen gelooft geloven schrijft schrijven
  schreef geschreven stelt stellen stelde gesteld beweert beweren beweerde beweerd meent menen adviseert adviseren adviseerde geadviseerd
  raadt raden ried aangeraden aanraden afgeraden afraden aanbevelen aanbevolen beveelt bevelen ontraadt ontraden antwoordt antwoorden antwoordde geantwoord reageert
  reageren reageerde vraagt vragen vroeg gevraagd noemt noemen noemde meldt melden meldde vermeldt vermelden kijkt kijken oordeelt oordelen oordeelde
  waarschuwt waarschuwen pleit pleiten bepleit erkent erkennen ontkent ontkennen ziet zien staat staan stond verklaart verklaren bedoelt bedoelen
  concludeert concludeerde concluderen vertelt vertellen verteld luidt leert verwacht verwachten wil willen steunt steunen ondersteunt ondersteunen vreest
  verwijt weet weten wijst wijzen keurt keuren promoot promoten verdedigt verdedigen bekritiseert accepteert onderschrijft deelt hanteert beschouwt
  beschouwen rekent classificeert omschrijft definieert benadrukt benadrukken eist twijfelt spreekt spreken rapporteert legt leggen gaat geeft geven
  says say said thinks think thought writes write wrote recommends recommend recommended believes believe advises advise advised claims claim states
  state argues argue warns warn asks ask asked feels stands supports support suggests suggest endorses endorse opposes oppose rejects reject
  considers consider regards regard sees see views describes describe defines define mentions mention classify classifies agree agrees disagree
  disagrees admit admits deny denies tells`,
)
/** Of these, in a place: "wat staat er in de richtlijn van …". */
const STANDS = list('staat staan stond lees lezen vind vinden')
const AUXILIARY = list(
  'heeft hebben had hadden is zijn was waren zou zouden does do did has have are kan kunnen doet doen blijft hebt heb wordt worden',
)
/** What an asker does, and the questions themselves. */
const QUESTIONING = list('vraagt vragen vraag vroeg vroegen gevraagd vraagstelling ask asks asked question questions')
const WANTS = list('wil wilde wou does did')
/** Who asks for a view as a whole: "vat het standpunt van de NVK samen". */
const SUMS_UP = list(
  `samenvatting samenvatten samengevat samen vat kort korte beknopt beknopte weergeven weergave overzicht overzichtje hoofdpunten noem geef summary summarise
  summarize summarised summarized short brief briefly overview`,
)
const SUPPORTS = 'fan fans voorstander voorstanders tegenstander tegenstanders'
/** Words that, with an auxiliary, say what a voice holds. */
const HOLDS = list(
  `${SUPPORTS} eens oneens mee ermee voor tegen achter mening overtuigd positief negatief kritisch blij bang
  sceptisch akkoord ok oke okay fine happy tegenover ervoor ertegen erachter hierover daarover against positive negative favour favor view opinion position`,
)
const VIEW = list(
  `mening meningen visie standpunt standpunten advies adviezen oordeel opvatting opvattingen kijk reactie antwoord positie uitspraak uitspraken stelling
  boodschap punt idee bezwaar bezwaren kritiek conclusie conclusies argument argumenten rapport aanbeveling aanbevelingen verhaal vraag vragen ogen gedacht
  gedachte lijn beleid houding zienswijze verklaring waarschuwing commentaar
  view views opinion opinions position stance advice take statement guidance recommendation recommendations conclusion conclusions verdict attitude
  thoughts`,
)
/** What a body writes: "de NHG-standaard". */
const WRITINGS = list(
  'richtlijn richtlijnen standaard site website pagina brochure folder artikel guideline guidelines',
)
const BETWEEN = list('van vd of by from door bij in uit')
/** Before somebody who is one of many. */
const ONE_OF_MANY = list('een a an als')
const AT = list('in op bij')
const BY = list('door by')
const ACCORDING = list('volgens vlgs volges volgns aldus vlgns')
const ABOUT = list('over about on omtrent inzake')
const OPENING = list('en maar and but dus ok oke hoi hallo hey dag')
const WONDERS = list('weten benieuwd graag afvragen wil zoek zoeken wonder know curious want')
const PREPOSITION = list(
  'achter behind bij tegenover qua namens naar aan via met op in over tegen voor tot uit tussen sinds na onder zonder van door to at from with for by into about against between',
)
/** What is asked of a body itself, and not of its view. */
const SERVICE = list(
  `lid lidmaatschap opgericht adres mailadres email mail telefoon telefoonnummer nummer bereik bereiken bereikbaar contact doneren donatie gift klacht
  gevestigd voorzitter directeur verschil overeenkomst overeenkomsten gelijkenis gelijkenissen difference similarities member address phone founded
  donate`,
)
/** What is asked of a body itself as well: what it is like, and who pays it. */
const CHARACTER = list(
  `partijdig onpartijdig objectief neutraal bevooroordeeld vooringenomen betrouwbaar betrouwbare onbetrouwbaar onbetrouwbare onafhankelijk onafhankelijke
  afhankelijk omgekocht omkoopbaar corrupt eerlijk oneerlijk integer commercieel commerciele gesponsord gesponsorde gesubsidieerd gefinancierd betaald
  gekocht links linkse rechts rechtse woke populistisch sponsor sponsors sponsoren subsidie geld inkomsten winst salaris belangen
  belangenverstrengeling leden medewerkers aandelen
  biased unbiased neutral objective impartial independent reliable trustworthy trusted corrupt bribed honest funded paid sponsored money members`,
)
/** Verbs of which a body that follows is the object, or that ask what is done to it: "wie betaalt de NVK", "wordt de stichting genoemd". */
const DONE_TO = list(
  'wordt worden werd werden betaalt betalen sponsort sponsoren financiert financieren subsidieert bezit leidt bestuurt pays funds sponsors owns runs',
)
const GETS = list('krijgt krijgen kreeg kregen ontvangt ontvangen verdient verdienen')
/** "Wat doet de NVK?", "waar zit de stichting?" */
const BARE = [ASKS, AUXILIARY, list('zit staat')]
const PERMITS = list('mag moet hoeft mogen moeten')
const FRAME = [
  ARTICLE,
  SAYS,
  AUXILIARY,
  VIEW,
  ACCORDING,
  ABOUT,
  FILLER,
  ADJECTIVE,
  OPENING,
  WONDERS,
  SUMS_UP,
  list('las lees gelezen hoor hoorde gehoord read heard'),
  ASKS,
  WRITINGS,
  list(`${SUPPORTS} tegenover bekend ervoor ertegen erachter according af aan ergens klopt merken opmerken`),
]
/** What sources do with what others write, and who is asked whether they do: "verwijzen jullie naar", "citeert het interview". */
const REFERS = list(
  `verwijs verwijst verwijzen verwees verwezen citeer citeert citeren citeerde citeerden geciteerd haal haalt halen haalde haalden aan aangehaald
  beroept beroepen beroep baseert baseren gebaseerd refereert refereren gerefereerd gebruikt gebruiken refer refers referred cite cites cited quote
  quotes quoted use uses used`,
)
const REFERRING = list('jullie je jij u jou you bron bronnen tekst teksten interview bot source sources text texts')
/** Before a name, after the verb of it, which is of one. */
const BEFORE_NAME = list('nou nu eigenlijk dan prof professor dr drs dokter doctor mevrouw meneer')
const SAYS_ALONE = /^(?:zegd?t?|zei|vind?t|vond|denkt|dacht|schrijft|schreef|peinst|gelooft|meent|beweert)$/
const ENDS_NAME = [ABOUT, BETWEEN, list('tegen bij zelf nou nu eigenlijk precies to for')]
const HOLDING = /^(?:denk|dacht|vind|vond|kijk|think|thought)/
/** Somebody whom one meets, in the singular: what these say is a story, unless it is asked. */
const PRACTITIONER = /(?:arts|therapeut|psycholoog|psychiater|dokter|dietist)$/
/** Most words of a message of keywords: "nvk cgt kinderen". */
const MAX_KEYWORDS = 5

const saying = createSpelling(SAYS)
const isOneOf = (words: ReadonlySet<string>, token: Token | undefined) => token !== undefined && words.has(token.word)

/** Whether a word is a verb with which voices say something, misspelt or not: "vint", "zecht". */
export function says(word: string | undefined): boolean {
  return word !== undefined && (SAYS.has(word) || (word.length > 3 && saying.meantBy(word).length > 0))
}

const isVerbOfVoice = (token: Token | undefined) => says(token?.word)

/** Whether whoever says something may stand here: after "wat zegt", "hoe denkt". Without an article or "mijn", that is a name. */
export function isWhereName(tokens: readonly Token[], at: number): boolean {
  let verb = at - 1
  while (isOneOf(BEFORE_NAME, tokens[verb])) verb--
  return SAYS_ALONE.test(tokens[verb]?.word ?? '') && /^(?:wat|wa|hoe)$/.test(tokens[verb - 1]?.word ?? '')
}

/** Whether a name may end before a word: nothing follows, or what it is about. */
export function endsName(next: Token | undefined): boolean {
  return next === undefined || ENDS_NAME.some((list) => isOneOf(list, next)) || /^(?:hier|daar|er)/.test(next.word)
}

/**
 * What is left of words beside a voice without those that only ask for its view: "hoe denkt … over GET" leaves "GET", and "verwijzen
 * jullie naar de conclusies van …" nothing.
 */
export function withoutFrame(tokens: readonly Token[]): readonly Token[] {
  const isFrame = (token: Token) =>
    FRAME.some((list) => list.has(token.word)) || isStopWord(token.word) || says(token.word)
  const first = tokens.findIndex((token) => !isFrame(token))
  const left = first < 0 ? [] : tokens.slice(first, tokens.findLastIndex((token) => !isFrame(token)) + 1)
  const asksReferring = tokens.some((token) => isOneOf(REFERRING, token))
  const isReferring = (token: Token) => isOneOf(REFERS, token) || isOneOf(REFERRING, token) || isFrame(token)
  return asksReferring && left.every(isReferring) ? [] : left
}

/** The mentions of a sentence whose views it asks for. */
export function askedIn(sentence: Sentence, mentions: readonly Mention[]): Mention[] {
  const asked: Mention[] = []
  for (const [index, mention] of mentions.entries()) {
    const before = mentions[index - 1]
    const follows = before && joins(sentence.tokens.slice(before.to, mention.from))
    if (follows ? asked.includes(before) : isAsked(sentence, mention, mentions, asked.length > 0)) asked.push(mention)
  }
  return asked
}

/** Whether a sentence asks what a voice asks, and not for its view: "wat vraagt de NOS over GET", "wil de NOS weten of …". */
export function asksForQuestions({ tokens }: Sentence, asked: readonly Mention[]): boolean {
  const isOwn = (before: Token | undefined) => isOneOf(FIRST_PERSON, before) || isOneOf(ONE_OF_MANY, before)
  if (tokens.some((token, at) => isOneOf(QUESTIONING, token) && !isOwn(tokens[at - 1]))) return true
  return asked.some(({ from, to }) => {
    const wants = tokens.slice(0, from).findLast((token) => !isOneOf(ARTICLE, token))
    return isOneOf(WANTS, wants) && tokens.slice(to).some(({ word }) => word === 'weten' || word === 'know')
  })
}

/** "De NVK en de stichting": what stands between two names that are one subject. */
function joins([first, ...others]: readonly Token[]): boolean {
  return /^(?:en|of|and|or|versus|vs)$/.test(first?.word ?? '') && others.every((token) => isOneOf(ARTICLE, token))
}

/** A name with what stands around it in its sentence. */
interface Named {
  readonly sentence: Sentence
  readonly mention: Mention
  /** The words before it, but for its article. */
  readonly opening: readonly Token[]
  /** The verb before it, and what stands before that. */
  readonly verb: Token | undefined
  readonly beforeVerb: Token | undefined
  /** The words after it, but for what belongs to it: "NHG-richtlijn", "UWV-arts". */
  readonly rest: readonly Token[]
  /** The first of these that says something. */
  readonly next: Token | undefined
  /** The part of the sentence between commas in which it stands. */
  readonly clause: readonly Token[]
  /** Whether what is told of it is put to the reader: "toch", "klopt dat?" */
  readonly isTold: boolean
  /** Whether its clause tells what whoever writes does or thinks. */
  readonly tellsOfOneself: boolean
  /** Whether somebody who may tell of themselves asks or wonders all the same. */
  readonly mayAsk: boolean
}

function around(sentence: Sentence, mention: Mention): Named {
  const { tokens, asks, isPointedAt } = sentence
  const { from, to } = mention
  let at = from - 1
  while (isOneOf(ARTICLE, tokens[at]) || isOneOf(ADJECTIVE, tokens[at])) at--
  const verb = verbBefore(tokens, at)
  const rest = tokens.slice(isOneOf(WRITINGS, tokens[to]) || /^artsen?$/.test(tokens[to]?.word ?? '') ? to + 1 : to)
  const clause = clauseOf(tokens, mention)
  const isTold = isPointedAt || tokens.some(({ word }) => word === 'toch' || word === 'klopt')
  const tellsOfOneself = clause.some((token) => isOneOf(FIRST_PERSON, token)) && !isTold
  return {
    sentence,
    mention,
    opening: tokens.slice(0, at + 1),
    verb: tokens[verb],
    beforeVerb: tokens[verb - 1],
    rest,
    next: rest.find((token) => !isOneOf(FILLER, token) && token.word !== 's'),
    clause,
    isTold,
    tellsOfOneself,
    mayAsk: asks || tokens.some((token) => isOneOf(WONDERS, token)) || !tellsOfOneself,
  }
}

/**
 * The rules in the order in which they are tried.
 * @param others whether the sentence asks for another voice: then a name is more often what it is asked about.
 */
function isAsked(sentence: Sentence, mention: Mention, mentions: readonly Mention[], others: boolean): boolean {
  const named = around(sentence, mention)
  const { opening, next, rest, tellsOfOneself, isTold } = named
  const { asks } = sentence
  const previous = opening.at(-1)
  if (isNoVoice(named) || isAboutItself(named)) return false
  // "Wat moet ik volgens de NVK doen?"
  if (isOneOf(ACCORDING, previous)) return asks || !tellsOfOneself
  if (isAccordingTo(opening) || isTheirPlace(named)) return true
  if (mention.isStranger) return isStrangerAsked(named, others)
  if (isSubject(named) || isSubjectOfAuxiliary(named) || isSubjectOfClause(named)) return true
  if (isOwnView(rest, asks) || (isTakenUp(rest, asks) && !tellsOfOneself)) return true
  // "De NVK zegt toch dat …?"
  if (isVerbOfVoice(next)) return (asks || isTold || mention.voice.kind !== 'unknown') && !tellsOfOneself
  // "Wordt GET afgeraden door de NVK?"
  if (isOneOf(BY, previous)) return (asks || opening.some(isVerbOfVoice) || rest.some(isVerbOfVoice)) && !tellsOfOneself
  if (isWritingAbout(named) || opensWith(named)) return true
  return !others && (asksForWords(named) || isSubjectOfQuestion(named, mentions))
}

/** "Mijn kinderarts", "een UWV-keuring", "als journalist", "de huisarts zegt": somebody or something else than a voice. */
function isNoVoice({ sentence: { tokens }, mention: { from, to }, opening }: Named): boolean {
  const before = opening.at(-2)
  // "Zijn kinderartsen voor GET?" is a verb.
  const isVerb =
    opening.at(-1)?.word === 'zijn' && (before === undefined || isOneOf(ASKS, before) || isOneOf(OPENING, before))
  if (isOneOf(OWN, opening.at(-1)) && !isVerb) return true
  const isPart = tokens[to]?.before === '-' && !isOneOf(WRITINGS, tokens[to]) && !isOneOf(VIEW, tokens[to])
  if (isPart || isOneOf(ONE_OF_MANY, tokens[from - 1])) return true
  return PRACTITIONER.test(tokens[to - 1]!.word) && !opening.some((token) => isOneOf(ASKS, token))
}

/** "Is de NOS partijdig?", "wie betaalt de stichting?", "wordt de stichting genoemd?": what it says is not asked. */
function isAboutItself({ verb, clause, isTold, tellsOfOneself }: Named): boolean {
  if (isOneOf(DONE_TO, verb)) return !isTold && !tellsOfOneself
  if (!isOneOf(AUXILIARY, verb) && !isOneOf(GETS, verb)) return false
  return clause.some(
    (token, at) => isOneOf(CHARACTER, token) || (token.word === 'vertrouwen' && clause[at - 1]?.word === 'te'),
  )
}

/** "What is best according to NICE?" */
function isAccordingTo(opening: readonly Token[]): boolean {
  return opening.at(-1)?.word === 'to' && /^(?:according|acc)$/.test(opening.at(-2)?.word ?? '')
}

/** "Ze zeggen dat ze in Maastricht anders denken. Wat dan?" */
function isTheirPlace({ sentence: { asks }, opening, rest }: Named): boolean {
  const isPlace = isOneOf(AT, opening.at(-1)) && isOneOf(THEY, opening.at(-2))
  return isPlace && asks && rest.some(({ word }) => HOLDING.test(word))
}

/** "What does Trudie Chalder say about …": only where a name that nothing lists can be nothing else. */
function isStrangerAsked(named: Named, others: boolean): boolean {
  const { sentence, mention, opening, verb, beforeVerb, rest } = named
  const { asks } = sentence
  if (mention.from === 0) return isOwnView(rest, asks)
  const isHelped = /^(?:do|does|did)$/.test(verb?.word ?? '') && isVerbOfVoice(rest[0])
  const isTopic = opening.length === 0 && isTakenUp(rest, asks)
  const isQuestioned = isSubject(named) && isOneOf(ASKS, beforeVerb) && !isOneOf(PREPOSITION, opening.at(-1))
  return !others && (isHelped || isTopic || isOwnView(rest, asks) || isQuestioned)
}

/** "Wat zegt de NVK": not "wat vind je van de NVK". */
function isSubject({ verb, beforeVerb }: Named): boolean {
  return isVerbOfVoice(verb) && !isOneOf(FIRST_PERSON, beforeVerb) && !isOneOf(SPOKEN_TO, beforeVerb)
}

/** "Heeft de NVK daar iets over gezegd", "welk bezwaar heeft de NVK". */
function isSubjectOfAuxiliary({ verb, beforeVerb, opening, rest, tellsOfOneself }: Named): boolean {
  const isView = (token: Token) => isOneOf(VIEW, token)
  const holds = (token: Token) => isVerbOfVoice(token) || isOneOf(HOLDS, token) || isView(token)
  const opens = beforeVerb === undefined && !/^(?:kan|kunnen)$/.test(verb?.word ?? '')
  return isOneOf(AUXILIARY, verb) && (opens || !tellsOfOneself) && (rest.some(holds) || opening.some(isView))
}

/** "Wat de NVK over GET vindt", "weet je of het KNGF GET afraadt". */
function isSubjectOfClause({ opening, rest, tellsOfOneself, mayAsk }: Named): boolean {
  const previous = opening.at(-1)
  const isReported = previous?.word === 'dat' || previous?.word === 'that'
  return isOneOf(ASKS, previous) && rest.some(isVerbOfVoice) && (isReported ? !tellsOfOneself : mayAsk)
}

/** "De NVK-richtlijn over GET". */
function isWritingAbout({ sentence: { tokens }, mention: { to }, rest, mayAsk }: Named): boolean {
  return isOneOf(WRITINGS, tokens[to]) && isOneOf(ABOUT, rest[0]) && mayAsk
}

/** "Waarom heeft NICE GET geschrapt": whoever is the subject of a question is asked for, unless it is about the body itself. */
function isSubjectOfQuestion(
  { sentence: { tokens, asks }, opening, clause, isTold, tellsOfOneself }: Named,
  mentions: readonly Mention[],
): boolean {
  const [first] = clause
  const isQuestion = asks || isTold || isOneOf(ASKS, first) || isOneOf(AUXILIARY, first) || isVerbOfVoice(first)
  const names = new Set(mentions.flatMap(({ from, to }) => tokens.slice(from, to)))
  const about = clause.filter((token) => !names.has(token))
  const isBare = about.every((token) => BARE.some((list) => isOneOf(list, token)) || isStopWord(token.word))
  const isOfItself =
    tokens.some((token) => isOneOf(SERVICE, token)) || (isBare && !about.some(({ word }) => word === 'daar'))
  return isQuestion && !tellsOfOneself && !isOfItself && !isOneOf(PREPOSITION, opening.at(-1))
}

/** The part of a sentence between commas in which a name stands. */
function clauseOf(tokens: readonly Token[], { from, to }: Mention): readonly Token[] {
  const ends = (token: Token) => /[,;:]/.test(token.after)
  const start = tokens.slice(0, from).findLastIndex(ends) + 1
  const end = tokens.slice(to - 1).findIndex(ends)
  return tokens.slice(start, end < 0 ? undefined : to + end)
}

/** The verb before a name: "wat zegt nu eigenlijk de NVK", "wat zeggen ze bij de stichting", "wat staat er in de NVK-richtlijn". */
function verbBefore(tokens: readonly Token[], at: number): number {
  let verb = at
  while (verb > 0 && at - verb < 4 && (isOneOf(FILLER, tokens[verb]) || tokens[verb]!.word === 'bij')) verb--
  if (!isOneOf(AT, tokens[verb])) return verb
  const before = isOneOf(FILLER, tokens[verb - 1]) ? verb - 2 : verb - 1
  return isOneOf(STANDS, tokens[before]) || tokens[verb - 1]?.word === 'ze' ? before : verb
}

/** "Het standpunt van de NVK", "iets van de NVK over GET", "wat zegt de voorzitter van de NVK", "mag dat van het UWV". */
function asksForWords({ opening, next, rest, mayAsk }: Named): boolean {
  const previous = opening.at(-1)
  const isOf = isOneOf(BETWEEN, previous)
  const noun = isOf ? opening.at(-2) : previous
  // "Ik heb het standpunt van de NVK gelezen" asks nothing.
  const teller = opening.findLastIndex((token) => isOneOf(FIRST_PERSON, token))
  if (isOneOf(VIEW, noun) || isOneOf(VIEW, next))
    return teller < 0 || opening.slice(teller).some((token) => isOneOf(ASKS, token) || isOneOf(WONDERS, token))
  if (!isOf) return false
  if (isOneOf(ABOUT, rest[0]) && /^(?:van|vd|from|by|uit)$/.test(previous?.word ?? '')) return mayAsk
  if (isOneOf(PERMITS, opening.at(-3))) return true
  // "Mag je CGT weigeren van de Gezondheidsraad?", "is CGT verplicht van het UWV?"
  const isRule =
    noun?.word === 'verplicht' || (/en$/.test(noun?.word ?? '') && opening.some((token) => isOneOf(PERMITS, token)))
  if (previous?.word === 'van' && rest.length === 0 && isRule) return mayAsk
  return noun !== undefined && !isStopWord(noun.word) && isOneOf(ARTICLE, opening.at(-3)) && isSaidBefore(opening)
}

/** "Wat zegt de voorzitter van …", "wat staat er op de site van …". */
function isSaidBefore(opening: readonly Token[]): boolean {
  return isVerbOfVoice(opening.at(-4)) || isOneOf(STANDS, opening[verbBefore(opening, opening.length - 4)])
}

/** "NVK over GET?", "en de NVK?", "nvk cgt kinderen". */
function opensWith({ sentence, mention, opening, next }: Named): boolean {
  const { tokens, asks } = sentence
  const { voice, to } = mention
  if (!opening.every((token) => isOneOf(OPENING, token) || isOneOf(ASKS, token))) return false
  if (isOneOf(ABOUT, next) || isOneOf(HOLDS, next) || tokens[to - 1]!.after === ':') return true
  const rest = tokens.slice(to)
  const isShort = tokens.length <= MAX_KEYWORDS
  if (isOneOf(WRITINGS, rest[0]) && (isShort || isOneOf(ABOUT, rest[1]))) return true
  if (isShort && rest.some((token) => isOneOf(VIEW, token))) return true
  if (opening.length > 0) return rest.every(({ word }) => isStopWord(word))
  const isVerb = (token: Token) => isVerbOfVoice(token) || isOneOf(AUXILIARY, token)
  return to === 1 && isShort && !asks && voice.kind !== 'unknown' && rest.length > 0 && !rest.some(isVerb)
}

/** "Mijn verzekeraar CZ, wat is hun mening over GET?" */
function isOwnView(rest: readonly Token[], asks: boolean): boolean {
  const at = rest.findIndex(({ word }, at) => /^(?:hun|zijn|haar|their|its)$/.test(word) && isOneOf(VIEW, rest[at + 1]))
  return at >= 0 && (asks || at === 0 || rest.slice(0, at).some((token) => isOneOf(ASKS, token)))
}

/** "De NVK, wat vinden die van GET?", "de stichting en GET, hebben die daar iets over geschreven" */
function isTakenUp(rest: readonly Token[], asks: boolean): boolean {
  return rest.some((token, at) => {
    const isVerb = says(token.word) || isOneOf(AUXILIARY, token)
    const before = rest[at - 1]
    const isTheirs = isOneOf(THEY, rest[at + 1]) || isOneOf(THEY, before)
    const isQuestion = asks || isOneOf(ASKS, before) || (before?.after === ',' && isOneOf(THEY, rest[at + 1]))
    return isVerb && isTheirs && isQuestion
  })
}
