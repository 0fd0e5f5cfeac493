import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { mulberry32 } from '../../src/learning/random.ts'

/** UTF-16 units of an attack: the longest message. */
export const ATTACK_LENGTH = 4096

/** What is repeated until it is a whole message. */
const UNITS: readonly string[] = [
  'a',
  'A',
  'a ',
  'Aa ',
  'aA',
  ' ',
  '\t',
  '\u00a0',
  '\n',
  '\r\n',
  '\u2028',
  'a\n',
  '> ',
  '> a\n',
  '-\n',
  '- \n',
  'a-\n',
  'kla-\nch ',
  '"',
  "'",
  '“',
  '”',
  '“” ',
  '“a” ',
  '"a b c" ',
  '“een twee drie vier vijf” ',
  '«',
  '„',
  '`',
  '```\n',
  '(',
  '([{',
  '[](',
  ')',
  '*',
  '_',
  '**a** ',
  '\\',
  '/',
  '/vraag ',
  '/controleer ',
  '@',
  '@a ',
  '@bronwijzer_bot ',
  'https://a.nl/?q=',
  'https://',
  'www.',
  'a@b.nl ',
  '1',
  '1.',
  '1,',
  '1 000 ',
  '12345:',
  '0a',
  '1a3',
  '.',
  '. ',
  '...',
  '…',
  '?',
  '? ',
  '?!',
  '!',
  ',',
  ':',
  '-',
  '–',
  '— ',
  '|',
  '~',
  '·',
  '&',
  '%',
  'a. ',
  'a? ',
  'a, ',
  'Is a b? ',
  'Wat is dit? ',
  'Prof. dr. A. ',
  'bijv. ',
  'et al. ',
  'NVK ',
  'NVK: ',
  'NOS: a\n',
  '— NVK ',
  '(NVK) ',
  'de NVK zegt ',
  'volgens de ',
  'Volgens het RIVM ',
  'RIVM. ',
  'niet ',
  'geen niet ',
  'ik wil ',
  'ik wil niet ',
  'ik wil dood ',
  'dood ',
  'kheb ',
  "m'n ",
  'moet ik stoppen ',
  'nog meer ',
  'waarom ',
  'en de NOS ',
  'revalidatie',
  'therapie',
  'behandelings',
  'terapie ',
  'verpligt ',
  'sch',
  'ij',
  'ch',
  'chg',
  'dt',
  'ou',
  'en',
  'é',
  'e\u0301',
  '\u0301',
  'ß',
  'İ',
  'ﷺ',
  'ﷺ ',
  '㍿',
  'ﬃ',
  '漢',
  'ア',
  '한',
  'ᄀ',
  '\ud83d',
  '\udc4d\ud83d',
  '👍🏽',
  '👩‍👩‍👧‍👦',
  '🇳🇱',
  '\u200b',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\ue000',
  '\u0000',
  '\u001b[1m',
  '<b>',
  '&amp;',
  '__proto__ ',
  'constructor ',
]

/** A message that is meant to take long. */
export interface Attack {
  readonly name: string
  readonly text: string
}

/** Texts of 4,096 units: one thing again and again, between ordinary words too, and what is nearly in the corpus. */
export function attacks(corpus: Corpus): Attack[] {
  const whole = (text: string) => text.repeat(Math.ceil(ATTACK_LENGTH / text.length)).slice(0, ATTACK_LENGTH)
  const named = (unit: string) => JSON.stringify(unit)
  const random = mulberry32(1)
  const below = (limit: number) => Math.floor(random() * limit)
  const texts = corpus.passages.map(({ text }) => text)
  const all = texts.join('\n')
  const words = [...new Set(all.match(/\p{L}{5,}/gu))]
  const word = () => words[below(words.length)]!
  const swapped = (one: string) => {
    const at = 1 + below(one.length - 2)
    return one.slice(0, at) + one[at + 1]! + one[at]! + one.slice(at + 2)
  }
  const letters = (length: number) => String.fromCharCode(...Array.from({ length }, () => 97 + below(26)))
  const many = (make: () => string, separator: string) =>
    Array.from({ length: ATTACK_LENGTH }, make).join(separator).slice(0, ATTACK_LENGTH)
  return [
    ...UNITS.flatMap((unit) => [
      { name: named(unit), text: whole(unit) },
      { name: `a question, ${named(unit)}, a question`, text: `Is x? ${whole(unit).slice(0, 4080)} en nu?` },
      { name: `/vraag, ${named(unit)}, a letter`, text: `/vraag ${whole(unit).slice(0, 4088)}x` },
    ]),
    { name: 'text of the corpus', text: all.slice(0, ATTACK_LENGTH) },
    { name: 'one passage again and again', text: whole(`${texts[0]!} `) },
    {
      name: 'quotes of the corpus',
      text: texts
        .map((text) => `“${text}”`)
        .join(' ')
        .slice(0, ATTACK_LENGTH),
    },
    { name: 'every word of the corpus quoted', text: many(() => `“${word()}”`, ' ') },
    { name: 'words of the corpus', text: many(word, ' ') },
    { name: 'words of the corpus, a line each', text: many(word, '\n') },
    { name: 'words of the corpus, broken off', text: many(word, '-\n') },
    { name: 'names and words of the corpus', text: many(() => `NVK: ${word()}.`, ' ') },
    { name: 'a compound of the whole corpus', text: many(word, '') },
    { name: 'compounds with a linking s', text: many(word, 's') },
    { name: 'compounds of two', text: many(() => `${word()}${word()}`, ' ') },
    { name: 'misspelt words of the corpus', text: many(() => swapped(word()), ' ') },
    { name: 'misspelt words without spaces', text: many(() => swapped(word()), '/') },
    { name: 'compounds without spaces', text: many(() => `${word()}${word()}`, ',') },
    { name: 'short words without spaces', text: many(() => letters(5), '.') },
    { name: 'misspelt compounds', text: many(() => `${swapped(word())}${word()}`, ' ') },
    { name: 'words that nobody knows', text: many(() => letters(9), ' ') },
    { name: 'long words that nobody knows', text: many(() => letters(60), ' ') },
    { name: 'one word that nobody knows', text: letters(ATTACK_LENGTH) },
    {
      name: 'questions of words that nobody knows',
      text: many(() => `${letters(6)} ${letters(6)} ${letters(6)}?`, ' '),
    },
    { name: 'words in capitals', text: many(() => word().toUpperCase(), ' ') },
    {
      name: 'any characters',
      text: String.fromCharCode(...Array.from({ length: ATTACK_LENGTH }, () => below(65_536))),
    },
  ]
}
