import { describe, expect, it } from 'vitest'
import { loadTerms, sentenceWith } from '../../src/corpus/terms.ts'
import { documentOf, messageOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const PAGE = `# Leven met ME

## Rust

Veel mensen hebben post-exertionele malaise (PEM). De CDC (Centers for Disease Control) noemt PEM (zie hiervoor) niet.

Dit kan je doen:

- Acupunctuur en shiatsu
Hierbij drukt iemand op je huid.
- Slaap genoeg.
`
const load = (yaml?: string) => {
  const { corpus, folder } = tinyCorpus({
    'pagina/document.md': documentOf('pagina', PAGE),
    'pagina/source.txt': sourceOf(PAGE),
    ...(yaml !== undefined && { 'terms.yaml': yaml }),
  })
  const idOf = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!.id
  return { corpus, idOf, terms: () => loadTerms(folder, corpus, folder) }
}
const { idOf } = load()

describe('the terms of a corpus', () => {
  it('are what its texts spell out, and what they explain in a list', () => {
    const spelled = { explained: [], symptoms: [], named: [idOf('Veel')], spelledOut: [idOf('Veel')] }
    const listed = { also: [], explained: [idOf('Acupunctuur')], symptoms: [], named: [], spelledOut: [] }
    expect(load().terms()).toEqual([
      { name: 'Acupunctuur', ...listed },
      { name: 'CDC', also: ['Centers for Disease Control'], ...spelled },
      { name: 'PEM', also: ['post-exertionele malaise'], ...spelled },
      { name: 'shiatsu', ...listed },
    ])
  })

  it('are those that an editor adds, too, without those that are hidden', () => {
    const yaml = `terms:\n  - term: PEM\n    also: [klap]\n    explained: [${idOf('Veel')}]\n  - term: slaap\n    named: [${idOf('Slaap')}]\nhidden: [shiatsu, cdc]\n`
    const terms = load(yaml).terms()
    expect(terms.map(({ name }) => name)).toEqual(['Acupunctuur', 'PEM', 'slaap'])
    expect(terms[1]).toMatchObject({ also: ['post-exertionele malaise', 'klap'], spelledOut: [idOf('Veel')] })
  })

  it('are refused on their line when a passage is unknown, or names something else', () => {
    const yaml = `terms:\n  - term: slaap\n    named: [aaaaaaaa, ${idOf('Veel')}]\n  - term: rust\nhidden: [nergens]\n`
    expect(messageOf(load(yaml).terms).split('\n')).toEqual([
      'terms.yaml:2: no passage has the id "aaaaaaaa". Correct it, or remove it from "slaap".',
      `terms.yaml:2: the passage "${idOf('Veel')}" doesn't name "slaap". Name another, or add its words under "also".`,
      'terms.yaml:4: "rust" has no passage. Give the passages that explain it, or those that name it.',
      'terms.yaml:5: no term is called "nergens". Correct the name, or remove it.',
    ])
  })

  it('stand in a sentence of a passage, under any of their names', () => {
    const { corpus } = load()
    const passage = corpus.passage(idOf('Veel'))!
    const range = sentenceWith({ name: 'X', also: ['centers for disease control'] }, passage)!
    expect(passage.text.slice(range.start, range.end)).toMatch(/^De CDC/)
    expect(sentenceWith({ name: 'PE', also: [] }, passage)).toBeNull()
  })
})
