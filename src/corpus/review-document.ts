import { words } from '../dutch/fold.ts'
import { OF_THE_READER, OF_THE_SPEAKER } from '../dutch/pronouns.ts'
import type { Passage } from './document.ts'
import { sourceLines } from './fidelity.ts'
import type { Part, ReadDocument } from './parse-document.ts'
import type { Problem, ProblemKind } from './problem.ts'
import { SPOKEN_AT } from './who-speaks.ts'

/** What may be wrong with a passage, and what to write instead. */
interface Doubt {
  readonly kind: ProblemKind
  readonly message: string
  readonly remedy: string
}

/** A passage with what is around it. */
interface Place {
  readonly part: Part
  readonly passage: Passage
  readonly next: Part | undefined
  /** How often the document has these words, whatever the numbers in them. */
  readonly occurrences: number
  /** "omissions" that would leave it out. */
  readonly omission: string
}

/**
 * What only an editor can tell of a document that is correct as far as a program can tell: who says what isn't labelled or is quoted, and
 * passages that look like what was left over from a page, a table or another encoding. Each can be answered in document.md.
 * @param file path of document.md, for messages.
 */
export function reviewDocument(read: ReadDocument, file: string): Problem[] {
  const lines = sourceLines(read.document.text, read.source, read.front.value.omissions)
  const passages = read.parts.flatMap(({ passage }) => passage ?? [])
  const counts = new Map<string, number>()
  for (const { text } of passages) counts.set(withoutNumbers(text), (counts.get(withoutNumbers(text)) ?? 0) + 1)
  const doubts = read.parts.flatMap((part, at): Problem[] => {
    const { passage, block } = part
    if (!passage) return []
    const [first, last] = lines(passage)
    const place: Place = {
      part,
      passage,
      next: read.parts[at + 1],
      occurrences: counts.get(withoutNumbers(passage.text)) ?? 1,
      omission: `"- lines: [${first}, ${last}]"`,
    }
    const looks = block.mark.keep ? null : firstOf(LOOKS, place)
    const found = looks ? { ...looks, remedy: `${looks.remedy} ${KEEP}` } : quoted(place)
    return found ? [{ file, line: block.line, ...found }] : []
  })
  return [
    ...carriedOver(read, file),
    ...endings(read, file),
    ...undeclaredTurns(read, file),
    ...unmarkedQuestions(read, file),
    ...unnamed(read, file),
    ...sides(read, file),
    ...inEnglish(read, file),
    ...doubts,
  ]
}

const KEEP = 'If it is right, write "<!-- keep -->" above it.'

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '0')
}

function beginning(text: string): string {
  return `"${text.replace(/\s+/g, ' ').slice(0, 40)}"`
}

function firstOf(looks: readonly ((place: Place) => Doubt | null)[], place: Place): Doubt | null {
  for (const look of looks) {
    const doubt = look(place)
    if (doubt) return doubt
  }
  return null
}

/** Asked once a document: where labels are the rule, most paragraphs without one are by whoever spoke before. */
function carriedOver({ parts, front }: ReadDocument, file: string): Problem[] {
  const carried = parts.filter(({ isCarriedOver }) => isCarriedOver)
  const [first] = carried
  if (!first?.passage || front.value.unlabelled) return []
  const lines = carried.map(({ block }) => block.line).join(', ')
  return [
    {
      file,
      line: first.block.line,
      kind: 'carried-over',
      message: `no label says who speaks in ${beginning(first.passage.text)} (such paragraphs are on line ${lines}); whoever spoke before (${first.passage.speaker.name}) is taken to go on.`,
      remedy:
        'If that is right, write "unlabelled: previous" in the front matter; write "<!-- speaker: ID -->" above what another says.',
    },
  ]
}

/** What who asks says at the end of an interview. */
const THANKS = /^(?:(?:heel )?hartelijk |heel erg )?(?:dank|bedankt)(?!\p{L})/iu
const MOST_THANKS_WORDS = 12
/** What a publisher adds below an interview: who somebody is, or where to write. */
const ADDED =
  /^\p{Lu}[\p{L}’'-]+(?: (?:van|de|der|den|ten|ter|\p{Lu}[\p{L}’'-]+)){1,5} is (?!\p{L}*(?:dat|wat) )|(?<!\p{L})(?:redactie|reageren|aanmelden|meer (?:lezen|weten|informatie)|(?:dit|het) (?:interview|gesprek|artikel)|(?:ook|zelf) een vraag)(?!\p{L})/iu

const MOST_LABEL_WORDS = 3
/** What is before a colon in what somebody says. */
const NO_LABEL =
  /^(?:let op|tips?|nb|p\.?s|kortom|conclusie|voorbeeld|nogmaals|dus|maar|ten \p{L}+|mijn \p{L}+|stap \d+)$/iu

/** Whether words begin with the name of somebody who speaks but once: "Luisteraar: Ik slaap slecht." */
function isAnothers(text: string): boolean {
  const label = LABEL.exec(text)?.[1]
  return label !== undefined && words(label).length <= MOST_LABEL_WORDS && !NO_LABEL.test(label)
}

/** Whether the last words of an interview read as what its publisher adds. */
export function readsAsAdded(text: string): boolean {
  return ADDED.test(text)
}

/** Thanks, another's name before a colon, and what comes last without a label may be of who asks or of the publisher, and would be quoted as the answer. */
function endings({ parts, front }: ReadDocument, file: string): Problem[] {
  const isByLabels = front.value.speakers.some(({ labels }) => labels.some((label) => 'text' in label))
  const spoken = parts.filter(({ passage }) => passage)
  return spoken.flatMap(({ block, passage }, at): Problem[] => {
    const { speaker, text, start } = passage!
    const isStated = block.mark.keep || block.mark.speaker !== null || start !== block.start || block.list !== null
    if (isStated || speaker.role !== 'answers' || spoken[at - 1]?.passage?.speaker.id !== speaker.id) return []
    const isThanks = THANKS.test(text) && words(text).length <= MOST_THANKS_WORDS
    const isAdded = at === spoken.length - 1 && readsAsAdded(text)
    if (!isThanks && !isAdded && !(isByLabels && isAnothers(text))) return []
    return [
      {
        file,
        line: block.line,
        kind: 'ending',
        message: `nothing says who speaks in ${beginning(text)}, which may be another's; ${speaker.name}, who spoke before, is taken to go on.`,
        remedy: `Write "<!-- speaker: ID -->" above it, with the id of who says it. ${KEEP}`,
      },
    ]
  })
}

/** Words of an article between quotation marks that are a statement: eight words, or five of somebody who says "ik" or "wij". */
const QUOTATION = /[“„"‘']((?:[^“”„"‘’']|(?<=\p{L})['’](?=\p{L}))+)[”"’']/gu
const FIRST_PERSON = /(?<!\p{L})(?:ik|mij|mijn|wij|we|ons|onze)(?!\p{L})/iu
const STATEMENT_WORDS = 8
const OWN_STATEMENT_WORDS = 5

/** Words with who said them behind a dash: "Het ging niet meer. – moeder van Bas". */
const SIGNED = /^.*[.!?…]["'’”]? [–—-] \p{L}[^.!?:]{1,50}$/su

/** Somebody whom an article quotes must not be quoted as its publisher. */
function quoted({ part, passage }: Place): Doubt | null {
  if (part.block.mark.speaker !== null || passage.speaker.role !== 'author') return null
  const said =
    [...passage.text.matchAll(QUOTATION)]
      .map(([, inner]) => inner!)
      .find((inner) => words(inner).length >= (FIRST_PERSON.test(inner) ? OWN_STATEMENT_WORDS : STATEMENT_WORDS)) ??
    SIGNED.exec(passage.text)?.[0]
  if (said === undefined) return null
  const { id, name } = passage.speaker
  return {
    kind: 'quoted',
    message: `${beginning(said)} is said by somebody, and would be quoted as the words of ${name}.`,
    remedy: `Write "<!-- speaker: ID -->" above the paragraph, with the id of who says it, after adding them to "speakers"; or "<!-- speaker: ${id} -->", if ${name} may be quoted with it.`,
  }
}

const LABEL = /^(\p{Lu}[^:?!\n]{0,40}):\s/u
const TURN = /^(?:vraag|antwoord|interviewer|vraagsteller|redactie|v|a|q)(?:\s*\d+)?[.:]?(?:\s|$)/i

/** An interview whose speakers nobody declared would be one publisher's words. */
function undeclaredTurns({ parts, document, front }: ReadDocument, file: string): Problem[] {
  if (document.speakers.length > 1) return []
  const labels = front.value.speakers.flatMap((speaker) =>
    speaker.labels.map((label) => ('text' in label ? label.text : label.heading)),
  )
  const turns = parts.flatMap(({ block, passage }) => {
    const text = document.text
      .slice(block.start, block.end)
      .replace(/^#+\s*/, '')
      .replace(SPOKEN_AT, '')
    if (block.mark.keep || block.mark.speaker !== null || labels.some((label) => text.startsWith(label))) return []
    // "a." is the letter of an item.
    if (/^\p{Ll}[.)]/u.test(text)) return []
    const label = TURN.exec(text)?.[0].trim() ?? (passage ? LABEL.exec(text)?.[1] : undefined)
    return label
      ? [
          {
            label: label.replace(/ ?\d{1,4}[.:]?$/, ''),
            line: block.line,
            isTurn: TURN.test(text),
            asks: /\?$/.test(text),
          },
        ]
      : []
  })
  const repeated = turns.filter(({ label }, at) => turns.some((other, index) => index !== at && other.label === label))
  const names = [...new Set(repeated.map(({ label }) => label))]
  const isInterview = repeated.some(({ isTurn }) => isTurn) || (names.length > 1 && repeated.some(({ asks }) => asks))
  const [first] = repeated
  if (!isInterview || !first) return []
  return [
    {
      file,
      line: first.line,
      kind: 'interview',
      message: `${names.map((name) => `"${name}"`).join(' and ')} look like labels of speakers, and all is quoted as the words of ${document.speakers[0]!.name}.`,
      remedy:
        'Name who asks and who answers under "speakers", with these labels; write "<!-- keep -->" above each that is none.',
    },
  ]
}

/** What is written for the name of who answers in an interview until an editor knows it. */
export const INTERVIEWED = 'Geïnterviewde'

/** A speaker must have a name: readers can't tell who was interviewed. */
function unnamed({ document, front }: ReadDocument, file: string): Problem[] {
  if (document.speakers.every(({ name }) => name !== INTERVIEWED)) return []
  return [
    {
      file,
      line: front.lineOf(['speakers']),
      kind: 'unnamed',
      message: `"${INTERVIEWED}" is nobody's name.`,
      remedy: 'Write under "speakers" what who answers is called.',
    },
  ]
}

/** A heading of one side of a debate: "Tegen: Els Bos". */
const SIDE = /^(voor|tegen|pro|contra|eens|oneens)\s*:/i

/** What two sides say, each below its heading, is of nobody who gives room to both. */
function sides({ parts, document }: ReadDocument, file: string): Problem[] {
  if (document.speakers.length > 1) return []
  const headings = parts.flatMap(({ block, passage }) => {
    const side = passage ? undefined : SIDE.exec(document.text.slice(block.start, block.end).replace(/^#+\s*/, ''))?.[1]
    return side === undefined || block.mark.keep ? [] : [{ side: side.toLowerCase(), line: block.line }]
  })
  const [first] = headings
  if (!first || new Set(headings.map(({ side }) => side)).size < 2) return []
  return [
    {
      file,
      line: first.line,
      kind: 'interview',
      message: `two sides speak below their headings, and all is quoted as the words of ${document.speakers[0]!.name}.`,
      remedy:
        'Name each under "speakers", with its heading as a label; write "<!-- keep -->" above the headings if they are none.',
    },
  ]
}

const MOST_QUESTION_WORDS = 30
/** Fewest questions of an interview. */
export const FEWEST_QUESTIONS = 3

/** An interview whose questions are paragraphs like others would be one publisher's words, with its "ik". */
function unmarkedQuestions({ parts, document }: ReadDocument, file: string): Problem[] {
  if (document.speakers.length > 1) return []
  const asked = parts.filter(({ block, passage }, at) => {
    const next = parts[at + 1]?.passage
    const isOpen = passage && next && block.list === null && !block.mark.keep && block.mark.speaker === null
    return (
      isOpen &&
      passage.text.endsWith('?') &&
      words(passage.text).length <= MOST_QUESTION_WORDS &&
      OF_THE_READER.test(passage.text) &&
      !OF_THE_SPEAKER.test(passage.text) &&
      OF_THE_SPEAKER.test(next.text) &&
      !next.text.endsWith('?')
    )
  })
  const [first] = asked
  if (!first || asked.length < FEWEST_QUESTIONS) return []
  const lines = asked.map(({ block }) => block.line).join(', ')
  return [
    {
      file,
      line: first.block.line,
      kind: 'interview',
      message: `somebody is asked questions and answers with "ik" (on line ${lines}), and all is quoted as the words of ${document.speakers[0]!.name}.`,
      remedy:
        'Name who asks and who answers under "speakers", and write "<!-- speaker: ID -->" above what each says; or "<!-- keep -->" above the questions.',
    },
  ]
}

const DUTCH = new Set(
  'de het een en van is niet dat met voor op zijn te aan bij ook maar uw je ze wordt worden om'.split(' '),
)
const ENGLISH = new Set('the of and to is that with for not are be this it you as or by from have your can'.split(' '))
/** Fewest words by which a language is known. */
const TELLING_WORDS = 12

/** Whether words are English rather than Dutch, by the commonest words of each. */
function isEnglish(text: string): boolean {
  const all = words(text)
  const count = (common: ReadonlySet<string>) => all.filter((word) => common.has(word)).length
  return all.length >= TELLING_WORDS && count(ENGLISH) > 2 * count(DUTCH) + 1
}

function inEnglish({ document, front, parts }: ReadDocument, file: string): Problem[] {
  const passages = parts.filter(({ block, passage }) => passage && !block.mark.keep)
  const english = passages.filter(({ passage }) => isEnglish(passage!.text))
  if (english.length === 0) return []
  const isWhole = isEnglish(document.passages.map(({ text }) => text).join(' '))
  const line = isWhole ? front.lineOf(['language']) : english[0]!.block.line
  const where = english.map(({ block }) => block.line).join(', ')
  return [
    {
      file,
      line,
      kind: 'english',
      message: isWhole
        ? 'the language is said to be "nl", and the text is in English.'
        : `${beginning(english[0]!.passage!.text)} is in English (such paragraphs are on line ${where}).`,
      remedy: isWhole
        ? 'Use a text in Dutch: questions in Dutch are answered with it.'
        : `Leave them out, with "omissions". ${KEEP}`,
    },
  ]
}

const MONTH =
  'jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const PAGE_NUMBER = /^(?:pagina|page|bladzijde|blz\.?|p\.)?\s*\d{1,4}(?:\s*(?:\/|van|of|-)\s*\d{1,4})?$/i
const DATE = new RegExp(
  String.raw`^(?:\p{L}+\s)?\d{1,2}(?:[-/.]\d{1,2}[-/.]|\s(?:${MONTH})\.?\s)\d{2,4}(?:,?\s\d{1,2}[:.]\d{2})?$`,
  'iu',
)
const FULL_DATE = new RegExp(String.raw`(?<!\d)\d{1,2}\s(?:${MONTH})\.?\s\d{4}(?!\d)`, 'iu')
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i
const PAGE_OF = /\s\d{1,3}\s?(?:\/|van)\s?\d{1,3}$/
/** A footer has few words, and comes with every page. */
const MOST_FOOTER_WORDS = 15
const FOOTERS = 3
const BULLET = /^[ \t]*[•·▪■◦‣●○➢➤✓✔–—](?=\s)|[•▪■◦‣●➢➤]/mu
const MOST_HEADING_WORDS = 9
/** A question mark within a word that is no address. */
const LOST_LETTER = /(?<![^\s("'‘“])[\p{L}-]*\p{Ll}\?\p{Ll}[\p{L}-]*(?![^\s.,;:!?)"'’”])/u
/** A word with the sign for a letter that an encoding doesn't have. */
const REPLACED = /(?<!\S)[^\s\ufffd]*\ufffd\S*/
/** UTF-8 that was read as Windows-1252. */
const MISREAD = /Ã[\u0080-\u00bf©«¨¶¼¡³º±]|â€|Â[\u00a0-\u00bf]/
/** Not "in- en uitademen". */
const BROKEN_WORD = /(?<!\p{Ll})\p{Ll}+-\s(?!(?:en|of|tot|als|dan|noch|maar|naar|resp)(?!\p{L}))\p{Ll}+/u
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/

/** What a passage may look like that isn't a paragraph or an item of the text, the clearest first. */
const LOOKS: readonly ((place: Place) => Doubt | null)[] = [
  ({ passage: { text }, occurrences, omission }) => {
    const few = words(text).length <= MOST_FOOTER_WORDS
    const isFooter =
      PAGE_NUMBER.test(text) ||
      DATE.test(text) ||
      ADDRESS.test(text) ||
      (few && PAGE_OF.test(text)) ||
      (few && occurrences >= FOOTERS && !/[.!?;,]$/.test(text))
    return isFooter
      ? {
          kind: 'footer',
          message: `${beginning(text)} looks like what a page has above or below its text.`,
          remedy: `Remove it, and write ${omission}, with the reason, under "omissions".`,
        }
      : null
  },
  ({ passage: { text } }) => {
    const wrong = REPLACED.exec(text) ?? LOST_LETTER.exec(text) ?? MISREAD.exec(text)
    return wrong
      ? {
          kind: 'lost-letter',
          message: `"${wrong[0]}" has lost a letter: the text was read in another encoding than it was written in.`,
          remedy: 'Get the source anew, as a file, and copy the letters from there.',
        }
      : null
  },
  ({ passage: { text } }) =>
    BULLET.test(text)
      ? {
          kind: 'bullet',
          message: `${beginning(text)} has the sign of a list as text.`,
          remedy: 'Write each item on a line of its own, after "- ".',
        }
      : null,
  ({ passage: { text } }) =>
    /\t/.test(text) || (text.match(/\S {3,}\S/g)?.length ?? 0) > 1
      ? {
          kind: 'table',
          message: `${beginning(text)} looks like a table in one passage.`,
          remedy:
            'Write its first row as a paragraph that ends in a colon, and every other as an item of a list below it.',
        }
      : null,
  ({ passage: { text } }) => {
    const broken = BROKEN_WORD.exec(text) ?? INVISIBLE.exec(text)
    return broken
      ? {
          kind: 'broken-word',
          message: `"${broken[0].trim() === '' || INVISIBLE.test(broken[0]) ? 'an invisible sign' : broken[0]}" in ${beginning(text)} was left by the end of a line.`,
          remedy: 'Write the word as one.',
        }
      : null
  },
  ({ passage, part: { block }, next }) => {
    const { text } = passage
    const isShort = words(text).length <= MOST_HEADING_WORDS && /^["'‘“(]?[\p{Lu}\d]/u.test(text)
    // What has a label is what somebody says, and a line with a date says of when the text is.
    const isSaid = passage.start !== block.start || FULL_DATE.test(text)
    const isBare = block.list === null && isShort && !isSaid && !/[.!:;,…][)"'’”]*$/.test(text)
    const isAbove = next?.passage && next.block.list === null && words(next.passage.text).length > MOST_HEADING_WORDS
    return isBare && isAbove && passage.speaker.role === 'author'
      ? { kind: 'heading', message: `${beginning(text)} looks like a heading.`, remedy: 'Write "## " before it.' }
      : null
  },
]
