import type { SourceDocument, Speaker } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Range } from '../dutch/sentences.ts'
import type { ClaimedSource } from './finding.ts'
import { readWords, type Word } from './read-words.ts'
import type { SourceIndex } from './source-index.ts'

/** A source's name in a text. */
export interface Mention extends ClaimedSource {
  /** Half-open range of word numbers. */
  readonly firstWord: number
  readonly endWord: number
  /** It is spoken to or about, and doesn't speak itself: "in antwoord op NOS". */
  readonly spokenTo: boolean
}

interface Name {
  readonly keys: readonly string[]
  readonly document: SourceDocument
  readonly speaker: Speaker | null
}

const namesByCorpus = new WeakMap<Corpus, Name[]>()

/** The names by which sources are known: speakers, publishers, titles, addresses. The longest first. */
function namesOf(corpus: Corpus): Name[] {
  const known = namesByCorpus.get(corpus)
  if (known) return known
  const names: Name[] = []
  for (const document of corpus.documents) {
    const { title, publisher, abbreviation, url, speakers } = document
    const add = (name: string, speaker: Speaker | null) => {
      const keys = readWords(name).map(({ key }) => key)
      if (keys.length > 0) names.push({ keys, document, speaker })
    }
    const voice = speakers.find(({ name }) => name === abbreviation || name === publisher) ?? null
    for (const speaker of speakers) {
      add(speaker.name, speaker)
      for (const alias of speaker.aliases) if (isProperName(alias)) add(alias, speaker)
    }
    add(abbreviation, voice)
    add(publisher, voice)
    add(title, null)
    if (url) {
      add(url, null)
      add(url.replace(/^https?:\/\/(?:www\.)?/, ''), null)
      add(new URL(url).hostname, null)
    }
  }
  names.sort((one, other) => other.keys.length - one.keys.length)
  namesByCorpus.set(corpus, names)
  return names
}

/** "Journalist" may be anybody; "ME stichting" and "vereniging voor kindergeneeskunde" are one. */
function isProperName(alias: string): boolean {
  return /\p{Lu}/u.test(alias) || alias.split(' ').length > 2
}

const SPOKEN_TO = new Set(['op', 'aan', 'tegen', 'over', 'naar', 'bij', 't', 'to', 'about'])
const ARTICLES = new Set(['de', 'het', 'een', 'the'])

/** Every name of a source in a text, in order. A title that contains names is one. */
export function findMentions(text: string, words: readonly Word[], corpus: Corpus): Mention[] {
  const names = namesOf(corpus)
  const mentions: Mention[] = []
  for (let at = 0; at < words.length; at++) {
    const name = names.find(({ keys }) => keys.every((key, offset) => words[at + offset]?.key === key))
    if (!name) continue
    const { document, speaker, keys } = name
    const endWord = at + keys.length
    const before = words[at - 1] && ARTICLES.has(words[at - 1]!.key) ? words[at - 2] : words[at - 1]
    const range = { start: words[at]!.start, end: words[endWord - 1]!.end }
    mentions.push({
      document,
      speaker,
      firstWord: at,
      endWord,
      range,
      name: text.slice(range.start, range.end),
      spokenTo: SPOKEN_TO.has(before?.key ?? ''),
    })
    at = endWord - 1
  }
  return mentions
}

const SAYS =
  'zegt|zei|zeggen|gezegd|schrijft|schreef|schrijven|stelt|stelde|meldt|meldde|beweert|beweerde|vindt|vond|vraagt|vroeg|antwoordt|antwoordde|reageert|reageerde|verklaart|verklaarde|aldus|volgens|noemt|says|said|writes|wrote|according'
const SAYS_WORD = new Set(SAYS.split('|'))
/** Words that introduce a quote, besides the names themselves. */
const LEADS_IN = new Set([
  ...SAYS_WORD,
  'letterlijk',
  'citaat',
  'citeer',
  'citeert',
  'staat',
  'stond',
  'leest',
  'lees',
  'bron',
])

/** Whether words beside a quote introduce it or its source ("de NVK schrijft dat") and are not part of it. */
export function leadsIn(words: readonly Word[], from: number, to: number, mentions: readonly Mention[]): boolean {
  // A single "stelt" may as well be a word of the quote.
  const says = to - from > 1 && words.slice(from, to).some(({ key }) => LEADS_IN.has(key))
  return says || mentions.some(({ firstWord, endWord }) => firstWord >= from && endWord <= to)
}

/**
 * The number of the word with which a signature after a quote begins: "– de NVK", "(NVK)", "aldus de NVK". 0 when nothing
 * introduces the name: then it is part of the sentence.
 */
export function signatureStart(text: string, words: readonly Word[], nameWord: number): number {
  let at = nameWord
  while (at > 0 && (ARTICLES.has(words[at - 1]!.key) || LEADS_IN.has(words[at - 1]!.key))) at--
  if (at === 0) return 0
  const saying = words.slice(at, nameWord).some(({ key }) => LEADS_IN.has(key))
  return saying || /[-–—(\n|~]/.test(text.slice(words[at - 1]!.end, words[at]!.start)) ? at : 0
}

/** Distance from a quote within which its source is looked for, in UTF-16 units. */
const NEARBY = 300
const MAX_LINES_AFTER = 3
const NAME = String.raw`\p{Lu}[\p{L}\p{N}.&/’'-]{1,40}(?: (?:van |der |den |de |voor |en |of |het ){0,3}\p{Lu}[\p{L}\p{N}.&/’'-]{1,40}){0,4}`
/** Patterns with names are case-sensitive, so words that may begin a sentence are given in both cases. */
const anyCase = (words: string) => words.replace(/(?<![a-z])[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
const THE = `(?:(?:${anyCase('de|het')}) )?`
const SAYS_ANY_CASE = anyCase(SAYS)
const OUTSIDER_BEFORE = [
  new RegExp(`(?:^|\\s)(?:${anyCase('volgens|aldus|zegt|zei|schrijft|schreef')}) ${THE}(${NAME})`, 'u'),
  new RegExp(`^${THE}(${NAME}):`, 'u'),
  new RegExp(`^${THE}(${NAME}) (?:${SAYS})(?![\\p{L}])`, 'u'),
]
const LEADS_OUT = new RegExp(
  `^[\\s,]*(?:[-–—~|•(]|${anyCase('bron')}(?![\\p{L}])|(?:(?:${anyCase('zo|dat|dit')}) )?(?:${SAYS_ANY_CASE})(?![\\p{L}]))`,
  'u',
)
const OUTSIDER_AFTER = new RegExp(
  `^[\\s,]*(?:(?:[-–—~(]|${anyCase('bron')}:?|(?:(?:${anyCase('zo|dat|dit')}) )?(?:${SAYS_ANY_CASE})) ?){1,3}${THE}(${NAME})`,
  'u',
)
/** The end of a sentence. A full stop after a single letter or a title doesn't end one. */
const SENTENCE_END = /(?<!(?:^|[^\p{L}])(?:\p{L}|prof|drs|dr|mevr|mw|dhr|bijv|nr))[.!?…]+["'”’)]*\s+/giu

/** A text whose quotes are to be attributed. */
export interface Surroundings {
  readonly text: string
  readonly words: readonly Word[]
  readonly mentions: readonly Mention[]
  readonly index: SourceIndex
}

/**
 * The source that the words around each quote name. Null where more than one may be meant: a wrong reproach is worse than
 * none.
 * @param quotes ranges without quotation marks, in order, none overlapping.
 */
export function claimedSources(quotes: readonly Range[], surroundings: Surroundings): (ClaimedSource | null)[] {
  const { text } = surroundings
  const leads = quotes.map((quote, at) => leadBefore(quotes[at - 1]?.end ?? 0, quote.start, surroundings))
  return quotes.map((quote, at) => {
    const lead = leads[at]
    if (lead?.claimed) return lead.claimed
    const next = quotes[at + 1]
    const end = Math.min(leads[at + 1]?.start ?? text.length, next?.start ?? text.length, quote.end + NEARBY)
    return claimedAfter(quote.end, end, surroundings)
  })
}

const MARKS_AT_END = /[\s"'“”„‟«»‘’‚‛‹›`´>*•_–—-]{1,40}$/u
/** A line of a name and hardly more, above a quote. */
const MAX_HEADING_WORDS = 5

const ASKS_ABOUT = new Set(['van', 'over', 'about'])

/** The words that introduce a quote, and the source that they name. */
function leadBefore(
  from: number,
  quoteStart: number,
  surroundings: Surroundings,
): { readonly start: number; readonly claimed: ClaimedSource | null } | null {
  const { text, words } = surroundings
  const low = Math.max(from, quoteStart - NEARBY)
  const near = text.slice(low, quoteStart)
  const end = near.length - (MARKS_AT_END.exec(near)?.[0].length ?? 0)
  const ownLine = near.indexOf('\n', end) >= 0
  const lineStart = near.lastIndexOf('\n', end - 1) + 1
  let start = lineStart
  for (const { index, 0: character } of near.slice(lineStart, end).matchAll(SENTENCE_END))
    start = lineStart + index + character.length
  const unit = { start: low + start, end: low + end }
  const lead = near.slice(start, end)
  const inUnit = words.filter((word) => word.start >= unit.start && word.end <= unit.end)
  if (inUnit.length === 0) return null
  if (ownLine && !lead.endsWith(':')) {
    // A line without a colon introduces the quote below it only when it can't be the signature of one above it.
    if (from > 0 || inUnit.length > MAX_HEADING_WORDS) return null
  }
  // "Wat vindt de NVK van …" asks about the quote.
  if (ASKS_ABOUT.has(inUnit.at(-1)?.key ?? '')) return { start: unit.start, claimed: null }
  // Straight after another quote, "…" aldus de NVK, belongs to that one.
  if (
    from > 0 &&
    LEADS_OUT.test(text.slice(from, unit.end).replace(/^["'“”„«»‘’‹›`´]{1,3}/u, '')) &&
    !lead.endsWith(':')
  ) {
    return null
  }
  const named = onlySpeaker(unit, surroundings)
  if (named !== undefined) return { start: unit.start, claimed: named }
  const offset = /^[\s"'“”„«»‘’*•_–—>-]*/u.exec(lead)?.[0].length ?? 0
  for (const pattern of OUTSIDER_BEFORE) {
    const claimed = outsider(pattern.exec(lead.slice(offset)), unit.start + offset, surroundings)
    if (claimed) return { start: unit.start, claimed }
  }
  return { start: unit.start, claimed: null }
}

/** The one source that a range names as speaking; null when it names several; undefined when it names none. */
function onlySpeaker(range: Range, { words, mentions }: Surroundings): ClaimedSource | null | undefined {
  const inside = mentions.filter((mention) => mention.range.start >= range.start && mention.range.end <= range.end)
  const speaking = inside.filter(({ spokenTo }) => !spokenTo)
  // "NVK, Reactie NVK op …": a title beside its speaker says nothing new.
  const first = speaking.find(({ speaker }) => speaker) ?? speaking[0]
  if (!first) return inside.length > 0 ? null : undefined
  const agrees = ({ document, speaker }: Mention) =>
    document === first.document && (!speaker || speaker.id === first.speaker?.id)
  if (speaking.every(agrees)) return turnsAway(first.endWord, range.end, words) ? null : first
  const says = (at: number) => SAYS_WORD.has(words[at]?.key ?? '')
  return (
    speaking.findLast(({ endWord }) => says(endWord)) ??
    speaking.findLast(({ firstWord }) => says(firstWord - (ARTICLES.has(words[firstWord - 1]?.key ?? '') ? 2 : 1))) ??
    null
  )
}

/** Words after which a sentence may turn to someone else: "de NVK weet het niet, maar mijn huisarts zegt …". */
const TURNS_AWAY = new Set(['maar', 'terwijl', 'want', 'but', 'while'])

function turnsAway(from: number, end: number, words: readonly Word[]): boolean {
  for (let at = from; (words[at]?.end ?? Number.POSITIVE_INFINITY) <= end; at++) {
    if (TURNS_AWAY.has(words[at]!.key)) return true
  }
  return false
}

/** The source that the words after a quote name: on its line, or at the beginning of one of the next lines. */
function claimedAfter(from: number, to: number, surroundings: Surroundings): ClaimedSource | null {
  const near = surroundings.text
    .slice(from, to)
    .replace(/^["'“”„‟«»‘’‚‛‹›`´.!?…*_]{1,8}/u, (marks) => ' '.repeat(marks.length))
  const [sameLine, ...nextLines] = near.split('\n')
  if (LEADS_OUT.test(sameLine!)) return claimedOnLine(sameLine!, from, surroundings)
  return claimedBelow(nextLines, from + sameLine!.length + 1, surroundings)
}

/** The source that the rest of a quote's line names. @param from where the rest begins. */
function claimedOnLine(line: string, from: number, surroundings: Surroundings): ClaimedSource | null {
  const { words, mentions } = surroundings
  const { index: stop = line.length } = [...line.matchAll(SENTENCE_END)][0] ?? {}
  const inUnit = mentions.filter(({ range }) => range.start >= from && range.end <= from + stop)
  const speaking = inUnit.find(({ spokenTo }) => !spokenTo)
  if (!speaking) return inUnit.length > 0 ? null : outsider(OUTSIDER_AFTER.exec(line), from, surroundings)
  const first = words.findIndex(({ start }) => start >= from)
  return turnsAway(first, speaking.range.start, words) ? null : speaking
}

/** The source that one of the lines below a quote begins with. @param from where the first of them begins. */
function claimedBelow(lines: readonly string[], from: number, surroundings: Surroundings): ClaimedSource | null {
  const { words, mentions } = surroundings
  let lineStart = from
  let seen = 0
  for (const line of lines) {
    const lineEnd = lineStart + line.length
    const beginning = words.filter(({ start, end }) => start >= lineStart && end <= lineEnd).slice(0, 4)
    if (beginning.length > 0) {
      if (++seen > MAX_LINES_AFTER) return null
      const name = beginning.find(({ key }) => !ARTICLES.has(key) && !LEADS_IN.has(key))
      const mention = mentions.find(({ range }) => range.start === name?.start)
      if (mention) return mention
      const signed = seen === 1 && /^\s*[-–—~(]/u.test(line)
      const claimed = signed ? outsider(OUTSIDER_AFTER.exec(line), lineStart, surroundings) : null
      if (claimed) return claimed
    }
    lineStart = lineEnd + 1
  }
  return null
}

/** Someone who wrote none of the documents. Only a sure name: "RIVM", "Jan Jansen", or a name that the sources use. */
function outsider(found: RegExpExecArray | null, offset: number, { index }: Surroundings): ClaimedSource | null {
  const name = found?.[1]?.replace(/[.'’/&-]+$/u, '')
  if (!found || !name || !/^\p{Lu}/u.test(name)) return null
  const [first, ...more] = readWords(name)
  if (!first) return null
  const sure = /\p{Lu}\P{Lu}*\p{Lu}/u.test(name) || (more.length === 0 && index.names.has(first.key))
  if (!sure || PRONOUNS.has(first.key)) return null
  const start = offset + found.index + found[0].indexOf(name)
  return { range: { start, end: start + name.length }, name, document: null, speaker: null }
}

const PRONOUNS = new Set('ik jij je hij zij ze wij we jullie men dit dat deze die er het de een ook en maar'.split(' '))
