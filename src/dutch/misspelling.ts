/** From this length on, one letter too many or too few is a slip; in shorter words it is more often another word. */
const LONG = 8
/** Words whose lengths differ by more than this never sound the same. */
const MAX_LENGTH_DIFFERENCE = 3

/** Spellings that sound the same in Dutch, in the order in which they are replaced. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch(?=[^aeiouy]|$)/g, 's'],
  [/ch|g/g, 'x'],
  [/th/g, 't'],
  [/ph/g, 'f'],
  [/ij|ei|y/g, '1'],
  [/au|ou/g, '2'],
  [/ie/g, 'i'],
  [/c(?=[eiy1])/g, 's'],
  [/q|c/g, 'k'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/dt|d(?=$|[^aeiou12])/g, 't'],
  [/(.)\1+/g, '$1'],
]

/** A folded word as it sounds: "verpligt" and "verplicht", "terapie" and "therapie", "richtlyn" and "richtlijn" are equal. */
export function soundOf(word: string): string {
  return SOUNDS.reduce((sound, [spelling, letter]) => sound.replace(spelling, letter), word)
}

/** Guesses which known words a misspelt one stands for. */
export interface Spelling {
  /**
   * The known words that an unknown one is probably a misspelling of: it sounds the same, has two neighbouring letters the
   * wrong way round, or, when it is long, one letter too many or too few. A letter that is wrong mostly makes another word
   * ("recept", "recent"), so it does not count. Nobody gets the first letter wrong.
   */
  meantBy(word: string): string[]
}

interface Known {
  readonly word: string
  readonly sound: string
}

/** @param vocabulary known words, folded. */
export function createSpelling(vocabulary: Iterable<string>): Spelling {
  const byInitial = new Map<string, string[]>()
  for (const word of vocabulary) {
    const others = byInitial.get(word[0]!)
    if (others) others.push(word)
    else byInitial.set(word[0]!, [word])
  }
  /** How words sound is made out when a word with their first letter is asked for: most starts need none. */
  const heard = new Map<string, readonly Known[]>()
  const beginningWith = (initial: string): readonly Known[] => {
    const known = heard.get(initial)
    if (known) return known
    const made = (byInitial.get(initial) ?? []).map((word) => ({ word, sound: soundOf(word) }))
    heard.set(initial, made)
    return made
  }
  return {
    meantBy(word) {
      const sound = soundOf(word)
      return beginningWith(word[0] ?? '').flatMap((known) =>
        known.word !== word &&
        Math.abs(word.length - known.word.length) <= MAX_LENGTH_DIFFERENCE &&
        (known.sound === sound || isSlip(word, known.word))
          ? [known.word]
          : [],
      )
    },
  }
}

/** Whether two neighbouring letters are the wrong way round or, in a long word, one letter is too many or too few. */
function isSlip(word: string, meant: string): boolean {
  let at = 0
  while (at < word.length && word[at] === meant[at]) at++
  if (word.length === meant.length) {
    return word[at] === meant[at + 1] && word[at + 1] === meant[at] && word.slice(at + 2) === meant.slice(at + 2)
  }
  if (Math.min(word.length, meant.length) < LONG - 1 || Math.max(word.length, meant.length) < LONG) return false
  if (word.length + 1 === meant.length) return word.slice(at) === meant.slice(at + 1)
  return word.length === meant.length + 1 && word.slice(at + 1) === meant.slice(at)
}
