import { FEWEST_QUESTIONS, INTERVIEWED, readsAsAdded } from '../corpus/review-document.ts'
import { SAID_AT, SPOKEN_AT } from '../corpus/who-speaks.ts'
import { words } from '../dutch/fold.ts'
import { OF_SPEAKERS, OF_THE_READER, OF_THE_SPEAKER } from '../dutch/pronouns.ts'
import { type Block, BOLD_DEPTH, labelOf, MOST_NAME_WORDS, slug, turnOf } from './draft.ts'

/** Who takes turns in a text: by headings, or by the labels or questions above what they say; null where one speaks. */
export function turnsIn(blocks: readonly Block[]): Turn[] | null {
  return headingsIn(blocks) ?? namedIn(blocks) ?? labelsIn(blocks) ?? answersIn(blocks) ?? questionsIn(blocks)
}

/** Who answers, where a name before "antwoordt:" stands below each question; null where none does. */
function answersIn(blocks: readonly Block[]): Turn[] | null {
  const labels = blocks.flatMap((block) => {
    const label = block.type === 'paragraph' ? labelOf(block.text) : null
    return label !== null && / antwoordt$/.test(label) ? [label] : []
  })
  const repeated = [...new Set(labels)].filter((label) => labels.indexOf(label) < labels.lastIndexOf(label))
  return repeated.length === 0
    ? null
    : repeated.map((label) => {
        const name = label.replace(/ antwoordt$/, '')
        return { id: slug(name), name, role: 'answers', labels: [{ text: `${label}:` }] }
      })
}

/** Who asks and who answers in a column of questions of readers, which are in italics above their answers. */
const READER: Turn = { id: 'lezer', name: 'Lezer', role: 'asks', labels: [] }
const ANSWER: Turn = { id: 'antwoord', name: 'Antwoord', role: 'answers', labels: [] }

/** Who says each paragraph of such a column, by its place, from the first question on; null where a text is none. */
export function lettersIn(blocks: readonly Block[]): ReadonlyMap<number, Turn> | null {
  const isItalic = (block: Block | undefined) => block?.type === 'paragraph' && block.letters === 'italic'
  const asked = blocks.filter((block, at) => {
    const next = blocks[at + 1]
    return isItalic(block) && next !== undefined && next.type !== 'heading' && !isItalic(next)
  })
  if (
    asked.length < FEWEST_QUESTIONS ||
    asked.filter(({ text }) => OF_THE_SPEAKER.test(text)).length < asked.length / 2
  )
    return null
  const first = blocks.findIndex((block) => asked.includes(block))
  return new Map(
    blocks.flatMap((block, at): [number, Turn][] => {
      const isOwn = at === blocks.length - 1 && readsAsAdded(block.text)
      return at < first || isOwn || block.type === 'heading' ? [] : [[at, isItalic(block) ? READER : ANSWER]]
    }),
  )
}

/** Blocks in which a name on a line of its own labels what stands below it, and bold words of who asks are above what is answered. */
export function withTurns(blocks: readonly Block[]): Block[] {
  return withQuestions(withLabels(unheaded(withTimes(withColons(withSigners(blocks))))))
}

/** Blocks in which what begins with the label of a turn is none of the headings, whatever letters it is in. */
function unheaded(blocks: readonly Block[]): Block[] {
  const labels = blocks.map((block) => (block.type === 'item' ? null : labelOf(block.text)))
  const wholes = wholeNames([...new Set(labels.filter((label) => label !== null))])
  const named = labels.map((label) => (label === null ? null : wholes.get(label)!))
  const isTurn = (at: number) => named[at] !== null && named.some((name, index) => index !== at && name === named[at])
  const paragraphs = blocks.map(
    (block, at): Block => (block.type === 'heading' && isTurn(at) ? { type: 'paragraph', text: block.text } : block),
  )
  const isHeaded = blocks.some(({ type }, at) => type === 'heading' && isTurn(at))
  return isHeaded && labelsIn(paragraphs) !== null ? paragraphs : [...blocks]
}

/** A name alone in a paragraph, with where somebody lives or how old they are: "Greet Hop, Zwolle". */
const SIGNER =
  /^(?:[—–-]\s*)?(\p{Lu}[\p{L}.’'-]*(?: (?:en |van |de |der |den |ten |ter |in ’t ){0,3}\p{Lu}[\p{L}.’'-]*){0,3})(?:, \p{Lu}[\p{L} ’'-]{1,25}|,? \(?\d{1,2}(?: jaar)?\)?)?$/u
/** Fewest letters or testimonials of readers. */
const FEWEST_SIGNED = 3

/** Blocks in which what readers wrote is said by whose name stands below it. Names above what they say are followed by text at the end. */
function withSigners(blocks: readonly Block[]): Block[] {
  const signers = blocks.map((block) =>
    block.type === 'paragraph' && !block.by ? (SIGNER.exec(block.text)?.[1] ?? null) : null,
  )
  const isEnd = (block: Block | undefined) => block === undefined || block.type === 'heading'
  const signed = signers.flatMap((name, at) => {
    if (name === null) return []
    const from =
      blocks.findLastIndex((block, index) => index < at && (block.type === 'heading' || signers[index] !== null)) + 1
    return from < at
      ? [
          {
            name,
            from,
            at,
            text: blocks
              .slice(from, at)
              .map(({ text }) => text)
              .join(' '),
          },
        ]
      : []
  })
  const last = signed.at(-1)
  const own = signed.filter(({ text }) => OF_SPEAKERS.test(text))
  if (!last || own.length < FEWEST_SIGNED || own.length < signed.length || !isEnd(blocks[last.at + 1]))
    return [...blocks]
  // The first may follow what the page says of them all.
  const isBelowIntroduction = signed.every(({ at }) => !isEnd(blocks[at + 1]) || at === last.at)
  return blocks.flatMap((block, at): Block[] => {
    const one = signed.find(({ from, at: end }) => at >= from && at <= end)
    if (!one || block.type === 'heading') return [block]
    if (at === one.at) return []
    if (isBelowIntroduction && one === signed[0] && at < one.at - 1) return [block]
    const text = at === one.at - 1 ? `${block.text} — ${blocks[one.at]!.text.replace(/^[—–-]\s*/, '')}` : block.text
    return [{ ...block, text, by: one.name }]
  })
}

/** A name with which a text begins, and a dash. */
const DASHED = /^(\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*){0,2})\s+[–—-]\s+(?=\S)/u

/** Blocks in which a dash behind the names of those who speak in turn is a colon. */
function withColons(blocks: readonly Block[]): Block[] {
  const names = blocks.map((block) => (block.type === 'item' ? null : (DASHED.exec(block.text)?.[1] ?? null)))
  const known = new Set(names.filter((name, at) => name !== null && names.indexOf(name) < at))
  const isTurn = (at: number) => known.has(names[at]!)
  const turns = blocks.filter((_, at) => isTurn(at))
  if (known.size < 2 || turns.length < FEWEST_NAMED || !turns.some(({ text }) => text.endsWith('?'))) return [...blocks]
  return blocks.map((block, at) => (isTurn(at) ? { ...block, text: block.text.replace(DASHED, '$1: ') } : block))
}

/** Who speaks from a time on, as programs that write down a meeting put it: "Nel Bos 0:12". */
const NAMED_TIME = /^(\p{Lu}[\p{L}\d.'’() -]{0,50}?),?\s+[[(]?((?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?:?(?:\s+|$)/u

/** Who speaks from what time on, where a text begins with that, and what follows; null where it doesn't. */
export function namedTimeOf(
  text: string,
): { readonly name: string; readonly time: string; readonly rest: string } | null {
  const [all = '', name = '', time = ''] = NAMED_TIME.exec(text.trim()) ?? []
  if (all === '' || words(name).length > MOST_NAME_WORDS) return null
  return { name, time, rest: text.trim().slice(all.length) }
}

/** Blocks in which a name and a time label what follows them, where somebody speaks again and the times go on. */
function withTimes(blocks: readonly Block[]): Block[] {
  const stamped = blocks.map((block) => (block.type === 'item' ? null : namedTimeOf(block.text)))
  const all = stamped.filter((one) => one !== null)
  const seconds = all.map(({ time }) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0))
  const names = new Set(all.map(({ name }) => name))
  const goesOn = seconds.every((at, index) => index === 0 || at >= seconds[index - 1]!)
  if (names.size < 2 || names.size === all.length || !goesOn) return [...blocks]
  return blocks.flatMap((block, at): Block[] => {
    const [own, above] = [stamped[at], stamped[at - 1]]
    const label = ({ name, time }: { readonly name: string; readonly time: string }) => `${name}: [${time}]`
    if (own?.rest === '') return []
    if (own) return [{ type: 'paragraph', text: `${label(own)} ${own.rest}` }]
    return above?.rest === '' ? [{ type: 'paragraph', text: `${label(above)} ${block.text}` }] : [block]
  })
}

/** Fewest names on lines of their own. */
const FEWEST_NAMED = 4

function withLabels(blocks: readonly Block[]): Block[] {
  const named = blocks.map((block, at) => {
    const next = blocks[at + 1]
    const [time = ''] = SPOKEN_AT.exec(`${block.text} `) ?? []
    const name = block.text.slice(time.length).replace(/:$/, '').trim()
    const isName = labelOf(`${name}: `) === name && words(name).length <= MOST_NAME_WORDS && turnOf(name) === null
    if (block.type === 'item' || next?.type !== 'paragraph' || !isName) return null
    return { time, name, asks: ASKING.test(name) || /\?["'’”)]*$/.test(next.text) }
  })
  const all = named.filter((one) => one !== null)
  const known = new Set(
    all
      .filter(({ time, name }) => time !== '' || all.filter((one) => one.name === name).length > 1)
      .map(({ name }) => name),
  )
  const turns = all.filter(({ name }) => known.has(name))
  const isAsked = [...known].some((name) => {
    const own = turns.filter((one) => one.name === name)
    return own.filter(({ asks }) => asks).length > own.length / 2
  })
  const isTold = isAsked || turns.every(({ time }) => time !== '')
  if (known.size < 2 || turns.length < FEWEST_NAMED || !isTold) return [...blocks]
  return blocks.flatMap((block, at): Block[] => {
    const own = named[at]
    if (own && known.has(own.name)) return []
    const above = named[at - 1]
    return above && known.has(above.name) ? [{ ...block, text: `${above.time}${above.name}: ${block.text}` }] : [block]
  })
}

/**
 * In an interview by questions in bold letters or italics, what else is in those is said by who asks: "Dank je wel voor dit gesprek."
 * Questions in italics are headings then, as bold ones are.
 */
function withQuestions(found: readonly Block[]): Block[] {
  const depths = found.flatMap((block) => (block.type === 'heading' ? [block.depth] : []))
  const depth = Math.max(1, ...depths) + 1
  const italic = found.map(
    (block): Block =>
      block.type === 'paragraph' && block.letters === 'italic' && block.text.endsWith('?')
        ? { type: 'heading', depth: Math.min(depth, BOLD_DEPTH), text: block.text }
        : block,
  )
  const isItalic = questionsIn(found) === null
  const blocks = isItalic ? italic : found
  if (questionsIn(blocks) === null) return [...found]
  const first = blocks.findIndex(isQuestion)
  const top = blocks[first] as Block & { type: 'heading' }
  const isAsked = (block: Block, at: number) =>
    at > first &&
    block.type === 'paragraph' &&
    block.letters === (isItalic ? 'italic' : 'bold') &&
    // The last in italics is what an editor adds.
    !(isItalic && isAdded(blocks, at))
  return blocks.map((block, at) =>
    isAsked(block, at) ? { type: 'heading', depth: top.depth, text: block.text } : block,
  )
}

function isQuestion(block: Block): boolean {
  return block.type === 'heading' && block.text.endsWith('?')
}

const ASKING = /^(?:vraag|v|q|interviewer|vraagsteller|redactie)\b/i

/** Who asks and who answers, where headings such as "Vraag 1" and "Antwoord 1" say whose turn it is; null where they don't. */
function headingsIn(blocks: readonly Block[]): Turn[] | null {
  const titles = blocks.flatMap((block) => (block.type === 'heading' ? (turnOf(block.text) ?? []) : []))
  const named = (name: RegExp) => [...new Set(titles)].filter((title) => name.test(title))
  const [asks, answers] = [named(/^vra/i), named(/^ant/i)]
  const [[first], [second]] = [asks, answers]
  if (!first || !second) return null
  return [
    { id: slug(first), name: first, role: 'asks', labels: asks.map((heading) => ({ heading })) },
    { id: slug(second), name: second, role: 'answers', labels: answers.map((heading) => ({ heading })) },
  ]
}

/** A heading that names whose turn it is: "Inbreng van de leden van de VVD-fractie", "Antwoord van de minister". */
const NAMED_TURN =
  /^(?:(vragen|vraag|inbreng)|antwoord(?:en)?|reactie|beantwoording)(?: en \p{L}+)? (?:van|door) (?:de |het )?(.{1,80})$/iu

/** Who asks and who answers, where headings name them; null where they don't name both. */
function namedIn(blocks: readonly Block[]): Turn[] | null {
  const turns = new Map<string, Turn>()
  for (const { type, text } of blocks) {
    const [, asks, name] = (type === 'heading' && NAMED_TURN.exec(text)) || []
    if (name === undefined) continue
    const role = asks === undefined ? 'answers' : 'asks'
    const labels = (turns.get(name)?.labels ?? []).filter((label) => !('heading' in label && label.heading === text))
    turns.set(name, { id: slug(name), name, role, labels: [...labels, { heading: text }] })
  }
  const roles = new Set([...turns.values()].map(({ role }) => role))
  return roles.size > 1 ? [...turns.values()] : null
}

/** What somebody else says. */
const QUOTED = /[“„"‘][^“”„"‘’]*[”"’]/gu

/**
 * Who answers, where headings ask somebody and what is below them says "ik"; null where they don't. Questions of readers say "ik"
 * themselves, and their answers "u".
 */
function questionsIn(blocks: readonly Block[]): Turn[] | null {
  const questions = blocks.flatMap((block, at) => {
    if (!isQuestion(block)) return []
    const until = blocks.findIndex(({ type }, index) => index > at && type === 'heading')
    const below = blocks.slice(at + 1, until < 0 ? undefined : until).map(({ text }) => text)
    return below.length > 0 ? [{ title: block.text, answer: below.join(' ') }] : []
  })
  const share = (is: (question: (typeof questions)[number]) => boolean) =>
    questions.filter(is).length / Math.max(questions.length, 1)
  const isInterview =
    questions.length >= FEWEST_QUESTIONS &&
    share(({ title }) => OF_THE_READER.test(title) && !OF_THE_SPEAKER.test(title)) >= 0.5 &&
    share(({ answer }) => OF_THE_SPEAKER.test(answer.replace(QUOTED, ''))) >= 0.5
  if (!isInterview) return null
  // A heading that ends a sentence was said by who asks, too.
  const asked = blocks.filter((block) => block.type === 'heading' && /[?.!…]$/.test(block.text))
  const labels = [...new Set(asked.map(({ text }) => text))].map((heading) => ({ heading }))
  return [{ id: slug(INTERVIEWED), name: INTERVIEWED, role: 'answers', labels }]
}

/** Those whom quotations name. */
export function voicesOf(blocks: readonly Block[]) {
  const names = blocks.flatMap((block) => (block.type === 'heading' ? [] : (block.by ?? [])))
  const voices = [...new Set(names)].map((name) => ({ id: slug(name), name, role: 'author' }))
  return voices.filter(({ id }, at) => voices.findIndex((other) => other.id === id) === at)
}

/** A speaker of an interview. */
export interface Turn {
  readonly id: string
  readonly name: string
  readonly role: 'asks' | 'answers' | 'author'
  readonly labels: readonly ({ readonly text: string } | { readonly heading: string })[]
}

/**
 * Blocks that the publisher says: those before the first turn, and in an article with an interview in it also the sections without a turn.
 * @returns their places; none where only headings are.
 */
export function publishersOf(blocks: readonly Block[], turns: readonly Turn[]): Set<number> {
  const labels = turns.flatMap((turn) => turn.labels)
  const isTurn = (block: Block) =>
    labels.some((label) =>
      'text' in label
        ? block.type === 'paragraph' && block.text.replace(SPOKEN_AT, '').startsWith(label.text)
        : block.type === 'heading' && [block.text, turnOf(block.text)].includes(label.heading),
    )
  const paragraphs = blocks.filter(({ type }) => type === 'paragraph')
  const isByWords = labels.some((label) => 'text' in label || turnOf(label.heading) === null)
  const isArticle = paragraphs.filter(isTurn).length < paragraphs.length / 2 && isByWords
  const own = new Set<number>()
  let spoken = false
  const last = blocks.findLastIndex(isTurn)
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'heading' && (isArticle || (at > last && isByWords && OF_PUBLISHER.test(block.text))))
      spoken = false
    if (isTurn(block)) spoken = true
    if (!spoken && block.type !== 'heading') own.add(at)
    if (block.type === 'paragraph' && isAdded(blocks, at)) own.add(at)
  }
  return own
}

/** Headings below an interview of what its publisher adds. */
const OF_PUBLISHER =
  /^(?:shownotes|colofon|over (?:de|het|dit|deze|ons) \p{L}+|links|bronnen?|literatuur|naschrift|noten?|(?:meer|verder) (?:lezen|weten|informatie)|reageren)(?!\p{L})/iu

/** Whether a paragraph is a footnote, or is in italics at the end of a text: what an editor adds. */
function isAdded(blocks: readonly Block[], at: number): boolean {
  const isAside = (block: Block) =>
    block.type === 'paragraph' && (block.letters === 'italic' || /^\[\d{1,3}\] /.test(block.text))
  return blocks.slice(at).every(isAside)
}

/** Fewest turns of a debate, and the part of its paragraphs that they are at least. */
const FEWEST_TURNS = 4
const LABELLED = 0.7

/** Speakers of an interview or a debate, by the labels with which more than one paragraph begins; null when it is none. */
function labelsIn(blocks: readonly Block[]): Turn[] | null {
  const turns = blocks.flatMap((block) => {
    const label = block.type === 'paragraph' ? labelOf(block.text) : null
    if (label === null) return []
    const isTimed = SPOKEN_AT.test(block.text) || SAID_AT.test(block.text.slice(label.length + 1))
    return [{ label, isTimed, asks: /\?["'’”)]*$/.test(block.text) }]
  })
  const wholes = wholeNames([...new Set(turns.map(({ label }) => label))])
  const counts = new Map<string, { all: number; asks: number }>()
  for (const { label, asks } of turns) {
    const whole = wholes.get(label)!
    const { all, asks: before } = counts.get(whole) ?? { all: 0, asks: 0 }
    counts.set(whole, { all: all + 1, asks: before + Number(asks) })
  }
  const timed = new Set(turns.filter(({ isTimed }) => isTimed).map(({ label }) => wholes.get(label)!))
  const named = [...counts].filter(([label, { all }]) => all > 1 || timed.has(label))
  if (named.length < 2) return null
  // Where others take turns, who asks once does too: "Luisteraar: Mag ik iets vragen?"
  const once = [...counts].filter(
    ([label, { all, asks }]) => all === 1 && asks === 1 && words(label).length <= MOST_NAME_WORDS && !timed.has(label),
  )
  const names = [...named, ...once].map(([label]) => label)
  const asking = [...named, ...once]
    .filter(([label, { all, asks }]) => ASKING.test(label) || asks > all / 2)
    .map(([label]) => label)
  const own = named.reduce((sum, [, { all }]) => sum + all, 0)
  // Where nobody asks, words before a colon may be "Tip" and "Let op".
  const isDebate = own >= FEWEST_TURNS && own > LABELLED * blocks.filter(({ type }) => type === 'paragraph').length
  if (asking.length === 0 && !isDebate) return null
  const answering = asking.length === 0 ? 'author' : 'answers'
  return names.map(
    (label): Turn => ({
      id: slug(label),
      name: label,
      role: asking.includes(label) ? 'asks' : answering,
      labels: [...wholes].filter(([, whole]) => whole === label).map(([short]) => ({ text: `${short}:` })),
    }),
  )
}

/** Of each label the one before it that names the same person in full: of "MV" and "Veldman" it is "Marije Veldman", where no other fits. */
function wholeNames(labels: readonly string[]): Map<string, string> {
  return new Map(
    labels.map((label, at) => {
      // Who is called in full first, is called for short later.
      const longer = labels.slice(0, at).filter((other) => isShortFor(label, other))
      return [label, longer.length === 1 ? longer[0]! : label]
    }),
  )
}

/** Titles before a name. */
const TITLE = /^(?:(?:drs?|prof|mr|ir|ing|mevr|mw|dhr|ds)\.?|de heer|mevrouw|meneer|professor|dokter)\s+/iu

/** Who may be many. */
const ANYBODY =
  /^(?:kijker|luisteraar|deelnemer|lezer|ouder|moeder|vader|patiënt|lid|leden|zaal|publiek|vrager|vraag|antwoord|spreker)$/i

/** Whether a label is the initials, the first name or the last name of another. */
function isShortFor(label: string, other: string): boolean {
  const bare = (name: string) => name.split(/[(,]/, 1)[0]!.trimEnd().replace(TITLE, '').replace(TITLE, '')
  const [short, long] = [bare(label), bare(other)]
  const parts = long.split(/[\s-]+/)
  if (ANYBODY.test(short) || parts.length < 2 || !/^\p{Lu}/u.test(parts[0]!)) return false
  const initials = (all: readonly string[]) => all.map((part) => part.charAt(0)).join('')
  const isInitials = [parts, parts.filter((part) => /^\p{Lu}/u.test(part))].some(
    (all) => initials(all).toLowerCase() === short.replace(/[.\s]/g, '').toLowerCase() && all.length > 1,
  )
  return (
    (isInitials && /^\p{Lu}/u.test(short)) ||
    (short.length < long.length &&
      (long.startsWith(`${short} `) || long.endsWith(` ${short}`)) &&
      /^\p{L}/u.test(short))
  )
}
