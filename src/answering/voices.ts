import type { Corpus } from '../corpus/load-corpus.ts'
import type { ListedVoice } from '../corpus/voices.ts'
import { fold, words } from '../dutch/fold.ts'
import { createSpelling } from '../dutch/misspelling.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Voice } from './answer.ts'

/** What a message asks of voices. */
export interface Asking {
  /** Whose views the message asks for, in order; none for most messages. */
  readonly voices: readonly Voice[]
  /** On what, without their names and the words that only ask for a view; empty when nothing is left. */
  readonly subject: string
}

/** Finds the voices that messages name or ask for. */
export interface Voices {
  /** Ids of the speakers that a question names: "wat zegt de NVK over…", "volgens de patiëntenorganisatie". */
  named(question: string): ReadonlySet<string>
  /** The question without the names of other speakers, so that it can be put to these. */
  without(question: string, kept: ReadonlySet<string>): string
  /** Whose views a message asks for: not those whom it only names ("mijn uitkering bij het UWV"). */
  asked(message: string): Asking
}

const list = (all: string): ReadonlySet<string> => new Set(all.trim().split(/\s+/))

/** Words of a message that are read. */
const MAX_READ = 400
const ARTICLE = list('de het t d the een vd die dat')
const ADJECTIVE = list(
  'dutch nederlandse belgische vlaamse britse engelse amerikaanse british american us uk heren mensen',
)
const OWN = list('mijn mn m onze ons my our zijn haar hun je jouw uw eigen')
const FIRST_PERSON = list('ik k kik mij mijn mn wij we ons onze i my our')
const FILLER = list(
  `nu nou dan eigenlijk precies toch ook er hier daar hierover daarover hiervan daarvan hierop daarop nog wel zelf zoal allemaal eens ze
  die dat gewoon now then actually exactly else just`,
)
const ASKS = list('wat wa wadde hoe waarom waarover welke wie what how why which of dat if whether that waar')
/** Verbs of which a voice is the subject. */
const SAYS = list(
  `zegt zeggen zegd zei zeiden zeg gezegd vindt vinden vond vonden gevonden denkt denken dacht peinst peinzen gelooft geloven schrijft schrijven
  schreef geschreven stelt stellen stelde gesteld beweert beweren beweerde beweerd meent menen adviseert adviseren adviseerde geadviseerd
  raadt raden aangeraden aanraden afgeraden afraden aanbevelen beveelt bevelen antwoordt antwoorden antwoordde geantwoord reageert reageren reageerde
  vraagt vragen vroeg gevraagd noemt noemen meldt melden meldde bericht kijkt kijken oordeelt oordelen oordeelde waarschuwt waarschuwen pleit
  pleiten bepleit erkent erkennen ontkent ontkennen ziet staat staan verklaart verklaren bedoelt bedoelen concludeert concludeerde vertelt
  vertellen verteld luidt leert verwacht verwachten wil willen steunt steunen vreest verwijt weet weten
  says say said thinks think thought writes write wrote recommends recommend recommended believes believe advises advise claims claim states
  state argues argue warns warn asks ask asked feels stands supports support suggests suggest`,
)
const AUXILIARY = list(
  'heeft hebben had hadden is zijn was waren zou zouden does do did has have are kan kunnen doet doen blijft hebt heb',
)
/** Words that, after an auxiliary and a voice, say what it holds. */
const HOLDS = list(
  `eens oneens mee ermee voor tegen achter voorstander voorstanders tegenstander tegenstanders mening overtuigd positief negatief kritisch blij bang
  sceptisch akkoord over tegenover agree disagree against positive negative favour favor view opinion position`,
)
const VIEW = list(
  `mening meningen visie standpunt standpunten advies adviezen oordeel opvatting opvattingen kijk reactie antwoord positie uitspraak uitspraken stelling
  boodschap idee bezwaar bezwaren kritiek conclusie conclusies argument argumenten rapport aanbeveling aanbevelingen verhaal vraag vragen ogen
  view views opinion opinions position stance advice take statement guidance guideline recommendation recommendations conclusion conclusions`,
)
const BETWEEN = list('van vd of by from door bij in')
const ACCORDING = list('volgens vlgs volges volgns aldus vlgns')
const ABOUT = list('over about on omtrent inzake')
const OPENING = list('en maar and but dus ok oke hoi hallo hey dag')
const TOLD = list('toch klopt')
const WONDERS = list(
  'weten benieuwd graag las lees gelezen hoor hoorde gehoord afvragen wonder know curious read heard',
)
/** "Wat vindt de NVK daarvan?" is about what was told before. */
const POINTING = /^(?:hier|daar|er)(?:aan|bij|in|mee|op|over|tegen|tegenover|van|voor)$/
const PERMITS = list('mag moet hoeft mogen moeten')
const NOT_A_NAME = list(
  'bronwijzer google u ge gij jullie jij je hij zij ze men iedereen iemand niemand anderen mensen',
)

/** Words that ask for a view, and are no subject of it. */
const FRAME = [SAYS, AUXILIARY, VIEW, ACCORDING, ABOUT, FILLER, ADJECTIVE, OPENING, WONDERS, list('tegenover bekend')]
const saying = createSpelling(SAYS)
const isOneOf = (words: ReadonlySet<string>, token: Token | undefined) => token !== undefined && words.has(token.word)
const says = (token: Token | undefined) =>
  token !== undefined && (SAYS.has(token.word) || (token.word.length > 3 && saying.meantBy(token.word).length > 0))

interface Token {
  /** Folded. */
  readonly word: string
  readonly raw: string
  readonly start: number
  readonly end: number
}

interface Mention {
  readonly voice: Voice
  /** Nothing lists it: only a name where a voice would stand. */
  readonly isStranger: boolean
  /** Half-open range of tokens. */
  readonly from: number
  readonly to: number
}

interface Name {
  readonly voice: Voice
  readonly parts: readonly string[]
}

/**
 * Knows the speakers of a corpus by the `aliases` in the documents' front matter and as publishers, and the listed voices, as whole
 * words, whatever their case and accents.
 */
export function createVoices(corpus: Corpus, listed: readonly ListedVoice[] = []): Voices {
  const speakers = speakerVoices(corpus)
  const aliases = speakers
    .flatMap(({ voice, names }) => names.map((name) => ({ id: voice.id, key: ` ${words(name).join(' ')} ` })))
    // The longest name first: "ME/CVS Stichting" before "de stichting".
    .sort((a, b) => b.key.length - a.key.length)
  const padded = (question: string) => ` ${words(question).join(' ')} `
  const names = [...speakers, ...listed.map(listedVoice)].flatMap(({ voice, names }) =>
    names.map((name): Name => ({ voice, parts: words(name) })).filter(({ parts }) => parts.length > 0),
  )
  const byFirst = new Map<string, Name[]>()
  for (const name of names.sort((a, b) => b.parts.length - a.parts.length)) {
    const [first = ''] = name.parts
    byFirst.set(first, [...(byFirst.get(first) ?? []), name])
  }
  const nameWords = new Set(names.flatMap(({ parts }) => parts))
  const spelling = createSpelling(nameWords)
  const written = new Set(
    corpus.documents.flatMap(({ title, publisher, passages }) =>
      [title, publisher, ...passages.map(({ text }) => text)].flatMap(words),
    ),
  )
  /** The word of a name that a word is, or is probably meant to be. */
  const nameWord = (word: string) =>
    nameWords.has(word) || word.length < 4 || isStopWord(word) || SAYS.has(word)
      ? word
      : (spelling.meantBy(word)[0] ?? word)

  function mentionsIn(tokens: readonly Token[]): Mention[] {
    const meant = tokens.map(({ word }) => nameWord(word))
    const mentions: Mention[] = []
    for (let at = 0; at < tokens.length; at++) {
      const name = byFirst
        .get(meant[at]!)
        ?.find(({ parts }) => parts.every((part, offset) => meant[at + offset] === part))
      if (!name || !isTypedAsName(name.parts, tokens, at)) continue
      mentions.push({ voice: name.voice, isStranger: false, from: at, to: at + name.parts.length })
      at += name.parts.length - 1
    }
    return mentions
  }

  /** Names that nothing lists, where a voice is asked for: "wat zegt Maurice de Jong over …". */
  function strangersIn(tokens: readonly Token[], known: readonly Mention[]): Mention[] {
    if (!tokens.some(({ raw }) => raw === raw.toLowerCase())) return []
    const isName = ({ word, raw }: Token) =>
      raw.length > 1 && /^\p{Lu}/u.test(raw) && !written.has(word) && !isStopWord(word) && !NOT_A_NAME.has(word)
    const strangers: Mention[] = []
    for (let at = 1; at < tokens.length; at++) {
      if (!isName(tokens[at]!) || says(tokens[at]) || known.some(({ from, to }) => at >= from && at < to)) continue
      let to = at + 1
      while (
        to < tokens.length &&
        (isName(tokens[to]!) ||
          (/^(?:van|de|der|den)$/.test(tokens[to]!.word) && tokens[to + 1] && isName(tokens[to + 1]!)))
      )
        to++
      const name = tokens
        .slice(at, to)
        .map(({ raw }) => raw)
        .join(' ')
      const article = /^(?:de|het)$/.test(tokens[at - 1]!.word) ? tokens[at - 1]!.word : ''
      strangers.push({
        voice: { id: name, name, article, passages: null, kind: 'unknown' },
        isStranger: true,
        from: at,
        to,
      })
      at = to - 1
    }
    return strangers
  }

  return {
    named(question) {
      const text = padded(question)
      return new Set(aliases.filter(({ key }) => text.includes(key)).map(({ id }) => id))
    },
    without(question, kept) {
      const whole = padded(question)
      const others = aliases.filter(({ id, key }) => !kept.has(id) && whole.includes(key))
      return others.length === 0 ? question : others.reduce((text, { key }) => text.replaceAll(key, ' '), whole).trim()
    },
    asked(message) {
      const voices = new Map<string, Voice>()
      const asking: string[] = []
      const telling: string[] = []
      for (const { tokens, text, next } of sentencesOf(message)) {
        const known = mentionsIn(tokens)
        const mentions = [...known, ...strangersIn(tokens, known)].sort((a, b) => a.from - b.from)
        const points = next !== null && onlyPoints(next)
        const asked = askedIn(tokens, mentions, { asks: points || text.includes('?'), points })
        if (asked.length === 0 && !onlyPoints(text)) telling.push(text)
        const ends = [...asked.map(({ from }) => from), tokens.length]
        const parts =
          asked.length === 0 ? [] : ends.map((end, at) => withoutFrame(tokens.slice(asked[at - 1]?.to ?? 0, end)))
        for (const part of parts) if (part.length > 0) asking.push(message.slice(part[0]!.start, part.at(-1)!.end))
        if (tokens.some(({ word }) => POINTING.test(word))) asking.unshift(...telling.splice(0))
        for (const { voice } of asked) voices.set(voice.id, voice)
      }
      return { voices: [...voices.values()], subject: (asking.length > 0 ? asking : telling).join(' ').trim() }
    },
  }
}

/** What is left of words beside a voice without those that only ask for its view: "hoe denkt … over GET" leaves "GET". */
function withoutFrame(tokens: readonly Token[]): readonly Token[] {
  const isFrame = (token: Token) => FRAME.some((list) => list.has(token.word)) || isStopWord(token.word) || says(token)
  const first = tokens.findIndex((token) => !isFrame(token))
  return first < 0 ? [] : tokens.slice(first, tokens.findLastIndex((token) => !isFrame(token)) + 1)
}

/** Whether a sentence is a question, or one about it follows; and whether that one only points at it: "klopt dat?". */
interface Tone {
  readonly asks: boolean
  readonly points: boolean
}

/** The mentions of a sentence whose views it asks for. */
function askedIn(tokens: readonly Token[], mentions: readonly Mention[], tone: Tone): Mention[] {
  const asked: Mention[] = []
  for (const [index, mention] of mentions.entries()) {
    const before = mentions[index - 1]
    const follows = before && asked.includes(before) && joins(tokens.slice(before.to, mention.from))
    if (follows || isAsked(tokens, mention, tone, asked.length > 0)) asked.push(mention)
  }
  return asked
}

/** "De NVK en de stichting": what stands between two names that are one subject. */
function joins([first, ...others]: readonly Token[]): boolean {
  return /^(?:en|of|and|or|versus|vs)$/.test(first?.word ?? '') && others.every((token) => isOneOf(ARTICLE, token))
}

function isAsked(
  tokens: readonly Token[],
  { voice, isStranger, from, to }: Mention,
  { asks, points }: Tone,
  others: boolean,
): boolean {
  let at = from - 1
  while (isOneOf(ARTICLE, tokens[at]) || isOneOf(ADJECTIVE, tokens[at])) at--
  if (isOneOf(OWN, tokens[at])) return false
  const previous = tokens[at]
  const after = tokens.slice(to)
  const opening = tokens.slice(0, at + 1)
  const isTold = points || after.some((token) => isOneOf(TOLD, token)) || opening.some(({ word }) => word === 'klopt')
  const tellsOfOneself = tokens.some(({ word }) => FIRST_PERSON.has(word)) && !isTold
  if (isOneOf(ACCORDING, previous)) return asks || !tellsOfOneself
  if (previous?.word === 'to' && /^(?:according|acc)$/.test(tokens[at - 1]?.word ?? '')) return true
  // "Wat zegt nu eigenlijk de NVK", "wat zeggen ze bij de stichting".
  let verb = at
  while (verb > 0 && at - verb < 4 && (isOneOf(FILLER, tokens[verb]) || tokens[verb]!.word === 'bij')) verb--
  const subject = tokens[verb - 1]
  if (isStranger)
    return (
      !others &&
      (says(tokens[verb])
        ? isOneOf(ASKS, subject)
        : /^(?:do|does|did)$/.test(tokens[verb]?.word ?? '') && says(after[0]))
    )
  if (
    says(tokens[verb]) &&
    !isOneOf(FIRST_PERSON, subject) &&
    !/^(?:je|jij|jullie|ge|you|te|to)$/.test(subject?.word ?? '')
  )
    return true
  if (
    isOneOf(AUXILIARY, tokens[verb]) &&
    after.some((token) => says(token) || isOneOf(HOLDS, token)) &&
    !tellsOfOneself
  )
    return true
  // "Wat de NVK over GET vindt", "weet je of het KNGF GET afraadt".
  if (
    isOneOf(ASKS, previous) &&
    after.some(says) &&
    (asks || !tellsOfOneself || tokens.some((token) => isOneOf(WONDERS, token)))
  )
    return true
  // "De NVK zegt toch dat …?"
  const said = after.find((token) => !FILLER.has(token.word) && token.word !== 's')
  if (says(said)) return (asks || isTold || voice.kind !== 'unknown') && !tellsOfOneself
  // "Het standpunt van de NVK", but not where another is asked about it.
  if (!others && isOneOf(VIEW, isOneOf(BETWEEN, previous) ? tokens[at - 1] : previous)) return true
  if (!others && isOneOf(VIEW, said)) return true
  if (previous?.word === 'van' && isOneOf(PERMITS, tokens[at - 2])) return true
  const opens = opening.every((token) => OPENING.has(token.word) || ASKS.has(token.word))
  return (
    opens &&
    (isOneOf(ABOUT, said) ||
      isOneOf(HOLDS, said) ||
      (opening.length > 0 && after.every(({ word }) => isStopWord(word))))
  )
}

/** Whether a name that is also a common word ("who") is written as a name. */
function isTypedAsName(parts: readonly string[], tokens: readonly Token[], at: number): boolean {
  const [only] = parts
  if (parts.length > 1 || !isStopWord(only!)) return true
  return tokens[at]!.raw === tokens[at]!.raw.toUpperCase() || /^(?:de|the)$/.test(tokens[at - 1]?.word ?? '')
}

/** The sentences of a message with their words, and the sentence that follows each. */
function sentencesOf(
  message: string,
): { readonly tokens: Token[]; readonly text: string; readonly next: string | null }[] {
  const sentences = [...message.matchAll(/[^.!?…\n]+(?:\.(?=\p{L})[^.!?…\n]+)*[.!?…]*/gu)]
  let read = 0
  return sentences.flatMap(({ 0: text, index: offset }, number) => {
    if (read >= MAX_READ) return []
    const tokens = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: raw, index }) => ({
      word: fold(raw),
      raw,
      start: offset + index,
      end: offset + index + raw.length,
    }))
    read += tokens.length
    return [{ tokens: tokens.slice(0, MAX_READ), text, next: sentences[number + 1]?.[0] ?? null }]
  })
}

/** The speakers of a corpus, each with its names. */
function speakerVoices({ documents }: Corpus): { readonly voice: Voice; readonly names: readonly string[] }[] {
  const voices = new Map<string, { voice: Voice; names: string[] }>()
  for (const { speakers, publisher, abbreviation, passages } of documents) {
    for (const { id, name, aliases } of speakers) {
      const publishes = name === publisher || name === abbreviation
      const own = passages.filter(({ speaker }) => speaker.id === id).map((passage) => passage.id)
      const known = voices.get(id)
      voices.set(id, {
        voice: {
          id,
          name: publishes ? abbreviation : name,
          article: 'de',
          kind: 'speaker',
          passages: new Set([...(known?.voice.passages ?? []), ...own]),
        },
        names: [...(known?.names ?? []), name, ...aliases, ...(publishes ? [publisher, abbreviation] : [])],
      })
    }
  }
  return [...voices.values()]
}

function listedVoice({ voice: name, article, names, passages }: ListedVoice): {
  voice: Voice
  names: readonly string[]
} {
  return { voice: { id: name, name, article, kind: passages ? 'reported' : 'unknown', passages }, names }
}
