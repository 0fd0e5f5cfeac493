import type { Corpus } from '../corpus/load-corpus.ts'
import { withoutCourtesy } from '../dutch/courtesy.ts'
import { fold, words } from '../dutch/fold.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import { isSubject, pointsBack } from '../dutch/pointing.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Turn } from './answer.ts'
import { claimIn } from './claim.ts'
import { correctionOf, firstClause, followUpOf, isElliptic } from './follow-up.ts'
import { questionParts, twoQuestions } from './question-parts.ts'
import { namesSomething } from './topic.ts'
import type { Voices } from './voices.ts'

export interface Understood {
  readonly found: Found
  /** The result for a second question in the same message; null unless another passage answers it. */
  readonly also: Found | null
  /** The question that a follow-up was taken for; null for a message that is not a follow-up. */
  readonly understoodAs: string | null
  /**
   * Which passages are wanted: all; those not shown yet, on the subject or instead of an answer that wasn't wanted; those of other
   * sides than the first that was shown; what was shown, for its source; or a reason for it.
   */
  readonly wanted: 'all' | 'more' | 'instead' | 'other-side' | 'source' | 'reason'
  /** Whether it visibly follows on what was shown, though it is read alone: a dispute is in question still. */
  readonly leans?: boolean
  /** Whether it corrects the question before, or asks it of something else: then `understoodAs` is all that is asked. */
  readonly corrects?: boolean
  /** Whether passages come first that weren't shown yet: the message asks on. */
  readonly asksOn?: boolean
  /** From which probabilities it is answered or related, where two readings were combined; without, from those of any message. */
  readonly thresholds?: Searcher['thresholds']
  /** The results for the message by itself: for the whole first, then for its parts, as far as they were looked up. */
  readonly readings: readonly Found[]
}

type LookedUp = Pick<Understood, 'found' | 'also' | 'readings'>

/** How much a question and what follows on it count together, beside what follows by itself. */
const TOGETHER = 0.75
/** How probably a message that points back is answered by itself, to be read without what it points at: "hoe lang duurt dat?" isn't. */
const STANDS_ALONE = 0.6
const jointly = (together: number, alone: number) => together ** TOGETHER * alone ** (1 - TOGETHER)

/**
 * Finds out what a message asks, given the previous turn, and looks it up.
 * @param said the message as it is compared, however it was typed.
 * @returns null when it has no words.
 */
export async function understand(
  message: string,
  said: string,
  previous: Turn | null,
  parts: {
    searcher: Searcher
    names: Pick<Voices, 'named' | 'without' | 'asked'>
    corpus: Corpus
  },
): Promise<Understood | null> {
  const { searcher, names, corpus } = parts
  const alone = await lookUp(said, searcher)
  if (!alone) return null
  const standalone: Understood = { ...alone, understoodAs: null, wanted: 'all' }
  if (!previous) return standalone
  const meant = correctionOf(said)
  if (meant !== null) return corrected(meant, alone, previous, parts)
  const asked = names.named(said)
  const instead = asked.size === 0 ? insteadIn(said) : null
  const substituted = instead === null ? null : await ofSomethingElse(instead, alone, previous, parts)
  if (substituted) return substituted
  const follows = followUpOf(names.without(said, new Set()), asked.size > 0)
  // What found nothing is too little to read a message with a subject of its own by.
  const hasSubject = follows === 'leans' || follows === 'perhaps'
  if (follows === 'none' || (hasSubject && previous.shown.length === 0)) return standalone
  const { readings } = alone
  const subject = await subjectOf({ ...previous, question: withoutCourtesy(previous.question) }, parts)
  if (follows !== 'further' && follows !== 'why' && !hasSubject) {
    const linked = follows === 'other-side' ? linkedTo(previous, asked, corpus) : []
    const before = await lookUp(names.without(plainlyTyped(subject), asked), searcher, linked)
    const understoodAs = (follows === 'other-side' ? ofOtherVoice(said, subject, parts) : null) ?? subject
    return before ? { ...before, also: null, readings, understoodAs, wanted: follows } : standalone
  }
  // "Hoezo? Dat is toch mijn zaak": the rest only comments.
  const typed = follows === 'why' ? firstClause(message) : message
  const own = follows === 'why' ? firstClause(said).replace(/^hoezo\b/i, 'waarom') : said
  const understoodAs = joined(subject, typed)
  // Not sentence by sentence: neither means by itself what the two mean together.
  const together = await searcher.search(questionParts(joined(plainlyTyped(subject), own)).whole)
  let found = follows === 'further' ? withoutRead(together, alone.found, previous, corpus) : together
  if (hasSubject) {
    // An answer has to fit the message's own words as well as the subject; those are in both, so they count for less by themselves.
    found = combined(together, alone.found, jointly)
    const { answered, related } = searcher.thresholds
    const confidence = alone.found.confidence
    const points = pointsBack(said) || isElliptic(said)
    const isSame = topOf(found) === topOf(alone.found) && !points
    // Of both readings, the one that finds more; alone where both find the same answer, and not where it points back at what is found.
    const least = points ? Math.max(STANDS_ALONE, answered) : related
    // "Hoe kom ik daaraan?" says of nothing what it is about.
    const mayStand = !points || words(said).some(isThing)
    const isAlone =
      mayStand && confidence >= Math.max(found.confidence, least) && !(points && found.confidence >= related)
    if (isAlone || (confidence >= answered && isSame)) return { ...standalone, leans: follows === 'leans' }
    if (follows === 'perhaps' && found.confidence < related) return standalone
  }
  if (follows === 'why') return { found, also: null, readings, understoodAs, wanted: 'reason' }
  const first = unseenFirst(found, previous, parts)
  const joint: Understood = { found: first, also: null, readings, understoodAs, wanted: 'all', asksOn: true }
  return { ...joint, thresholds: jointThresholds(searcher) }
}

/** What answers both together answers a follow-up, where it is related to the follow-up's own words: two words are seldom answered. */
function jointThresholds({ thresholds }: Searcher): Searcher['thresholds'] {
  const { answered, related } = thresholds
  return { ...thresholds, answered: jointly(answered, related) }
}

/**
 * Where to look for what others say: among all that the speakers say that are asked for, what replies to the first that was shown, and
 * what that replies to.
 */
function linkedTo({ shown: [first = ''] }: Turn, asked: ReadonlySet<string>, corpus: Corpus): number[] {
  const repliesTo = corpus.passage(first)?.answers
  return corpus.passages.flatMap(({ id, speaker, answers }, at) =>
    asked.has(speaker.id) || answers === first || id === repliesTo ? [at] : [],
  )
}

/** A question and what follows on it, as one. */
function joined(question: string, message: string): string {
  return `${question}${/[\p{P}]$/u.test(question) ? '' : ','} ${message}`
}

/** Who asks on wants something else than what was shown: what wasn't comes first, where it is related. */
export function unseenFirst(
  found: Found,
  { shown }: Turn,
  { searcher: { thresholds }, corpus }: { searcher: Searcher; corpus: Corpus },
): Found {
  const leads = ({ probability, passage }: Candidate) =>
    probability >= thresholds.related && !shown.includes(corpus.passages[passage]!.id)
  const ordered = [...found.candidates.filter(leads), ...found.candidates.filter((one) => !leads(one))]
  const candidates = ordered.map((one, at): Candidate => ({ ...one, score: found.candidates[at]!.score }))
  return { ...found, candidates, confidence: candidates[0]?.probability ?? 0 }
}

/**
 * What two questions found together, without what was shown already and a message with no subject of its own doesn't find by itself: the
 * first question finds it, and it answers nothing new.
 */
function withoutRead(together: Found, alone: Found, { shown }: Turn, corpus: Corpus): Found {
  const own = new Set(alone.candidates.map(({ passage }) => passage))
  const candidates = together.candidates.filter(
    ({ passage }) => own.has(passage) || !shown.includes(corpus.passages[passage]!.id),
  )
  return { ...together, candidates, confidence: candidates[0]?.probability ?? 0 }
}

/** "En de NVK?", "and what does NICE say?": the words before and after a voice that is asked for in place of another. */
const VOICE_INSTEAD =
  /^(?:(?:en|maar|and|but) )?(?:wat (?:zegt|vindt|zeggen|vinden) |what (?:does|do) )?(?<voice>[^\s?.!]+(?: [^\s?.!]+){0,4}?)(?: (?:dan|daarvan|daarover|erover|hiervan|hierover|say|think|then))*\s*[?.!]*$/i

/** The question before as a message asks it of another voice: "wat zegt de NVK over CGT?"; null for a message that asks something else. */
function ofOtherVoice(
  said: string,
  question: string,
  { names, corpus }: Pick<Parameters<typeof understand>[3], 'names' | 'corpus'>,
): string | null {
  const named = VOICE_INSTEAD.exec(said)?.groups?.voice
  if (named === undefined) return null
  const asked = names.asked(`wat zegt ${named}`)
  const before = names.asked(plainlyTyped(question))
  const [voice] = asked.voices
  const isOther = voice !== undefined && before.voices.length === 1 && before.voices[0]!.id !== voice.id
  if (!isOther || asked.voices.length > 1 || asked.subject !== '' || before.subject === '') return null
  const asksIt = (one: string) => {
    const { voices } = names.asked(one)
    return voices.length === 1 && voices[0]!.id === voice.id
  }
  return (
    inPlace(named, question, corpus)
      .map((one) => withArticle(one, named))
      .find(asksIt) ?? null
  )
}

/** Most words of a correction that stand for one word of the question that is corrected. */
const MAX_TERM = 3
/** Most words of a question that are tried, to see which one is corrected. */
const MAX_TRIED = 4
/** "Bij volwassenen": says where, and not what. */
const WHERE = /^(?:aan|bij|in|met|na|naar|op|over|sinds|uit|van|voor|zonder|at|for|from|in|on|with|without) /i

/** Asks the question before of something else: "en GET?", "what about acupuncture?", "geldt dat ook voor volwassenen?". */
const INSTEAD =
  /^(?:en |maar |of |dus |and |but |or )?(?:hoe zit (?:het|dat) (?:dan )?met|wat dacht je van|wat is er met|what about|how about|geldt (?:dat|dit|het) (?:dan )?ook|does (?:that|it) (?:also )?apply) |^(?:en|maar|of|dus|and|but|or) /i
/** What may stand before and after it. */
const AROUND_IT = /^(?:dan|ook|also|nou|eigenlijk|then|too)$/i
/** Folded words for people, of whom one asks what was asked of others. */
const PEOPLE =
  '(?:kind(?:eren)?|volwassenen?|jongeren?|tieners?|pubers?|adolescenten|ouderen|jongens|meisjes|mannen|vrouwen|studenten|baby s|kids|children|adults?|teenagers?|teens|adolescents|men|women|boys|girls)'
const IS_PEOPLE = new RegExp(`^${PEOPLE}$`)
const OF_PEOPLE = new RegExp(`^(?:aan|bij|met|onder|voor|for|in|with|to) (?:de |the )?${PEOPLE}$`)
const WITH_PEOPLE = new RegExp(
  `(?<!\\p{L})(?:aan|bij|met|onder|voor|for|in|with|to) (?:(?:de|the|mijn|my|een|a) )?${PEOPLE}(?!\\p{L})`,
  'iu',
)

/** What a message asks the question before of, instead of what that asked; null for any other message. */
function insteadIn(said: string): string | null {
  const [opening] = INSTEAD.exec(said.trim()) ?? []
  if (opening === undefined) return null
  const rest = said.trim().slice(opening.length).replace(/[?.!]/g, ' ').trim().split(/\s+/)
  while (AROUND_IT.test(rest[0] ?? '')) rest.shift()
  while (AROUND_IT.test(rest.at(-1) ?? '')) rest.pop()
  const term = rest.join(' ')
  const named = words(term.replace(WHERE, '').replace(/^(?:de|het|een|the|an?) /i, ''))
  const isName = named.length > 0 && named.length <= MAX_TERM && !named.some(isStopWord) && named.some(isThing)
  return isName && !pointsBack(term) ? term : null
}

/**
 * The question before, asked of something else, and what that finds. What answers the question before it and names the other thing
 * answers this one, too.
 * @returns null where nothing in the question before is like it.
 */
async function ofSomethingElse(
  meant: string,
  { readings }: LookedUp,
  previous: Turn,
  parts: Parameters<typeof understand>[3],
): Promise<Understood | null> {
  const { searcher, corpus } = parts
  const subject = plainlyTyped(await subjectOf({ ...previous, question: withoutCourtesy(previous.question) }, parts))
  const place = await inPlaceOfLike(meant, subject, parts)
  if (place === null) return null
  const question = place.placed
  const before = new Map((await searcher.search(subject)).candidates.map((one) => [one.passage, one.probability]))
  const named = words(meant).filter((word) => !isStopWord(word))
  const people = words(place.replaced).filter((word) => IS_PEOPLE.test(word))
  const names = ({ passage }: Candidate, all: readonly string[]) => {
    const text = ` ${words(corpus.passages[passage]!.text).join(' ')} `
    return all.length > 0 && all.every((word) => text.includes(` ${word} `))
  }
  const placed = await searcher.search(question)
  const both = rated(placed, (one) => {
    const isNamed = names(one, named)
    // What is said of children is no answer about others.
    if (!isNamed && names(one, people)) return Math.min(one.probability, searcher.thresholds.related)
    return Math.max(one.probability, Math.sqrt(one.probability * (isNamed ? (before.get(one.passage) ?? 0) : 0)))
  })
  return { found: both, also: null, readings, understoodAs: question, wanted: 'all', corrects: true }
}

/** A question with what was meant in place of what is most like it there; null where nothing is. */
async function inPlaceOfLike(
  meant: string,
  question: string,
  { searcher, names, corpus }: Parameters<typeof understand>[3],
): Promise<{ readonly placed: string; readonly replaced: string } | null> {
  const where = WHERE.exec(meant)?.[0]
  if (where !== undefined) {
    const people = OF_PEOPLE.test(words(meant).join(' ')) ? WITH_PEOPLE.exec(question)?.[0] : undefined
    if (people !== undefined) return { placed: question.replace(people, meant), replaced: people }
    // "En in Duitsland?" says more of the question, where that said nothing of the kind.
    const isSaid = new RegExp(`(?<!\\p{L})${where}`, 'iu').test(question)
    return isSaid ? { placed: inPlace(meant, question, corpus)[0]!, replaced: '' } : null
  }
  const voice = names.asked(`wat zegt ${meant}`)
  if (names.asked(question).voices.length > 0 && voice.voices.length > 0 && voice.subject === '') {
    const asksIt = (one: string) => names.asked(one).voices.some(({ id }) => id === voice.voices[0]!.id)
    const place = places(meant, question, corpus).find(({ placed }) => asksIt(placed))
    return place ? { ...place, placed: withArticle(place.placed, meant) } : null
  }
  const things = places(meant, question, corpus).filter(({ replaced }) => words(replaced).some(isThing))
  const likenesses = await searcher.likeness(
    meant,
    things.map(({ replaced }) => replaced),
  )
  const likest = things[likenesses.indexOf(Math.max(...likenesses))]
  if (!likest) return null
  // "Orthomoleculaire therapie" is one thing.
  return things.find(({ replaced }) => replaced !== likest.replaced && replaced.includes(likest.replaced)) ?? likest
}

/** Whether a folded word is something of which one can ask the same as of another: GET is, too. */
function isThing(word: string): boolean {
  return word === 'get' || (isSubject(word) && namesSomething(word))
}

/** The corrected question: with what was meant in its place in the previous one or, where that finds nothing, by itself. */
async function corrected(
  meant: string,
  { readings }: LookedUp,
  previous: Turn,
  parts: Parameters<typeof understand>[3],
): Promise<Understood> {
  const { searcher, names, corpus } = parts
  const subject = plainlyTyped(await subjectOf(previous, parts))
  let best: { readonly found: Found; readonly question: string } | null = null
  // Who was meant is a voice: "nee, niet de NVK maar het RIVM".
  const alone = `wat zegt ${meant}`
  const voice = names.asked(alone)
  const isVoice = voice.voices.length > 0 && voice.subject === ''
  const asksVoice = (question: string) => names.asked(question).voices.some(({ id }) => id === voice.voices[0]!.id)
  const placed = inPlace(meant, subject, corpus)
  const asking = isVoice ? placed.filter(asksVoice) : []
  const itself = isVoice && placed.length === 0 ? alone : meant
  const questions = asking.length > 0 ? asking : [...placed, itself]
  for (const question of questions) {
    if (best && question === itself && best.found.confidence >= searcher.thresholds.related) break
    const found = await searcher.search(question)
    if (best === null || found.confidence > best.found.confidence) best = { found, question }
  }
  const { found, question } = best!
  return { found, also: null, readings, understoodAs: question, wanted: 'all', corrects: true }
}

/**
 * A question with what was meant in place of each of its words, or of two that are one name in the texts ("long COVID"), or where it
 * said "bij" something else; none for a long correction.
 */
function inPlace(meant: string, question: string, { passages }: Corpus): string[] {
  const [where] = WHERE.exec(meant) ?? []
  if (where !== undefined) {
    const said = new RegExp(`(?<!\\p{L})${where}(?:(?:de|het|een|the|an?) )?[^\\s?!.,;]+`, 'iu')
    return [said.test(question) ? question.replace(said, meant) : question.replace(/[?!.]?$/, ` ${meant}`)]
  }
  return places(meant, question, { passages }).map(({ placed }) => placed)
}

/** A question with what was meant in place of each of its words, or of two that are one name in the texts. */
function places(meant: string, question: string, { passages }: Pick<Corpus, 'passages'>) {
  const term = meant.split(/\s+/).filter((_, at, all) => !all.slice(0, at + 1).every((one) => isStopWord(fold(one))))
  if (term.length > MAX_TERM) return []
  const tried = (question.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => isSubject(fold(word))).slice(0, MAX_TRIED)
  const isName = (pair: string) =>
    question.includes(pair) &&
    passages.some(({ text }) => ` ${words(text).join(' ')} `.includes(` ${words(pair).join(' ')} `))
  const names = tried.flatMap((word, at) => (at === 0 ? [] : [`${tried[at - 1]} ${word}`])).filter(isName)
  return [...tried, ...names].map((replaced) => ({ replaced, placed: question.replace(replaced, term.join(' ')) }))
}

/** With the article that somebody used: "wat zegt het KNGF" and "en de NVK?" are "wat zegt de NVK". */
function withArticle(question: string, voice: string): string {
  const [, article, name = ''] = /^(?:(de|het) )?(.*)$/i.exec(voice) ?? []
  const at = question.indexOf(name)
  if (article === undefined || at < 0) return question
  return `${question.slice(0, at).replace(/(?<= )(?:de|het) $/i, '')}${article} ${question.slice(at)}`
}

/** Most characters of a previous question that are repeated, and looked up again. */
const MAX_SUBJECT = 100

/** What a turn was about: its question; of a story, the sentence that asks, or that fits best what was shown; of a long one, the end. */
async function subjectOf(
  { question, shown: [first] }: Turn,
  tools: { searcher: Searcher; corpus: Corpus },
): Promise<string> {
  const { searcher, corpus } = tools
  // "En bij kinderen? Waarom?" was about children.
  const parts = question.split(/(?<=[,.?!…])\s/)
  if (parts.length > 1 && !words(parts.at(-1)!).some(isSubject)) {
    return subjectOf({ question: parts.slice(0, -1).join(' ').replace(/,$/, ''), shown: first ? [first] : [] }, tools)
  }
  if (question.length <= MAX_SUBJECT) return question
  const { whole, asked, stated } = questionParts(question)
  let subject = whole
  let best = -1
  for (const part of asked.length > 0 ? asked : stated) {
    const { candidates } = await searcher.search(plainlyTyped(part))
    const fit = candidates.find(({ passage }) => corpus.passages[passage]!.id === first)?.probability ?? 0
    if (fit > best) [subject, best] = [part, fit]
  }
  return subject.length <= MAX_SUBJECT
    ? subject
    : `… ${subject
        .slice(-MAX_SUBJECT)
        .replace(/^\S*\s/, '')
        .trim()}`
}

/** What one reading finds, with probabilities that take another into account. */
function combined(one: Found, other: Found, combine: (one: number, other: number) => number): Found {
  const others = new Map(other.candidates.map(({ passage, probability }) => [passage, probability]))
  const least = Math.min(...others.values())
  return rated(one, ({ passage, probability }) => combine(probability, others.get(passage) ?? least))
}

/** What was found, best first by other probabilities. */
function rated(found: Found, probabilityOf: (candidate: Candidate) => number): Found {
  const candidates = found.candidates
    .map((candidate): Candidate => {
      const probability = probabilityOf(candidate)
      return { ...candidate, probability, score: Math.log(probability / (1 - probability)) }
    })
    .sort((a, b) => b.score - a.score)
  return { ...found, candidates, confidence: candidates[0]?.probability ?? 0 }
}

/**
 * Looks up the message as a whole and, when that is not enough, its question at the end, its sentences, its corrected spelling, and
 * the claim of which it asks who makes it; the best of these counts. Of several questions in a message, looks up each.
 */
async function lookUp(message: string, searcher: Searcher, linked: readonly number[] = []): Promise<LookedUp | null> {
  const { whole, asked, stated } = questionParts(message)
  if (whole === '') return null
  const { answered } = searcher.thresholds
  let best = await searcher.search(whole, linked)
  const readings = [best]
  const read = async (text: string) => readings.push(await searcher.search(text, linked))
  const bothAnswered = (found: readonly Found[]) => {
    const [first, ...others] = found.filter(({ confidence }) => confidence >= answered)
    const also = others.find((other) => topOf(other) !== topOf(first!))
    return first && also ? { found: first, also, readings } : null
  }
  const two = asked.length > 1 ? null : twoQuestions(asked[0] ?? whole)
  if (two) {
    const apart = await Promise.all(two.map((question) => searcher.search(question, linked)))
    const both = bothAnswered(apart)
    if (both) return { ...both, readings: [...readings, ...apart] }
  }
  if (asked.length > 1) {
    for (const question of asked) await read(question)
    const both = bothAnswered(readings.slice(1))
    if (both) return both
  }
  // A story says what its question is about, so a story that finds an answer is not split.
  if (best.confidence >= answered) return { found: best, also: null, readings }
  if (asked.length === 1) await read(asked[0]!)
  for (const sentence of stated) await read(sentence)
  const corrected = searcher.correct(whole)
  // What the rest of a message says counts as much as one sentence ("Ik slik naltrexon. Welke bijwerkingen kan ik verwachten?").
  const mean = (one: number, other: number) => (one + other) / 2
  const others = readings.slice(1).map((found) => combined(found, readings[0]!, mean))
  if (corrected !== null) others.push(await searcher.search(corrected, linked))
  // Who asks who says something is answered by who says it.
  const claim = claimIn(whole)
  if (claim !== null) others.push(await searcher.search(claim, linked))
  for (const found of others) if (found.confidence > best.confidence) best = found
  return { found: best, also: null, readings }
}

function topOf({ candidates }: Found): number | undefined {
  return candidates[0]?.passage
}
