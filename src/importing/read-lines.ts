import { SPOKEN_AT } from '../corpus/who-speaks.ts'
import { words } from '../dutch/fold.ts'
import {
  type Block,
  type Extract,
  labelOf,
  MOST_HEADING_WORDS,
  MOST_NAME_WORDS,
  NOTHING_FOUND,
  pulledOut,
  readsAsHeading,
  TURN,
  tableBlocks,
  tidy,
} from './draft.ts'
import { namedTimeOf } from './find-turns.ts'
import { isByline, isEdition, isFact, letterHeadOf } from './letter.ts'

/** A line as it stands on a page. */
export interface Line {
  readonly text: string
  /** 0-based. */
  readonly page: number
  /** Whether it is among the first or the last of its page. */
  readonly isAtEdge: boolean
  /** Whether there is room above it: an empty line, or more than between lines. */
  readonly isApart: boolean
  /** Whether it is the first of a page or a column, so that nothing can be said of the room above it. */
  readonly isFirst: boolean
  /** Whether it begins further in than others, as the first line of a paragraph may. */
  readonly isIndented: boolean
  /** Whether all of it is in other letters than most of the text, such as bold ones. */
  readonly isMarked: boolean
  /** Letters for which there was still room at its end; infinite in a text whose lines were not broken. */
  readonly room: number
  /** Height of its letters, or 0. */
  readonly size: number
}

/** The sign of an item of a list. */
export const BULLET = /^\s*(?:[•·▪■◦‣●○➢➤✓✔✗✘❌✅☐☑□❑❒–—*\uf0b7\uf0a7-]|o(?=\s))(?:\s+|$)/u
/** The number, or the letter, of one. */
export const NUMBER = /^\s*((?:\d{1,2}|[a-z])[.)])\s+(?=\S)/
/** The number of a paragraph in its section. */
const NUMBERED = /^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+["'‘“(]?\p{Lu}/u
/** What begins a footnote. */
const REFERENCE = /^\s*\[\d{1,3}\]\s/
const CELLS = /\t+|\s{3,}/
const SENTENCE_END = /[.!?:;…][)"'’”\]]*(?:\[\d{1,3}\])?$/
/** Letters larger than those of the text by this are a heading's. */
const LARGER = 1.12
/** The words that may follow a hyphen which isn't that of a broken word. */
const AFTER_HYPHEN = /^(?:en|of|tot|als|dan|noch|maar|naar)(?!\p{L})/u

/**
 * Makes blocks of lines: joins what belongs together, and leaves out what pages have above and below their text.
 * @param numbers the number of each line in source.txt, 1-based.
 */
export function readLines(lines: readonly Line[], numbers: readonly number[], all: readonly string[]): Extract {
  const reasons = leftOut(lines)
  const found = lines.filter((line) => !reasons.has(line))
  const kept = found.map((line, at) => ({
    ...line,
    isFirst: line.isFirst || (at > 0 && found[at - 1]!.page !== line.page),
  }))
  const body = bodySize(kept)
  const turns = repeated(kept.map(({ text }) => labelOf(text)))
  const items = drawnItems(kept)
  const groups: (typeof kept)[] = []
  let number = 0
  for (const line of kept) {
    const group = groups.at(-1)
    // "54)" may also be what a line of a sentence begins with.
    const own = Number(NUMBER.exec(line.text)?.[1]?.slice(0, -1) ?? Number.NaN)
    const isOther = own > 1 && own !== number + 1 && !line.isApart
    const inItem = group !== undefined && [BULLET, NUMBER, NUMBERED].some((sign) => sign.test(group[0]!.text))
    const last = group?.at(-1)
    // Who speaks begins a new turn, also where no line is empty.
    const isLabelled = turns.has(labelOf(line.text) ?? '') && SENTENCE_END.test(last?.text.trim() ?? '')
    if (last && !isLabelled && !items.has(line) && continues(last, line, inItem, isOther, group!.length > 1))
      group!.push(line)
    else groups.push([line])
    if (own > 0 && !isOther) number = own
  }
  const spelling = spellingOf(kept)
  const labels = repeated(groups.map(([line]) => labelOf(line!.text)))
  const sizes = [...new Set(kept.map(({ size }) => size).filter((size) => size > body * LARGER))].sort((a, b) => b - a)
  // Where headings are in other letters than the text, a line in those of the text is none.
  const isLettered = groups.filter((group, at) => at > 0 && isSetApart(group, body)).length >= FEWEST_HEADINGS
  const isAlone = ({ size, isMarked }: Line) =>
    groups.filter(([line]) => line!.size === size && line!.isMarked === isMarked).length === 1
  const blocks: Block[] = []
  /** The lines of each of them. */
  const made: (typeof groups)[number][] = []
  const rows = groups.map(([line, second]) => (second ? [] : cellsOf(line!.text)))
  for (let at = 0; at < groups.length; at++) {
    let until = at
    while ((rows[until]?.length ?? 0) > 1) until++
    const table = rows.slice(at, until)
    if (table.length > 1) {
      const cells = tableBlocks(table)
      blocks.push(...cells)
      made.push(...cells.map((_, row) => groups[at + row] ?? groups[at]!))
      at += table.length - 1
    } else {
      made.push(groups[at]!)
      blocks.push(
        blockOf(groups[at]!, groups[at + 1], {
          sizes,
          labels,
          spelling,
          before: blocks.at(-1),
          isTurn: isBelowTurn(blocks),
          isItem: items.has(groups[at]![0]!),
          isLettered,
          isSubtitle: isLettered && at === 1 && blocks[0]?.type === 'heading' && isAlone(groups[1]![0]!),
        }),
      )
    }
  }
  const pulled = pulledOut(blocks, (at) => {
    const [first] = made[at]!
    return first!.size > body * LARGER || (first!.isMarked && first!.size > 0)
  })
  for (const at of pulled)
    for (const line of made[at]!) reasons.set(found[kept.indexOf(line)]!, 'Zin uit de tekst in andere letters.')
  const omissions = lines.flatMap((line, at) => {
    const reason = reasons.get(line)
    return reason === undefined ? [] : [{ lines: [numbers[at]!, numbers[at]!] as [number, number], reason }]
  })
  return {
    blocks: nested(blocks.filter((_, at) => !pulled.has(at))),
    lines: all,
    omissions: merged(omissions),
    links: [],
    found: NOTHING_FOUND,
    leftOut: [...reasons.keys()].map(({ text }) => tidy(text)),
  }
}

/** Items of letters or signs below a number that announces them are a list in its item. */
function nested(blocks: readonly Block[]): Block[] {
  let depth = 0
  return blocks.map((block, at) => {
    const before = blocks[at - 1]
    const isNumber = block.type === 'item' && /^\d/.test(block.text)
    if (block.type !== 'item' || isNumber) depth = 0
    else if (before?.type === 'item' && /^\d.*:$/s.test(before.text)) depth = 1
    return block.type === 'item' && depth > 0 ? { ...block, depth: block.depth + depth } : block
  })
}

function cellsOf(text: string): string[] {
  return BULLET.test(text) || NUMBER.test(text) ? [] : text.trim().split(CELLS)
}

function merged(omissions: readonly { lines: [number, number]; reason: string }[]) {
  const result: { lines: [number, number]; reason: string }[] = []
  for (const one of omissions) {
    const last = result.at(-1)
    if (last && last.lines[1] + 1 === one.lines[0] && last.reason === one.reason) last.lines[1] = one.lines[1]
    else result.push(one)
  }
  return result
}

/** A line of a table of contents, with dots to the number of its page. */
const LEADERS = /(?<![.…·_])[.…·_]{5,} ?\d{1,4}$/
const hasLeaders = (text: string) => LEADERS.test(tidy(text).replace(/ (?=[.…·_])/g, ''))
const CONTENTS = /^(?:inhoud|inhoudsopgave)$/i
/** What parts the text of an e-mail from what comes below each. */
const SIGNATURE = /^--\s?$/
const MOST_SIGNATURE_LINES = 8
/** A line of the message that an e-mail answers. */
const ANSWERED = /^>/

/** What a text is, or a menu, above its title. */
const KIND = /^(?:persbericht|nieuwsbericht|opinie|column|interview|patiënteninformatie|informatiefolder)$/i
const MENU = /^(?:home|menu|start|startpagina)(?!\p{L})[^.!?]{0,80}$/iu

/** The first lines of a text that are above its title: what it is, of which day, or the menu of a page that was printed. */
function aboveTitle(lines: readonly Line[]): Line[] {
  const isAbove = ({ text }: Line) => KIND.test(tidy(text)) || MENU.test(tidy(text))
  if (!lines[0] || !isAbove(lines[0])) return []
  const until = lines.findIndex((line) => !isAbove(line) && !isByline(tidy(line.text)))
  return lines.slice(0, Math.max(until, 0))
}

/** What a printed text says of itself at its end, in letters smaller than its own by this. */
const IMPRINT = /^\s*(?:colofon|copyright|disclaimer|©)/i
const SMALL_FOOT = 0.92

/** How many lines below the first one may say which edition a text is. */
const BELOW_TITLE = 4

/** Lines that are no part of the text, each with why. */
function leftOut(lines: readonly Line[]): Map<Line, string> {
  const body = bodySize(lines)
  const reasons = new Map<Line, string>()
  for (const line of pageEdges(lines, body)) reasons.set(line, 'Kop of voet van een bladzijde.')
  for (const [at, line] of lines.entries()) {
    const isContents =
      hasLeaders(line.text) || (CONTENTS.test(tidy(line.text)) && hasLeaders(lines[at + 1]?.text ?? ''))
    if (isContents) reasons.set(line, 'Inhoudsopgave.')
  }
  for (const line of aboveTitle(lines.filter((line) => !reasons.has(line)))) reasons.set(line, 'Regel boven de titel.')
  const kept = lines.filter((line) => !reasons.has(line))
  const head = letterHeadOf(kept.map(({ text }) => text))
  for (const line of kept.slice(0, head)) {
    if (line.size <= body * LARGER || isFact(line.text)) reasons.set(line, 'Kop van een brief.')
  }
  for (const line of kept.slice(1, 1 + BELOW_TITLE))
    if (isEdition(tidy(line.text))) reasons.set(line, 'Regel onder de titel.')
  const last = kept.findLastIndex(({ size }) => size >= SMALL_FOOT * body)
  if (IMPRINT.test(kept[last + 1]?.text ?? '')) for (const line of kept.slice(last + 1)) reasons.set(line, 'Colofon.')
  const answered = lines.findLastIndex(({ text }) => !ANSWERED.test(text)) + 1
  if (answered > lines.length / 2)
    for (const line of lines.slice(answered)) reasons.set(line, 'Bericht waarop dit een antwoord is.')
  const below = lines.findLastIndex(({ text }) => SIGNATURE.test(text.trimEnd()))
  if (below > 0 && lines.length - below <= MOST_SIGNATURE_LINES)
    for (const line of lines.slice(below)) reasons.set(line, 'Ondertekening van een e-mail.')
  return reasons
}

/** Lines at the edge of a page that others have too, whatever the numbers in them, or that are only the number of the page. */
function pageEdges(lines: readonly Line[], body: number): Set<Line> {
  const pages = new Set(lines.map(({ page }) => page)).size
  if (pages < 2) {
    const isLabel = (text: string) => words(text).length <= MOST_EDGE_WORDS && !SENTENCE_END.test(text)
    const isSmallHead = ({ text, size }: Line, at: number) =>
      at === 0 && size > 0 && size <= SMALL_HEAD * body && isLabel(text)
    const end = lines.findLastIndex(({ text }) => !REFERENCE.test(text))
    const isFoot = ({ text, size }: Line, at: number) =>
      (at === end && at > 0 && size > 0 && size <= SMALL_HEAD * body && isLabel(text)) ||
      PAGE_OF.test(tidy(text)) ||
      text.split(CELLS).some((one) => NAMED_PAGE.test(one)) ||
      (size > 0 &&
        size < body &&
        text.split(CELLS).some((one) => SMALL_PAGE.test(tidy(one)) || PAGE_OF.test(tidy(one))))
    return new Set(lines.filter((line, at) => line.isAtEdge && (isSmallHead(line, at) || isFoot(line, at))))
  }
  const edges = lines.filter(({ isAtEdge }) => isAtEdge)
  const key = ({ text }: Line) => tidy(text).replace(/\d+/g, '0')
  const counts = new Map<string, Set<number>>()
  for (const line of edges) counts.set(key(line), (counts.get(key(line)) ?? new Set()).add(line.page))
  return new Set(
    edges.filter((line) => {
      const on = counts.get(key(line))!.size
      return on > 1 && on >= pages / 2 && words(line.text).length <= MOST_EDGE_WORDS
    }),
  )
}
const PAGE_OF = /^(?:pagina|blz\.?|bladzijde)?\s*\d{1,3}\s*(?:\/|van)\s*\d{1,3}$/i
/** What stands beside other words at the foot of a page. */
const NAMED_PAGE = /^\s*(?:pagina|blz\.?|bladzijde)\s*\d{1,3}\s*(?:\/|van)\s*\d{1,3}\s*$/i
/** What is the number of the only page, where its letters are small. */
const SMALL_PAGE = /^(?:pagina|blz\.?|bladzijde)?\s*\d{1,3}$/i
const MOST_EDGE_WORDS = 15
/** Letters smaller than those of the text by this, at the top of the only page, are above the text. */
const SMALL_HEAD = 0.85

/** The height of most letters. */
function bodySize(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of lines) counts.set(size, (counts.get(size) ?? 0) + text.length)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}

/** Letters that the space before a word takes at the end of a line, at most. */
const SPACE = 2

/** Lines that begin an item of a list whose signs are drawn, not written: below a colon, further in, where each sentence begins a line, or lines end before they are full. */
function drawnItems(lines: readonly Line[]): Set<Line> {
  const items = new Set<Line>()
  const isIn = (line: Line | undefined) =>
    line?.isIndented === true && !BULLET.test(line.text) && !NUMBER.test(line.text) && cellsOf(line.text).length < 2
  for (const [at, line] of lines.entries()) {
    if (!isIn(lines[at + 1]) || isIn(line)) continue
    const until = lines.findIndex((one, index) => index > at && !isIn(one))
    const run = lines.slice(at + 1, until < 0 ? undefined : until)
    const isSentence = (one: Line, before: Line) =>
      SENTENCE_END.test(before.text.trim()) && /^\s*["'‘“(]?[\p{Lu}\d]/u.test(one.text)
    // Where the next word had fitted, the line was ended for another reason.
    const isShort = (one: Line, before: Line, to = 0) => before.room - to > firstWord(one).length + SPACE
    const begins = (is: (one: Line, before: Line) => boolean) =>
      run.filter((one, index) => index > 0 && is(one, run[index - 1]!))
    if (line.text.trim().endsWith(':')) {
      if (run.some(({ text }) => TWO_SENTENCES.test(text))) continue
      for (const one of begins((one, before) => isSentence(one, before) || isShort(one, before))) items.add(one)
      continue
    }
    // Without a colon, it may be a box, which has room on its right, too.
    const to = Math.min(...run.map(({ room }) => room))
    const anew = begins(isSentence)
    const isEach = anew.length === run.length - 1
    const ended = isEach ? anew : begins((one, before) => isShort(one, before, to))
    if (ended.length > 0 && isListed(line, run)) for (const one of [run[0]!, ...ended, ...anew]) items.add(one)
  }
  return items
}

/** Whether lines further in than the one above them may be a list: in the letters of a text, each as far from the one before it as the others. */
function isListed(line: Line, run: readonly Line[]): boolean {
  return line.size > 0 && run.every(({ size, isMarked }) => size === run[0]!.size && !isMarked)
}

/** Whether a line goes on with what the one before it says; `isLong` where that is not the first of its paragraph. */
function continues(before: Line, line: Line, inItem: boolean, isOther: boolean, isLong: boolean): boolean {
  if (isTurn(before) || isTurn(line) || STAMP.test(line.text)) return false
  if (isStampedName(before) || isStampedName(line)) return false
  if (BULLET.test(line.text) || (NUMBER.test(line.text) && !isOther) || REFERENCE.test(line.text)) return false
  if (NUMBERED.test(line.text)) return false
  // A heading in bold letters, or what is below one.
  if (line.isMarked !== before.isMarked && words((line.isMarked ? line : before).text).length <= MOST_HEADING_WORDS) {
    if (SENTENCE_END.test(before.text.trim()) || before.isMarked) return false
  }
  if (cellsOf(line.text).length > 1 || cellsOf(before.text).length > 1) return false
  if (line.size > 0 && Math.abs(line.size - before.size) > 0.12 * before.size) return false
  // A bullet on a line of its own.
  if (tidy(before.text.replace(BULLET, '')) === '') return true
  // The rest of a word, which may begin with a capital: "Noord-Holland".
  if (!line.isApart && /[\p{L}\d][-\u2010\u00ad]\s*$/u.test(before.text)) return true
  // The next item of a list whose signs are drawn, in another column.
  if (line.isFirst && line.isIndented && /[:;]$/.test(before.text.trim())) return false
  if (line.isFirst) {
    const begins = tidy(line.text)
    return (
      /^\p{Ll}/u.test(begins) ||
      // A full line is seldom the last of a paragraph of more lines, even where it ends a sentence.
      (isLong && before.size > 0 && !line.isIndented && !inItem && before.room <= firstWord(line).length) ||
      (!SENTENCE_END.test(before.text.trim()) && before.room <= firstWord(line).length + SLACK)
    )
  }
  // An item of a list whose signs are drawn, not written.
  if (line.isIndented && before.isIndented && !inItem) {
    const end = before.text.trim().at(-1)
    const isShort = before.room > (SENTENCE_END.test(before.text.trim()) ? SLACK : firstWord(line).length + FAR)
    if (end === ';' || isShort) return false
  }
  if (line.isApart || (line.isIndented && !before.isIndented && !inItem)) return false
  if (inItem && /^\s{2,}\S/.test(line.text)) return true
  // A word that wasn't broken off, or a line that would have been shorter than it had to be.
  return (
    before.room <= firstWord(line).length + SLACK ||
    (/^\p{Ll}/u.test(line.text.trim()) && !SENTENCE_END.test(before.text.trim()))
  )
}

function isBelowTurn(blocks: readonly Block[]): boolean {
  return TURN.test(blocks.findLast(({ type }) => type === 'heading')?.text ?? '')
}

/** Whether a line is only whose turn it is: "Vraag 1". */
function isTurn({ text }: Line): boolean {
  return TURN.test(tidy(text))
}

/** The time at which something is said, which is no time that it speaks of. */
const STAMP = /^\s*(?:[[(]\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{2})/

/** Whether a line is only who speaks from a time on. */
function isStampedName({ text }: Line): boolean {
  if (namedTimeOf(text)?.rest === '') return true
  const name = text.trim().replace(SPOKEN_AT, '')
  return STAMP.test(text) && words(name).length <= MOST_NAME_WORDS && !SENTENCE_END.test(name)
}

/** Letters by which the end of a line may be misjudged: they aren't equally wide, and who indents has less room. */
const SLACK = 6
/** Letters that a line of an indented text may be shorter than it has to be. */
const FAR = 14

function firstWord({ text }: Line): string {
  return text.trim().split(/\s/, 1)[0]!
}

/** Fewest headings in other letters than the text, its title apart, that show how it writes them. */
const FEWEST_HEADINGS = 2

/** Whether lines are a heading by their letters. */
function isSetApart(group: readonly Line[], body: number): boolean {
  const isLarger = group[0]!.size > body * LARGER
  return (
    group[0]!.size > 0 &&
    (isLarger || group.every(({ isMarked }) => isMarked)) &&
    readsAsHeading(tidy(group.map(({ text }) => text).join(' ')))
  )
}

/** What has to be known of the whole to tell what one block is. */
interface Whole {
  /** Sizes of letters larger than those of the text, the largest first. */
  readonly sizes: readonly number[]
  /** Words before a colon with which more than one block begins, as those of an interview do. */
  readonly labels: ReadonlySet<string>
  readonly spelling: Spelling
  readonly before: Block | undefined
  /** Whether the heading above says whose turn it is. */
  readonly isTurn: boolean
  /** Whether it is an item whose sign was drawn. */
  readonly isItem: boolean
  /** Whether headings are told by their letters. */
  readonly isLettered: boolean
  /** Whether it goes on with the title, in letters that no other heading has. */
  readonly isSubtitle: boolean
}

function blockOf(group: readonly Line[], next: readonly Line[] | undefined, whole: Whole): Block {
  const { sizes, labels, spelling, before } = whole
  const isTop = before === undefined
  const text = joined(
    group.map((line) => line.text),
    spelling,
  )
  const number = NUMBER.exec(text)
  const [{ size, isApart }] = group as [Line]
  const count = words(text).length
  if (whole.isSubtitle) return { type: 'paragraph', text }
  if (
    sizes.includes(size) &&
    count <= 2 * MOST_HEADING_WORDS &&
    !/[.;,]["'’”»]?$/.test(text) &&
    !TWO_SENTENCES.test(text)
  ) {
    return { type: 'heading', depth: Math.min(sizes.indexOf(size) + 1, 6), text }
  }
  const depth = isTop ? 1 : sizes.length + 2
  const isMarked = group.every((line) => line.isMarked)
  const begins = /^["'‘“(]?[\p{Lu}\d]/u.test(text)
  if ((isMarked && readsAsHeading(text)) || (isTurn(group[0]!) && !isTop && next !== undefined)) {
    return { type: 'heading', depth, text }
  }
  if (BULLET.test(text)) return { type: 'item', depth: 0, numbered: false, text: tidy(text.replace(BULLET, '')) }
  if (number) return { type: 'item', depth: 0, numbered: true, text }
  const isBelow = before?.type === 'item' || (before?.type === 'paragraph' && before.text.endsWith(':'))
  if (whole.isItem || (isBelow && group.every(({ isIndented }) => isIndented)))
    return { type: 'item', depth: 0, numbered: false, text }
  const isShort = count <= MOST_HEADING_WORDS && group.length === 1 && begins && !FULL_DATE.test(text)
  const stands = next !== undefined && next[0]!.isApart !== false
  // "NVK: Dat klopt" is said by somebody; "Stap 1: melden" is a heading when more follows than a line.
  const label = labelOf(text)
  const asks = (before?.type === 'heading' && TURN.test(before.text)) || (whole.isTurn && text.endsWith('?'))
  const isPlain = label === null || (!labels.has(label) && !FACT.test(label) && (isTop || isAbove(next, count)))
  const isHeading =
    isShort &&
    isPlain &&
    (isTop || !whole.isLettered) &&
    !asks &&
    !GREETING.test(text) &&
    !TWO_SENTENCES.test(text) &&
    !(before?.type === 'heading' && BYLINE.test(text)) &&
    !/[.!:;,…][)"'’”]*$/.test(text) &&
    // Room below it and none above: the end of something, such as the last line of who signs a letter.
    (isTop || (isApart ? stands || isAbove(next, count) : !next?.[0]?.isApart && isAbove(next, count)))
  return isHeading ? { type: 'heading', depth, text } : { type: 'paragraph', text }
}

const FULL_DATE = /(?<!\d)\d{1,2}[ -/]\p{L}{3,9}[ -/]\d{4}(?!\d)/u
/** What a document says of itself, line by line. */
const FACT =
  /^(?:auteurs?|datum|versie|tijdschrift|bron|telefoon|tel|e-?mail|adres|website|doi|uitgave|tekst|foto|door)$/i

/** What says below a title who wrote it. */
const BYLINE = /^(?:door|tekst|van onze|een verhaal van)\s/i
/** With which a letter ends. */
const GREETING = /^(?:met )?(?:\p{L}+ )?groet(?:en)?(?!\p{L})/iu
const TWO_SENTENCES = /[.!?]["'’”)]?\s+["'‘“(]?\p{Lu}/u

function repeated(labels: readonly (string | null)[]): Set<string> {
  const known = new Set<string>()
  const again = new Set<string>()
  for (const label of labels) if (label !== null) (known.has(label) ? again : known).add(label)
  return again
}

/** Whether a paragraph follows that is much longer. */
function isAbove(next: readonly Line[] | undefined, count: number): boolean {
  const follows = words(next?.map(({ text }) => text).join(' ') ?? '').length
  return follows > MOST_HEADING_WORDS && follows > 2 * count && !BULLET.test(next![0]!.text)
}

/** Words of a text that no line breaks, in lower case: how it writes them tells whether a hyphen at the end of a line is theirs. */
type Spelling = ReadonlySet<string>

function spellingOf(lines: readonly Line[]): Spelling {
  return new Set(
    lines.flatMap(({ text }) =>
      text
        .toLowerCase()
        .split(NO_WORD)
        .filter((word) => !word.endsWith('-')),
    ),
  )
}
const NO_WORD = /[^\p{L}\d-]/u

/** Vowels that Dutch parts by a hyphen where two words meet: "auto-ongeluk", "energie-inname". */
const CLASH = /(?:[ae][-\u2010][aeiu]|i[-\u2010][eij]|o[-\u2010][eiou]|u[-\u2010][iu]|y[-\u2010][aeiou])$/
/** A hyphen at the end of a line, also one that is shown only there. */
const HYPHEN = /[-\u2010\u00ad]$/

/** Letters of the end of a text among which its last word is. */
const LONGEST_WORD = 200

/** One text of lines: a word that was broken at the end of one is whole again. */
function joined(lines: readonly string[], spelling: Spelling): string {
  const parts: string[] = []
  /** The end of them, with at least their last word. */
  let end = ''
  for (const raw of lines) {
    const line = tidy(raw)
    if (line === '') continue
    const next = raw.trimEnd().endsWith('\u00ad') ? `${line}\u00ad` : line
    const last = parts.pop()
    if (last !== undefined) {
      const before = end.replace(/\u00ad$/, '-')
      const isBroken = /[\p{L}\d][-\u2010]$/u.test(before) && /^[\p{L}\d]/u.test(line) && !AFTER_HYPHEN.test(line)
      const keeps = isBroken && keepsHyphen(before, line, spelling)
      const open = (text: string) =>
        isBroken ? (keeps ? text.replace(/\u00ad$/, '-') : text.replace(HYPHEN, '')) : `${text.replace(/\u00ad$/, '')} `
      parts.push(open(last))
      end = open(end)
    }
    parts.push(next)
    end = `${end}${next}`.slice(-LONGEST_WORD)
  }
  return parts.join('')
}

/** Whether the hyphen at the end of a line belongs to the word, as in "ME-patiënten", "65-plussers" and "X-stralen". */
function keepsHyphen(before: string, after: string, spelling: Spelling): boolean {
  const [begin, end] = [before.split(NO_WORD).at(-1)!, after.split(NO_WORD, 1)[0]!]
  if (spelling.has(`${begin}${end}`.toLowerCase())) return true
  if (spelling.has(`${begin.slice(0, -1)}${end}`.toLowerCase())) return false
  return (
    begin.slice(0, -1).includes('-') ||
    /[\p{Lu}\d][-\u2010]$/u.test(before) ||
    /^[\p{Lu}\d]/u.test(after) ||
    CLASH.test(before + after.charAt(0))
  )
}

/** Most letters of a line in a text whose lines were broken by hand or by a program. */
const WIDEST = 120

/** A line that only draws one. */
const RULE = /^\s*[-=_~*─═]{3,}\s*$/

/** Reads the lines of a text without any markup; a form feed begins a page. */
export function readPlain(text: string): Extract {
  const all = text.split('\n')
  const width = all.reduce((most, line) => Math.max(most, line.trimEnd().length), 0)
  const isBroken =
    width <= WIDEST && all.some((line, at) => line.length > 0.7 * width && (all[at + 1]?.trim() ?? '') !== '')
  const lines: Line[] = []
  const numbers: number[] = []
  let page = 0
  let isApart = true
  let isFirst = true
  for (const [at, raw] of all.entries()) {
    if (raw.includes('\f')) {
      page += 1
      isFirst = true
    }
    const line = raw.replaceAll('\f', '').replace(/\r$/, '')
    if (RULE.test(line)) {
      // What is underlined is a heading.
      const above = isApart ? undefined : lines.pop()
      if (above) lines.push({ ...above, isMarked: true })
      isApart = true
      continue
    }
    if (line.trim() === '') {
      isApart = true
      continue
    }
    const room = isBroken ? width - line.trimEnd().length : Number.POSITIVE_INFINITY
    lines.push({
      text: line,
      page,
      isAtEdge: false,
      isApart,
      isFirst: isFirst && page > 0,
      isIndented: false,
      isMarked: false,
      room,
      size: 0,
    })
    numbers.push(at + 1)
    isApart = false
    isFirst = false
  }
  return readLines(withEdges(lines), numbers, all)
}

/** How many lines of a page are at each of its edges. */
const EDGE = 2

function withEdges(lines: readonly Line[]): Line[] {
  return lines.map((line, at) => {
    const isAtEdge = lines[at - EDGE]?.page !== line.page || lines[at + EDGE]?.page !== line.page
    return { ...line, isAtEdge }
  })
}
