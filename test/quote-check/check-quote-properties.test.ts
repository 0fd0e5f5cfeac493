import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/corpus/document.ts'
import { checkQuote, type Finding, hasLongQuotation, type Stretch } from '../../src/quote-check/check-quote.ts'
import { realCorpus } from '../support/real-corpus.ts'

const corpus = realCorpus()
const LEAST_LENGTH = 40

interface Slice {
  readonly passage: Passage
  readonly start: number
  readonly end: number
}

const DOUBLE = /["“”„«»]/g

/** Any 40 characters or more of a passage that begin and end with a letter or a digit. */
const anySlice = fc
  .constantFrom(...corpus.passages.filter(({ text }) => text.length >= LEAST_LENGTH))
  .chain((passage) =>
    fc.tuple(fc.nat(passage.text.length), fc.nat(passage.text.length)).map(([one, other]): Slice => {
      let [start, end] = [Math.min(one, other), Math.max(one, other)]
      while (start < end && !/[\p{L}\p{N}]/u.test(passage.text.charAt(start))) start++
      while (end > start && !/[\p{L}\p{N}]/u.test(passage.text.charAt(end - 1))) end--
      return { passage, start, end }
    }),
  )
  .filter(({ start, end }) => end - start >= LEAST_LENGTH)

/** Long enough to be recognised when its first and last word are only parts of words. */
const longSlice = anySlice.filter(
  ({ passage, start, end }) => end - start >= 2 * LEAST_LENGTH && !/["“”]/.test(passage.text.slice(start, end)),
)

/** The same, widened to whole words. Half a quotation in it may as well begin or end one of the text around it. */
const wordSlice = anySlice
  .map(({ passage, ...slice }): Slice => {
    let { start, end } = slice
    // "8,5" is one word, and so is a date in an address.
    start -= /(?:\p{N}[.,]|[\p{L}\p{N}])*$/u.exec(passage.text.slice(0, start))?.[0].length ?? 0
    end += /^(?:[.,]\p{N}|[\p{L}\p{N}])*/u.exec(passage.text.slice(end))?.[0].length ?? 0
    return { passage, start, end }
  })
  .filter(({ passage, start, end }) => {
    const marks = passage.text.slice(start, end).match(/[“”‘]|(?<!\p{L})'|['’](?!\p{L})/gu) ?? []
    return (
      marks.every((mark, index) => '“‘'.includes(mark) === (index % 2 === 0) || mark === "'") && marks.length % 2 === 0
    )
  })

const MARKS = ['""', '“”', '„”', '„“', '«»', '»«', '‘’', "''", '‹›']
const SPACES = [' ', '  ', '\n', '\r\n', ' \n ', '\u00a0', '\u202f', ' \u200b', '\t']

/** Changes all that isn't a word: marks, spaces, dashes, case, hyphens, invisible characters, the form of accents. */
const mangling = fc.record({
  outer: fc.option(fc.constantFrom(...MARKS), { nil: null }),
  inner: fc.constantFrom('"', null),
  spaces: fc.array(fc.constantFrom(...SPACES), { minLength: 1, maxLength: 5 }),
  dash: fc.constantFrom('-', '–', '—', ' - ', null),
  hyphen: fc.constantFrom('-\n', '‑', '‐', '-', ''),
  letters: fc.constantFrom('upper', 'lower', 'as is'),
  split: fc.constantFrom('\u00ad', '-\n', '\u200b', '\u2060', ''),
  form: fc.constantFrom('NFC', 'NFD', 'NFKC'),
  end: fc.constantFrom('', '.', '!', '…', '...', ' [...]', ';'),
})

type Mangling = typeof mangling extends fc.Arbitrary<infer T> ? T : never

function mangle(text: string, change: Mangling): string {
  let count = 0
  let result = text.replace(/\s+/g, () => change.spaces[count++ % change.spaces.length]!)
  if (change.inner !== null) result = result.replace(DOUBLE, change.inner)
  if (change.dash) result = result.replace(/(?<=\s)[–—](?=\s)/g, change.dash)
  // Without quotation marks, a last word that only a left out hyphen joins to others can't be told from what follows.
  result = result.replace(/(?<=\p{L})-(?=\p{L})/gu, change.outer ? change.hyphen : change.hyphen || '-')
  result = result.replace(/(?<=\p{L}{4})(?=\p{L}{4})/gu, () => (count++ % 5 === 0 ? change.split : ''))
  if (change.letters === 'upper') result = result.toUpperCase()
  if (change.letters === 'lower') result = result.toLowerCase()
  result = result.normalize(change.form) + change.end
  return change.outer ? change.outer.charAt(0) + result + change.outer.charAt(1) : result
}

function findings(text: string): Finding[] {
  const check = checkQuote(text, corpus)
  return check.kind === 'checked' ? check.quotes.map(({ finding }) => finding) : []
}

/** What is found of a slice: the same words may stand elsewhere in the sources. */
function places(finding: Finding | undefined): Stretch[] {
  return finding?.kind === 'literal' ? [finding.stretches, ...finding.elsewhere].flatMap(([only]) => only) : []
}

/** Without the punctuation that is taken in when the quote has it too. */
function range({ passage, range: { start, end } }: Stretch): Slice {
  while (!/[\p{L}\p{N}%]/u.test(passage.text.charAt(start))) start++
  while (!/[\p{L}\p{N}%]/u.test(passage.text.charAt(end - 1))) end--
  return { passage, start, end }
}

describe('whatever is quoted', () => {
  it('is literal, and found in its place, whatever became of marks, spaces, hyphens and case', () => {
    fc.assert(
      fc.property(wordSlice, mangling, (slice, change) => {
        const [finding, ...others] = findings(mangle(slice.passage.text.slice(slice.start, slice.end), change))
        expect(others).toEqual([])
        expect(places(finding).map(range)).toContainEqual(slice)
      }),
      { numRuns: 800 },
    )
  })

  it('is at least almost literal when it is cut inside words', () => {
    fc.assert(
      fc.property(longSlice, (slice) => {
        const [finding] = findings(`„${slice.passage.text.slice(slice.start, slice.end)}”`)
        if (finding?.kind === 'literal') expect(places(finding).map(range)).toContainEqual(slice)
        else expect(finding?.kind).toBe('almost')
      }),
      { numRuns: 500 },
    )
  })

  it('turns the meaning when a negation is dropped or added', () => {
    const sentences = corpus.passages.flatMap(({ text, sentences }) =>
      sentences.map(({ start, end }) => text.slice(start, end).split(/\s+/)).filter(({ length }) => length >= 8),
    )
    const isNegation = (word: string) => /^(?:niet|geen|nooit|zonder)$/i.test(word)
    const changed = fc.constantFrom(...sentences).chain((words) =>
      fc.integer({ min: 1, max: words.length - 2 }).map((at) => {
        const dropped = words.findIndex((word, index) => index > 0 && index < words.length - 1 && isNegation(word))
        if (dropped > 0 && at % 2 === 0) return words.toSpliced(dropped, 1)
        return words.toSpliced(at, 0, 'niet')
      }),
    )
    fc.assert(
      fc.property(changed, fc.boolean(), (words, marked) => {
        const [finding, ...others] = findings(marked ? `"${words.join(' ')}"` : words.join(' '))
        expect(others).toEqual([])
        expect(finding).toMatchObject({ kind: 'almost', meaningChange: 'negation' })
      }),
      { numRuns: 500 },
    )
  })
})

const someText = fc
  .array(
    fc.oneof(
      anySlice.map(({ passage, start, end }) => passage.text.slice(start, end)),
      fc.constantFrom(
        '"',
        '“',
        '”',
        '„',
        "'",
        '’',
        '«',
        '»',
        ',,',
        "''",
        ' ',
        '\n',
        '\n\n',
        ': ',
        ' – ',
        '[...]',
        '…',
        '.',
        '(',
      ),
      fc.constantFrom(
        'NVK',
        'de NOS',
        'ME/CVS Stichting',
        'Behandeling ME/CVS',
        'volgens ',
        'aldus ',
        'RIVM',
        'niet',
        '85%',
        '1,5',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''))

describe('whatever is checked', () => {
  it('gives ranges that lie in the text and in the passages, in order', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const check = checkQuote(text, corpus)
        if (check.kind !== 'checked') return
        let end = 0
        for (const { range, finding } of check.quotes) {
          expect(range.start).toBeGreaterThanOrEqual(end)
          expect(range.end).toBeGreaterThan(range.start)
          end = range.end
          const stretches = 'stretches' in finding ? finding.stretches : []
          const pieces = finding.kind === 'glued' ? finding.pieces : []
          for (const { passage, range } of [...stretches, ...pieces.flatMap((piece) => piece.stretches)]) {
            expect(range.start).toBeGreaterThanOrEqual(0)
            expect(range.end).toBeGreaterThan(range.start)
            expect(range.end).toBeLessThanOrEqual(passage.text.length)
          }
          const differences =
            finding.kind === 'almost' ? finding.differences : pieces.flatMap((piece) => piece.differences)
          for (const { kind, quoted, source } of differences) {
            expect(quoted.start).toBeGreaterThanOrEqual(range.start)
            expect(quoted.end).toBeLessThanOrEqual(range.end)
            expect(quoted.end > quoted.start).toBe(kind !== 'missing')
            expect(source.range.end > source.range.start).toBe(kind !== 'added')
            expect(source.range.end).toBeLessThanOrEqual(source.passage.text.length)
          }
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 600 },
    )
  })

  /** Far above what it takes (10 ms), far below what quadratic work would. */
  const LONG = 250 // ms

  const repeated = [
    ...'"“”„«»‘’\'`´,.:;!?…-–—()[]<>~*_/\\|%€ \n\t\u200b\u00a0\u0301\ud83daé1😡\ufdfa',
    "a'",
    'a"',
    '" ',
    'a" ',
    '"a" ',
    '"a b c d" ',
    ',,',
    "''",
    'a ',
    'a-\n',
    '1,',
    '[...] ',
    'de [...] ',
    '… ',
    'ME/CVS ',
    '"ME/CVS" ',
    'van de ',
    'de behandeling van ME/CVS ',
    '"de behandeling van ME/CVS" ',
    'NVK ',
    'NVK: ',
    '"NVK" - NOS, ',
    '\n- NVK\n"a b c d"\n',
    'volgens Aaaa van de ',
    'Zeker.\n',
    'niet ',
    'volgens ',
    'Aa Bb: "cc dd ee ff" - Gg Hh ',
    'Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen niet achterhaald. ',
  ]

  it.each(repeated)('is quick with 4,096 characters of %j', (part) => {
    const text = part.repeat(Math.ceil(4096 / part.length)).slice(0, 4096)
    checkQuote('de', corpus)
    const start = performance.now()
    checkQuote(text, corpus)
    checkQuote(`"${text.slice(2)}"`, corpus)
    hasLongQuotation(text)
    expect(performance.now() - start).toBeLessThan(LONG)
  })
})
