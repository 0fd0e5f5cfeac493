import { words } from '../dutch/fold.ts'
import { questionParts } from './question-parts.ts'

/** A question after what something is. */
export interface WhatIs {
  /** What is asked after, folded, the likelier reading first: "pem bij cvs", "pem". */
  readonly names: readonly string[]
  /** `meaning`: what it is; `letters`: what it is short for; `symptoms`: how it shows; `bare`: only a name was typed. */
  readonly kind: 'meaning' | 'letters' | 'symptoms' | 'bare'
  /** Whether it can only ask that: "wat is de diagnose" may ask something else than "wat is een diagnose". */
  readonly isMeaning: boolean
  /** "Wat zijn …" may ask for a list. */
  readonly isPlural: boolean
}

/** Asks what something is, wherever its name stands: "wat is …", "wat … inhoudt", "leg … uit". */
const ASKING =
  /\b(?:wat|wa|wie|what|who) (?:.* )?(?:is|zijn|s|are|bete?ke?[nl]\w*|houdt?|hout|inhoudt?|wilt? .*zeggen|bedoel\w*|mean\w*|omvat)\b|\b(?:wats|whats|betekenis|definitie|omschrijving|uitleg\w*|leg .*uit|verklaar|meaning|definition|explain|define)\b|\b(?:staa[tn]|stands?)\b.*\b(?:voor|for)\b/
const SHOWING =
  /\b(?:kenmerk(?:en)?|symptoo?m(?:en)?|klachten|verschijnselen|symptoms|signs|features|herken(?:t|nen)?)\b/
const SHORT = /\b(?:staa[tn]|stands?|afkorting|letters|voluit|abbreviation)\b/
const GREETING = /^(?:(?:hoi|hallo|hey|hi|dag|goede(?:morgen|middag|avond)|beste|bronwijzer) )+/
/** "Wadisda": as it sounds. */
const SLURRED = /\bwa[td]?isda[ts]?\b/
const ARTICLE = /^(?:de|het|t|the)$/
const POINTER = /\b(?:dat|da|dit|die|deze|that|this)\b/
/** Words around a name that say nothing else. One that isn't here belongs to the name, and then it is no name that the texts have. */
const AROUND = new Set(
  `wat wa waar waarvoor wats whats what who wie welke which is iz s zijn are betekent betekend beteken beteknt betekenen houdt houd hout inhoudt inhoud wil wilt
  zeggen bedoeld bedoelt bedoel bedoelen bedoelt wordt word omvat mean means meant does do betekenis definitie omschrijving uitleg uitleggen leg
  uit verklaar verklaren meaning definition explain define staat staan stand stands for voor in van met over of to the a an it
  de het t een n die dat da dit deze zo n zon er ze zij jullie artsen men afkorting letters term woord begrip letters ziekte aandoening abbreviation word
  nu nou nog eigenlijk precies dan toch ook alweer weer juist eens es even exact exactly actually toevallig allemaal gewoon kort simpel iets ding
  voluit ok oke oh en maar dus sorry vraagje vraag so and but ah please aub
  alsjeblieft alstublieft svp bedankt dank je wel dankjewel thanks kun kan kunt zou could can would you tell vertel vertellen me mij ons misschien
  ik weet snap begrijp niet graag weten mag u ge gij iemand jij someone us
  where kenmerk kenmerken symptoom symptomen klachten verschijnselen symptoms signs features herken herkent herkennen hoe bij heb krijg horen hoort
  typische eerste belangrijkste common this that these those`.split(/\s+/),
)
/** With these around, a clause asks what another one names: "PEM, wat bedoelen ze daarmee", "pacing = wat". */
const POINTING = new Set(
  `mensen daarmee ermee hiermee daarbij daaronder mee dat het willen verstaan versta voorstellen wadisda wadisdat jip janneke taal woorden gewone simpele
  makkelijke zien moet waar goed mens ken kent ni nie`.split(/\s+/),
)
const ASKING_THERE =
  /\b(?:(?:wat|wa|what)(?! nu$)|wadisdat?|leg|uitleggen|afkorting|snap|ken|begrijp|jip|taal|voorstellen|zien|means?)\b/

/** Where no other name is left, "me" is the illness, unless somebody speaks of themselves ("leg me uit"). */
const ILLNESS =
  /(?:^|(?:is|s|zijn|bete?ke?nt?|houdt?|van|bij|voor|staat|ziekte|afkorting|term|begrip|does|of) )me(?: |$)/
/** "PEM bij ME/CVS", "pacing voor kinderen met cvs": what all the texts are about. */
const ABOUT =
  / (?:bij|in|van|voor|met|for) (?:(?:een|de|het|jullie|deze|mensen|patienten|iemand|kinderen|jongeren|volwassenen|met|teksten?|bronnen|ziekte|me|cvs|cfs)(?: |$))+$/

/** "FITNET voor studie": of what sort it is. */
const SORT = / voor (?:een |iets |soort )?\S+$/

/**
 * What a message asks the meaning of: "wat is PEM eigenlijk?", "leg pacing eens uit", "symptomen van ME/CVS". Of several sentences
 * its question counts, or else the last.
 * @returns null when it asks no such thing, or more than that.
 */
export function whatIs(message: string): WhatIs | null {
  const { whole, asked, stated } = questionParts(message)
  if (asked.length > 1) return null
  const question = words(asked[0] ?? stated[0] ?? whole)
    .join(' ')
    .replace(GREETING, '')
    .replace(SLURRED, 'wat is dat')
  if (question === '') return null
  const said = question.split(' ')
  const isAround = (word: string) => AROUND.has(word)
  let first = said.findIndex((word) => !isAround(word))
  let last = said.findLastIndex((word) => !isAround(word))
  if (first < 0 && ILLNESS.test(question)) first = last = said.lastIndexOf('me')
  if (first < 0) return null
  const shows = isShowing(question)
  if (!shows && !ASKING.test(question)) return { names: [question], kind: 'bare', isMeaning: false, isPlural: false }
  const name = said.slice(first, last + 1).join(' ')
  // "Wat zijn cognitieve klachten?" asks what these are.
  const longer = isShowing(said[last + 1] ?? '') ? [`${name} ${said[last + 1]}`] : []
  return {
    names: [...new Set([...longer, name, name.replace(ABOUT, ''), name.replace(SORT, '')])],
    kind: shows ? 'symptoms' : SHORT.test(question) ? 'letters' : 'meaning',
    isMeaning: !ARTICLE.test(said[first - 1] ?? '') && !POINTER.test(question) && (!shows || longer.length > 0),
    isPlural: /\b(?:zijn|are)\b/.test(question),
  }
}

/** Whether a folded text has a word for what shows something: "klachten". */
export function isShowing(text: string): boolean {
  return SHOWING.test(text)
}

/** The clauses of a message that have a word. */
export function clausesOf(message: string): string[] {
  return message.split(/[.,;:=?!()\n]+/).filter((clause) => words(clause).length > 0)
}

/** Whether a name is, or has, an abbreviation: "GET", "ME/CVS". */
export function hasAbbreviation(name: string): boolean {
  return /\p{Lu}{2}/u.test(name)
}

/** Whether a clause only asks what another one names: "wat is dat?", "leg uit". */
export function pointsAtName(clause: string): boolean {
  const said = words(clause)
  return (
    said.length > 0 && ASKING_THERE.test(said.join(' ')) && said.every((word) => AROUND.has(word) || POINTING.has(word))
  )
}
