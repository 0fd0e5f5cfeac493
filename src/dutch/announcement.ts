import { isCourteous } from './courtesy.ts'
import { words } from './fold.ts'

const list = (all: string): readonly string[] => all.split(/\s+/)
const any = (all: string): string => `(?:${list(all).join('|')})`

/** Folded words without weight in such a message: "ik heb even een klein vraagje". */
const WEIGHTLESS = new Set(
  list(
    `even ff effe effen effkes eens ook wel nog graag gaarne misschien eventueel snel snelle kort korte klein kleine kleintje heel
    gewoon eigenlijk toch dan nu nou maar een n ne 1 twee 2 paar wat enkele andere anders aub alsjeblieft alstublieft asjeblieft
    please pls hoor he ook quick small another some a an the just also really medische algemene domme rare belangrijke iets
    something anything sth ergens mee en and euh eh uh uhm zeg sorry dus so eerst ja hier bot bronwijzer de het t s iet ok quickly`,
  ),
)
const I = any('ik k ek we wij ikke')
const YOU = any('je jij jou u ge gij jullie ulle')
const QUESTION = any(
  'vraag vraagje vragen vraagjes vraagske vraagskes vroag vraachje question questions stellen vraagstelling',
)
const INFORMATION = any('informatie info uitleg hulp information')
/** Whom it is about, or the illness, says nothing of what is asked. */
const WHOM = `(?: (?:over|about|voor|for|rond|van|ivm) ${any('mijn mn m onze ons my our')} ${any(
  `kind kindje kinderen zoon zoontje dochter dochtertje man vrouw partner vriend vriendin broer zus moeder vader mama papa ma pa oma opa ziekte aandoening klachten situatie
  kid child children son daughter husband wife mother father mum mom friend brother sister illness`,
)}(?: (?:met|with) (?:me|cvs|cfs|mecvs|mecfs|me cvs|me cfs))?| (?:over|about|rond) (?:me|cvs|cfs|mecvs|mecfs|me cvs|me cfs|mij|mezelf|myself|${any('deze this')} (?:ziekte|illness)))?`

/** Whom it is about in general: "bij kinderen". */
const GROUP = ` (?:over|about|voor|for|bij|van|with|in) ${any('kinderen kids jongeren tieners pubers volwassenen ouderen mannen vrouwen meisjes jongens children adults teenagers teens men women girls boys')}`

/** Folded, without those words. */
const ANNOUNCEMENTS = [
  `(?:${I} )?${any('heb hebben had hadden zit zitten zat kheb kzit kem')}(?: met)? ${QUESTION}(?: ${any('voor aan')} ${YOU})?`,
  `${QUESTION}(?: ${any('voor aan')} ${YOU})?`,
  `${any('mag mocht kan kon zou mogen kunnen zouden meugen')} ${I}(?: ${YOU})? ${QUESTION}(?: ${any('stellen vragen mogen')})*`,
  `${I} ${any('wil wilde wou zou willen wilden zouden kom')}(?: (?:${YOU}|willen|kunnen|aan))* (?:${QUESTION}|weten|opzoeken)(?: ${any('stellen vragen willen weten')})*`,
  `${any('kan kun kunt kunde kon wil wilt wilde wilde zou zoude zouden kunnen willen')}(?: ${YOU})*(?: ${any('me mij ons mn mich')})(?: ${any('kunnen willen verder met')})* ${any('helpen helpe elpen')}(?: met)?(?: ${QUESTION})?`,
  `${any('kan kun kunt kunde wil wilt zou zoude')}(?: ${YOU})*(?: ${QUESTION})? ${any('opzoeken beantwoorden')}(?: voor ${any('me mij')})?`,
  `${I} ${any('zoek zoeken heb hebben wil')} ${INFORMATION}(?: nodig)?`,
  `${I} ${any('ben zijn')} op zoek naar ${any('informatie info uitleg')}`,
  `${any('ben bent zijn zedde')} ${YOU} (?:er|daar|online|wakker|beschikbaar)`,
  '(?:is|zit) (?:er|daar) iemand',
  `(?:i|we) ${any('have had ve got need')}(?: got)? ${QUESTION}(?: for you)?`,
  `${any('can may could might')} (?:i|we) ask(?: you)?(?: ${QUESTION})?`,
  `(?:i|we) (?:want|wanted|would like|d like|wanna|need|have)(?: to)? ask(?: you)?(?: ${QUESTION})?`,
  `${any('can could would will')} (?:you|u) help(?: ${any('me us')})?(?: out)?(?: with)?(?: ${QUESTION})?`,
  `(?:i|we) (?:need|am looking for|m looking for|look for|want) ${any('information info')}`,
  'are you there',
  `${any('anyone anybody someone')} ${any('there here')}`,
].map((pattern) => new RegExp(`^${pattern}${WHOM}$`))
/** "Het gaat over mijn zoon": the rest of such a message. */
const ABOUT = new RegExp(`^(?:${any('gaat is it')}(?: ${any('gaat is')})?)?(?:${WHOM}|${GROUP})$`)

/** "Als dat mag". */
const IF_I_MAY = / (?:als (?:dat|t) (?:mag|kan)|if (?:i may|possible))$/
/** Most words of one clause that announces a question. */
const MAX_WORDS = 16

/** Whether a message only announces a question and doesn't ask it yet: "hoi, mag ik iets vragen?", "vraagje over mijn zoon". */
export function onlyAnnounces(message: string): boolean {
  const clauses = clausesIn(message)
  return clauses.some(announces) && clauses.every((clause) => announces(clause) || isAbout(clause) || isPolite(clause))
}

/** A message without what announces its question at its beginning: "hoi, mag ik iets vragen? helpt rust". */
export function withoutAnnouncement(message: string): string {
  const clauses = message.split(/(?<=[,.!?;:\n])/u)
  const after = clauses.findIndex((clause) => !announces(clause) && !isPolite(clause))
  const last = clauses.slice(0, Math.max(after, 0)).findLastIndex(announces)
  return last < 0
    ? message
    : clauses
        .slice(last + 1)
        .join('')
        .trim()
}

const SOURCES = new Set(list('bronnen teksten bron tekst sources texts source text'))
const ABOUT_IT = new Set(list('over about on'))
/** Around the sources, and what they are asked about. */
const ASKING_SOURCES = new Set(
  list(
    `wat what zeggen zegt vertellen vertelt hebben heeft do does can say tell have know staat staan is are er there iets anything something
    de jullie je jouw uw deze the your these any in bij from`,
  ),
)
/** Most words of such a question. */
const MAX_OF_SOURCES = 14

/**
 * What a question is about that only asks whether the sources say anything of it: "zeggen jullie bronnen iets over …?", "is there anything
 * about … in the texts?" Any other message as it is.
 */
export function withoutSources(message: string): string {
  const said = message.trim().split(/\s+/)
  if (said.length > MAX_OF_SOURCES) return message
  const folded = said.map((one) => words(one).join(' '))
  const isAround = (word: string) => ASKING_SOURCES.has(word) || SOURCES.has(word)
  const about = folded.findIndex((word) => ABOUT_IT.has(word))
  const last = folded.findLastIndex((word) => !isAround(word))
  const around = [...folded.slice(0, Math.max(about, 0)), ...folded.slice(last + 1)]
  const asksThem = around.some((word) => SOURCES.has(word)) && around.every(isAround)
  if (about < 1 || last <= about || !asksThem) return message
  return said
    .slice(about + 1, last + 1)
    .join(' ')
    .replace(/[?.!]$/, '')
}

/** Whether a message only says of whom a question is, where none was asked: "over mijn kind". */
export function onlySaysOfWhom(message: string): boolean {
  const clauses = clausesIn(message)
  return clauses.length > 0 && clauses.every((clause) => isAbout(clause) || isPolite(clause)) && clauses.some(isAbout)
}

function clausesIn(message: string): string[] {
  return message.split(/[,.!?;:\n…]/u).filter((clause) => words(clause).length > 0)
}

function announces(clause: string): boolean {
  const said = words(clause)
  if (said.length > MAX_WORDS) return false
  const from = said.findIndex((word) => !GREETING.has(word))
  // "Wat kan ik je vragen?" asks what the bot is for.
  if (/^(?:wat|what)$/.test(said[from] ?? '')) return false
  const weighty = said.slice(Math.max(from, 0)).filter((word) => !WEIGHTLESS.has(word))
  const folded = weighty.join(' ').replace(IF_I_MAY, '')
  return ANNOUNCEMENTS.some((pattern) => pattern.test(folded))
}

const GREETING = new Set(
  list(
    'hoi hallo hey heey hi hello dag goedemorgen goedemiddag goedenavond goedendag goeiemorgen beste yo hej bedankt dank merci',
  ),
)

function isAbout(clause: string): boolean {
  const folded = words(clause)
    .filter((word) => !WEIGHTLESS.has(word))
    .join(' ')
  return (
    folded !== '' &&
    ABOUT.test(/^(?:over|about|voor|for|rond|ivm|bij|van|with|in) /.test(folded) ? ` ${folded}` : folded)
  )
}

function isPolite(clause: string): boolean {
  const said = words(clause)
  return said.length > 0 && said.every((word) => isCourteous(word) || WEIGHTLESS.has(word) || GREETING.has(word))
}
