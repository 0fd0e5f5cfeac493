import type { SourceDocument, Speaker } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { ListedVoice } from '../corpus/voices.ts'
import { isFirstName } from '../dutch/first-names.ts'
import { fold, words } from '../dutch/fold.ts'
import { createSpelling } from '../dutch/misspelling.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Voice } from './answer.ts'
import {
  askedIn,
  asksForQuestions,
  endsName,
  isWhereName,
  type Mention,
  says,
  type Token,
  withoutFrame,
} from './asked-view.ts'

/** What a message asks of voices. */
export interface Asking {
  /** Whose views the message asks for, in order; none for most messages. */
  readonly voices: readonly Voice[]
  /** The message without their names. */
  readonly unnamed: string
  /** On what, without their names and the words that only ask for a view; empty when nothing is left. */
  readonly subject: string
  /** Whether what they ask is asked for, and not what they hold. */
  readonly forQuestions: boolean
}

/** Finds the voices that messages name or ask for. */
export interface Voices {
  /** Ids of the speakers that a question names: "wat zegt de NVK over…", "volgens de patiëntenorganisatie". */
  named(question: string): ReadonlySet<string>
  /** The question without the names of other speakers, so that it can be put to these. */
  without(question: string, kept: ReadonlySet<string>): string
  /** Whose views a message asks for: not those whom it only names ("mijn uitkering bij het UWV"). */
  asked(message: string): Asking
  /** Ids of the passages that report what others say. */
  readonly reports: ReadonlySet<string>
}

/** Words of a message that are read. */
const MAX_READ = 400
/** "Wat vindt de NVK daarvan?" is about what was told before. */
const POINTING = /^(?:hier|daar|er)(?:aan|bij|in|mee|op|over|tegen|tegenover|van|voor)$/
/** Fewest letters of a name that is also known when its words are typed as one, or its parts as two. */
const SHORTEST_JOINED = 8
/** Most letters of an abbreviation of a name. */
const LONGEST_ABBREVIATION = 6
const NOT_A_NAME = new Set(
  'belgische vlaamse nederlandse britse engelse amerikaanse duitse franse dutch british american professor prof dr dokter doctor mevrouw meneer bronwijzer google u ge gij jullie jij je hij zij ze men iedereen iemand niemand anderen mensen'.split(
    ' ',
  ),
)
/** A word of a person's name: with a capital and more letters, an initial, or "van der". */
const NAME_PART =
  /^(?:\p{Lu}[\p{Ll}’'-]+(?:-?\p{Lu}\p{Ll}+)*|(?:\p{Lu}\.)+|van|de|der|den|ten|ter|te|el|al|di|von|dr\.?|drs\.?|prof\.?)$/u
const ORGANISATION =
  /stichting|vereniging|organisatie|raad|redactie|instituut|centrum|genootschap|ministerie|bureau|fonds|krant|omroep|groep|kliniek|ziekenhuis|federatie|bond|platform|netwerk|universi|huis|dienst|team|patiënt/i
/** Words after a name and a hyphen: "NHG-standaard" is what the NHG says. */
const WRITING = /^(?:richtlijn|richtlijnen|standaard|site|website|pagina|rapport|guidelines?)$/

/** A voice with its names, and general names for everybody like it. */
interface Called {
  readonly voice: Voice
  readonly names: readonly string[]
  readonly kinds: readonly string[]
}

interface Name {
  readonly voice: Voice
  readonly parts: readonly string[]
}

/**
 * Knows the speakers of a corpus by the `aliases` and `kinds` in the documents' front matter and as publishers, and the listed voices,
 * as whole words, whatever their case and accents.
 */
export function createVoices(corpus: Corpus, listed: readonly ListedVoice[] = []): Voices {
  const speakers = speakerVoices(corpus)
  const aliases = speakers
    .flatMap(({ voice, names, kinds }) =>
      [...names, ...kinds].map((name) => ({ id: voice.id, key: ` ${words(name).join(' ')} ` })),
    )
    // The longest name first: "ME/CVS Stichting" before "de stichting".
    .sort((a, b) => b.key.length - a.key.length)
  const padded = (question: string) => ` ${words(question).join(' ')} `
  const names = [...speakers, ...listed.map(listedVoice)]
    .flatMap(({ voice, names, kinds }): Name[] => [
      ...names.map((name) => ({ voice, parts: words(name) })),
      ...kinds.map((oneOf) => ({ voice: { ...voice, oneOf }, parts: words(oneOf) })),
    ])
    .filter(({ parts }) => parts.length > 0)
  const byFirst = new Map<string, Name[]>()
  for (const name of names.sort((a, b) => b.parts.length - a.parts.length)) {
    const [first = ''] = name.parts
    byFirst.set(first, [...(byFirst.get(first) ?? []), name])
  }
  const nameWords = new Set(names.flatMap(({ parts }) => [...parts, parts.join('')]))
  const joined = new Map(
    names.filter(({ parts }) => parts.join('').length >= SHORTEST_JOINED).map((name) => [name.parts.join(''), name]),
  )
  const spelling = createSpelling(nameWords)
  const written = new Set(
    corpus.documents.flatMap(({ title, publisher, passages }) =>
      [title, publisher, ...passages.map(({ text }) => text)].flatMap(words),
    ),
  )
  /** The word of a name that a word is, or is probably meant to be. */
  const nameWord = ({ word, raw }: Token) => {
    if (nameWords.has(word) || word.length < 4 || isStopWord(word) || says(word)) return word
    const meant = spelling.meantBy(word)[0] ?? word
    return isAbbreviation(raw) && !haveSameLetters(word, meant) ? word : meant
  }

  function mentionsIn(tokens: readonly Token[]): Mention[] {
    const meant = tokens.map(nameWord)
    const mentions: Mention[] = []
    for (let at = 0; at < tokens.length; at++) {
      const written = byFirst
        .get(meant[at]!)
        ?.find(({ parts }) => parts.every((part, offset) => meant[at + offset] === part))
      // As one word or as two: "mecvsstichting", "gezondheids raad".
      const apart = written ? undefined : joined.get(`${tokens[at]!.word}${tokens[at + 1]?.word}`)
      const name = written ?? apart ?? joined.get(meant[at]!)
      if (!name || !isNamed(name.parts, tokens, at)) continue
      let to = at + (written ? name.parts.length : apart ? 2 : 1)
      if (tokens[to]?.before === '-' && WRITING.test(tokens[to]!.word)) to++
      mentions.push({ voice: name.voice, isStranger: false, from: at, to })
      at = to - 1
    }
    return mentions
  }

  /**
   * Names that nothing lists, where a voice is asked for: "wat zegt Maurice de Jong over …". By their capitals or, between a verb with
   * which one says something and what it is about, by being no other word.
   */
  function strangersIn(tokens: readonly Token[], known: readonly Mention[]): Mention[] {
    const hasCapitals = tokens.some(({ raw }) => raw === raw.toLowerCase())
    const isNoOther = ({ word, raw }: Token) =>
      raw.length > 1 &&
      !written.has(word) &&
      !isStopWord(word) &&
      !NOT_A_NAME.has(word) &&
      !says(word) &&
      !/^(?:hier|daar|er)/.test(word)
    const isCapital = (token: Token) => hasCapitals && /^\p{Lu}/u.test(token.raw) && isNoOther(token)
    const endOf = (from: number, isName: (token: Token) => boolean): number => {
      let to = from
      while (to < tokens.length) {
        let next = to
        while (to > from && /^(?:van|de|der|den)$/.test(tokens[next]?.word ?? '')) next++
        if (!tokens[next] || !isName(tokens[next]!)) break
        to = next + 1
      }
      return to
    }
    const strangers: Mention[] = []
    for (let at = 0; at < tokens.length; at++) {
      if (known.some(({ from, to }) => at >= from && at < to)) continue
      const bare = isWhereName(tokens, at) ? endOf(at, isNoOther) : at
      const to = bare > at && endsName(tokens[bare]) ? bare : endOf(at, isCapital)
      // Somebody's sister is no body whose texts there could be.
      if (to === at || (to === at + 1 && isFirstName(tokens[at]!.word))) continue
      const name = tokens
        .slice(at, to)
        .map(({ raw, word }) => (raw === word && !/^(?:van|de|der|den)$/.test(word) ? capitalised(raw) : raw))
        .join(' ')
      const article = /^(?:de|het)$/.exec(tokens[at - 1]?.word ?? '')?.[0] ?? ''
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
    reports: new Set(listed.flatMap(({ passages }) => [...(passages ?? [])])),
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
      const unnamed: string[] = []
      let forQuestions = false
      for (const { tokens, text, next } of sentencesOf(message)) {
        const known = mentionsIn(tokens)
        const mentions = [...known, ...strangersIn(tokens, known)].sort((a, b) => a.from - b.from)
        const points = next !== null && onlyPoints(next)
        const sentence = { tokens, asks: points || text.includes('?'), isPointedAt: points }
        const asked = askedIn(sentence, mentions)
        if (asked.length > 0 && asksForQuestions(sentence, asked)) forQuestions = true
        if (asked.length === 0 && !onlyPoints(text)) telling.push(text)
        const ends = [...asked.map(({ from }) => from), tokens.length]
        const parts = ends.map((end, at) => tokens.slice(asked[at - 1]?.to ?? 0, end))
        const textOf = (part: readonly Token[]) =>
          part.length === 0 ? [] : [message.slice(part[0]!.start, part.at(-1)!.end)]
        unnamed.push(...parts.flatMap(textOf), '.')
        if (asked.length > 0) asking.push(...parts.map(withoutFrame).flatMap(textOf))
        if (tokens.some(({ word }) => POINTING.test(word))) asking.unshift(...telling.splice(0))
        // Who asks for the NVK and for paediatricians asks for the NVK.
        for (const { voice } of asked)
          if (voice.oneOf === undefined || !voices.has(voice.id)) voices.set(voice.id, voice)
      }
      const subject = (asking.length > 0 ? asking : telling).join(' ').trim()
      return { voices: [...voices.values()], subject, unnamed: unnamed.join(' '), forQuestions }
    },
  }
}

/** Whether a name that is also a common word ("who", "nice") stands where a name does; capitals tell nothing in a message of them. */
function isNamed([only = '', ...others]: readonly string[], tokens: readonly Token[], at: number): boolean {
  if (others.length > 0 || !(isStopWord(only) || only === 'nice')) return true
  const before = tokens[at - 1]?.word ?? ''
  if (only === 'nice') return !/^(?:a|be|is|it|s|so|very|really|was|would|how)$/.test(before)
  return (
    /^(?:de|the|volgens)$/.test(before) ||
    /^(?:vindt|zegt|zei|denkt|stelt|schrijft|noemt|erkent|adviseert|over)$/.test(tokens[at + 1]?.word ?? '')
  )
}

/** Whether a word is typed in capitals only: "NVVK". */
function isAbbreviation(raw: string): boolean {
  return raw === raw.toUpperCase() && raw.length <= LONGEST_ABBREVIATION
}

/** Whether two words only differ in the order of their letters: "RVIM" is a slip, "NVVK" is another body than the NVK. */
function haveSameLetters(one: string, other: string): boolean {
  return [...one].sort().join('') === [...other].sort().join('')
}

function capitalised(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

/** The sentences of a message with their words, and the sentence that follows each. */
function sentencesOf(
  message: string,
): { readonly tokens: Token[]; readonly text: string; readonly next: string | null }[] {
  // The full stop of a title ends no sentence.
  const untitled = message.replace(/\b(prof|drs?|ir|mevr|mw|dhr)\./giu, '$1 ')
  const sentences = [...untitled.matchAll(/[^.!?…\n]+(?:\.(?=\p{L})[^.!?…\n]+)*[.!?…]*/gu)]
  let read = 0
  return sentences.flatMap(({ 0: text, index: offset }, number) => {
    if (read >= MAX_READ) return []
    const tokens = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: raw, index }) => ({
      word: fold(raw),
      raw,
      start: offset + index,
      end: offset + index + raw.length,
      before: text[index - 1] ?? '',
      after: text[index + raw.length] ?? '',
    }))
    read += tokens.length
    return [{ tokens: tokens.slice(0, MAX_READ), text, next: sentences[number + 1]?.[0] ?? null }]
  })
}

/** The speakers of a corpus, each with its names. */
function speakerVoices({ documents }: Corpus): Called[] {
  const voices = new Map<string, Called>()
  for (const { speakers, publisher, abbreviation, passages } of documents) {
    for (const speaker of speakers) {
      const { id, name, aliases, kinds } = speaker
      const called = calledAs(speaker, { publisher, abbreviation })
      const own = passages.filter(({ speaker }) => speaker.id === id).map((passage) => passage.id)
      const known = voices.get(id)
      voices.set(id, {
        voice: {
          id,
          name: called.name,
          article: called.article,
          kind: 'speaker',
          passages: new Set([...(known?.voice.passages ?? []), ...own]),
        },
        names: [
          ...(known?.names ?? []),
          name,
          ...aliases,
          ...(called.name === abbreviation ? [publisher, abbreviation] : []),
        ],
        kinds: [...(known?.kinds ?? []), ...kinds],
      })
    }
  }
  return [...voices.values()]
}

/** How a speaker is named in a sentence, and with which article: a publisher by its short name. */
export function calledAs(
  { name, article }: Pick<Speaker, 'name' | 'article'>,
  { publisher, abbreviation }: Pick<SourceDocument, 'publisher' | 'abbreviation'>,
): Pick<Voice, 'name' | 'article'> {
  const publishes = name === publisher || name === abbreviation
  const called = publishes ? abbreviation : name
  const hasArticle = /^(?:de|het|the)\s/i.test(called)
  const isBare = hasArticle || (!publishes && isPerson(name))
  return { name: called, article: article ?? (isBare ? '' : 'de') }
}

/** Whether a name is probably a person's: "Anna de Vries"; not "NOS" or "Stichting Zon". */
function isPerson(name: string): boolean {
  const parts = name.split(/\s+/)
  return parts.length > 1 && parts.every((part) => NAME_PART.test(part)) && !ORGANISATION.test(name)
}

function listedVoice({ voice: name, article, names, kinds, passages }: ListedVoice): Called {
  return { voice: { id: name, name, article, kind: passages ? 'reported' : 'unknown', passages }, names, kinds }
}
