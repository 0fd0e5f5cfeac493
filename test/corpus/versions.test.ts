import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { compareVersions } from '../../src/corpus/versions.ts'
import { documentOf, sourceOf } from '../support/tiny-corpus.ts'

const read = (body: string) => parseDocument(documentOf('pagina', body), sourceOf(body), 'document.md')

/** How two bodies differ, by the first words of their passages. */
function compared(before: string, after: string) {
  const { stayed, changed, went, came } = compareVersions(read(before), read(after))
  const first = ({ text }: { text: string }) => text.split(' ').slice(0, 3).join(' ')
  return {
    stayed: stayed.map(first),
    changed: changed.map(({ from, to }) => [first(from), first(to)]),
    went: went.map(first),
    came: came.map(first),
  }
}

const OLD = `# Leven

Rust helpt veel mensen met ME. Neem die op tijd.

Sporten mag altijd van iedereen.

Dit blijft hier gewoon staan.
`

describe('two versions of a document', () => {
  it('have passages that stayed, changed, went and came', () => {
    const now = `# Leven

Dit blijft hier gewoon staan.

Rust helpt sommige mensen met ME. Neem die op tijd.

Vraag de huisarts om een verwijzing.
`
    expect(compared(OLD, now)).toEqual({
      stayed: ['Dit blijft hier'],
      changed: [['Rust helpt veel', 'Rust helpt sommige']],
      went: ['Sporten mag altijd'],
      came: ['Vraag de huisarts'],
    })
  })

  it('pair each passage once, and the most alike first', () => {
    const before = '# Leven\n\nRust helpt veel mensen met ME.\n\nRust helpt weinig mensen met ME.\n'
    const after = '# Leven\n\nRust helpt weinig kinderen met ME.\n\nRust helpt vooral veel mensen met ME.\n'
    expect(compared(before, after).changed).toEqual([
      ['Rust helpt weinig', 'Rust helpt weinig'],
      ['Rust helpt veel', 'Rust helpt vooral'],
    ])
  })

  it('pair no passages that only share the words of any sentence', () => {
    const before = '# Leven\n\nDit is een van de dingen die je met de arts kan doen.\n'
    const after = '# Leven\n\nDat is een van de redenen waarom je op de wachtlijst komt.\n'
    expect(compared(before, after)).toMatchObject({ changed: [], went: ['Dit is een'], came: ['Dat is een'] })
  })

  it('are the same when only the order of paragraphs differs', () => {
    const turned =
      '# Leven\n\nSporten mag altijd van iedereen.\n\nDit blijft hier gewoon staan.\n\nRust helpt veel mensen met ME. Neem die op tijd.\n'
    expect(compared(OLD, turned)).toMatchObject({ changed: [], went: [], came: [] })
  })
})
