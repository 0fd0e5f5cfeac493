import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCompound } from '../../src/dutch/compounds.ts'
import { fold, words } from '../../src/dutch/fold.ts'
import { stem } from '../../src/dutch/stem.ts'
import { isStopWord } from '../../src/dutch/stop-words.ts'

describe('folding', () => {
  it.each([
    ['Één', 'een'],
    ['CAFÉ', 'cafe'],
    ['e\u0301e\u0301n', 'een'],
    ['PAIS’en', "pais'en"],
    ['“al jaren”', '"al jaren"'],
    ['post‑exertionele', 'post-exertionele'],
    ['long\u00a0covid', 'long covid'],
    ['ver\u00admoeid\u200bheid', 'vermoeidheid'],
    ['  twee\n regels ', 'twee regels'],
    ['ﬁjn', 'fijn'],
  ])('turns %s into %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('of plain text is the same as of the same text beside an accent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(fold(`${text} é`)).toBe(`${fold(text)} e`.trim())
        },
      ),
    )
  })

  it('of a folded text changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('words', () => {
  it('are runs of letters and digits', () => {
    expect(words('ME/CVS bij 85% (PAIS’en)!')).toEqual(['me', 'cvs', 'bij', '85', 'pais', 'en'])
    expect(words('?!… 👍')).toEqual([])
  })

  it('on either side of a no-break space are two', () => {
    expect(words('CGT\u00a0en\u00a0GET')).toEqual(['cgt', 'en', 'get'])
  })
})

describe('a compound', () => {
  const known = new Set([
    'revalidatie',
    'programma',
    'behandeling',
    'plan',
    'ziekte',
    'lijst',
    'kind',
    'arts',
    'energie',
  ])
  const split = (word: string) => splitCompound(word, (part) => known.has(part))

  it.each([
    ['revalidatieprogramma', ['revalidatie', 'programma']],
    ['behandelingsplan', ['behandeling', 'plan']],
    ['ziektenlijst', ['ziekte', 'lijst']],
    ['kinderarts', ['kind', 'arts']],
  ])('%s falls apart into words that are known', (word, parts) => {
    expect(split(word)).toEqual(parts)
  })

  it('that is known itself stays whole', () => {
    expect(split('energie')).toBeNull()
  })

  it('with a part that is not known stays whole', () => {
    expect(split('revalidatiebeleid')).toBeNull()
    expect(split('opplan')).toBeNull()
  })
})

describe('the stem', () => {
  it.each([
    ['klachten', 'klacht'],
    ['behandelingen', 'behandeling'],
    ['kinderen', 'kinder'],
    ['richtlijnen', 'richtlijn'],
  ])('of %s is that of %s', (one, other) => {
    expect(stem(one)).toBe(stem(other))
  })

  it('of a word is the same the second time', () => {
    expect(stem('onderzoeken')).toBe(stem('onderzoeken'))
  })
})

describe('function words', () => {
  it.each(['de', 'het', 'van', 'waarom', 'the', 'what'])('include "%s"', (word) => {
    expect(isStopWord(word)).toBe(true)
  })

  it.each(['me', 'get', 'rust', 'genezen', 'cgt'])('do not include "%s", which may be the subject', (word) => {
    expect(isStopWord(word)).toBe(false)
  })
})

it('a message is not kept alive by its words', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = used()
  for (let n = 0; n < 5_000; n++) {
    for (const word of words(`${'waarom ben ik zo moe '.repeat(190)} buitengewonewoorden${n}`).slice(-1)) stem(word)
  }
  // Their words take a megabyte; the messages would take forty.
  expect(used() - before).toBeLessThan(10_000_000)
})
