import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { documentOf, interviewOf, messageOf, sourceOf } from '../support/tiny-corpus.ts'

const page = (body: string, more = '') =>
  parseDocument(documentOf('pagina', body, undefined, more), sourceOf(body), 'pagina/document.md')
const talk = (body: string) => parseDocument(interviewOf('gesprek', body), sourceOf(body), 'gesprek/document.md')
const lineOf = (markdown: string, words: string) => markdown.split('\n').findIndex((line) => line.includes(words)) + 1

describe('a passage', () => {
  it('is a paragraph or a list item, without its bullet or number', () => {
    const { passages } = page('# T\n\nRust helpt.\n\n- Slaap.\n- Eet.\n')
    expect(passages.map(({ text }) => text)).toEqual(['Rust helpt.', 'Slaap.', 'Eet.'])
  })

  it('is under all headings above it but the title', () => {
    const { passages } = page('# T\n\nNul.\n\n## A\n\nEen.\n\n### B\n\nTwee.\n\n## C\n\nDrie.\n')
    expect(passages.map(({ section }) => section)).toEqual([[], ['A'], ['A', 'B'], ['C']])
  })

  it('in a list has the paragraph that ends in a colon before the list as its intro', () => {
    const { passages } = page('# T\n\nDoe dit:\n\n- Slaap.\n- Eet.\n\nEn verder.\n\n- Drink.\n')
    const [doe, slaap, eet, verder, drink] = passages
    expect([slaap?.intro, eet?.intro]).toEqual([doe?.id, doe?.id])
    expect([doe?.intro, verder?.intro, drink?.intro]).toEqual([null, null, null])
  })

  it('in a list under another heading has no intro from before that heading', () => {
    const { passages } = page('# T\n\n## A\n\nDoe dit:\n\n## B\n\n- Slaap.\n')
    expect(passages.at(-1)?.intro).toBeNull()
  })

  it('keeps the line ends that it has', () => {
    expect(page('# T\n\n- Yoga\nEen oefening.\n').passages[0]?.text).toBe('Yoga\nEen oefening.')
  })

  it('has an id that changes when its words do, and not when other words do', () => {
    const [one, other] = page('# T\n\nRust helpt.\n\nSlaap ook.\n').passages
    const [same, changed] = page('# T\n\n## Nieuw kopje\n\nRust helpt.\n\nSlaap helpt ook.\n').passages
    expect(same?.id).toBe(one?.id)
    expect(changed?.id).not.toBe(other?.id)
    expect(one?.id).toMatch(/^[a-z2-7]{8}$/)
  })

  it('has another id than the same words elsewhere in the document, and in another document', () => {
    const [one, twin] = page('# T\n\nRust helpt.\n\nRust helpt.\n').passages
    const other = parseDocument(documentOf('ander', '# T\n\nRust helpt.\n'), 'T\n\nRust helpt.\n', 'x').passages[0]
    expect(new Set([one?.id, twin?.id, other?.id]).size).toBe(3)
  })
})

describe('in an interview', () => {
  const { passages } = talk(
    '# T\n\nNOS: Helpt rust?\n\n- NVK: Ja.\n\n  Meestal.\n\n- NVK m.b.t. rust: Niet te veel.\n\nNOS: En sport?\n\nNVK: Op maat.\n',
  )

  it('a label says who speaks until the next label, and is not part of the quote', () => {
    expect(passages.map(({ speaker, text }) => `${speaker.id} ${text}`)).toEqual([
      'NOS Helpt rust?',
      'NVK Ja.',
      'NVK Meestal.',
      'NVK Niet te veel.',
      'NOS En sport?',
      'NVK Op maat.',
    ])
  })

  it('an answer knows the question before it', () => {
    const question = (at: number) => passages.find(({ id }) => id === passages[at]?.answers)?.text ?? null
    expect([0, 1, 2, 3, 4, 5].map(question)).toEqual([
      null,
      'Helpt rust?',
      'Helpt rust?',
      'Helpt rust?',
      null,
      'En sport?',
    ])
  })

  it('a label may name a topic, which is the section', () => {
    expect(passages.map(({ section }) => section)).toEqual([[], [], [], ['Rust'], [], []])
  })

  it.each([
    'NVK mbt rust: Nee.',
    'nvk: Nee.',
    'NVK over sport: Nee.',
    'Antwoord van de NVK: Nee.',
    'NOS (vervolg): Nee?',
  ])('a label with a mistake in it is refused ("%s"): its words would be another speaker’s', (paragraph) => {
    const body = `# T\n\nNOS: Helpt rust?\n\n- NVK: Ja.\n\nNOS: En dit?\n\n- ${paragraph}\n`
    const message = messageOf(() => talk(body))
    expect(message).toContain(`gesprek/document.md:${lineOf(interviewOf('gesprek', body), paragraph)}: `)
    expect(message).toContain(`"${paragraph.split(':')[0]}:" looks like a label`)
    expect(message).toContain('Correct it')
  })

  it('a paragraph with a colon that names no speaker at its edges is not a label', () => {
    const text = 'Kortom: het helpt. Wat de NVK zegt over rust: goed.'
    expect(talk(`# T\n\nNOS: Helpt rust?\n\n- NVK: Ja.\n\n  ${text}\n`).passages.at(-1)?.text).toBe(text)
  })

  it('a paragraph before the first label is refused: no one says it', () => {
    const message = messageOf(() => talk('# T\n\nInleiding zonder spreker.\n\nNOS: Ja?\n'))
    expect(message).toMatch(/document\.md:\d+: no label says who speaks in "Inleiding/)
    expect(message).toContain('Begin the paragraph with one of the labels')
  })
})

describe('what can not be quoted exactly is refused with its line and what to do', () => {
  it.each([
    ['a table', '| a | b |\n| --- | --- |\n| c | d |', 'plain text'],
    ['a quotation', '> Rust helpt.', 'headings, paragraphs and lists only'],
    ['code', '```\nrust\n```', 'headings, paragraphs and lists only'],
    ['a comment', '<!-- rust -->', 'headings, paragraphs and lists only'],
    ['a rule', '***', 'headings, paragraphs and lists only'],
    ['emphasis', 'Rust is **goed**.', 'plain text'],
    ['a link', 'Zie [rust](https://example.org).', 'plain text'],
    ['an escaped sign', 'Rust\\* helpt.', 'plain text'],
    ['a line that begins with spaces', '- Rust\n  helpt.', 'plain text'],
    ['a paragraph that a line of hyphens makes a heading', 'Rust helpt.\n---', '"## "'],
  ])('%s', (_what, block, remedy) => {
    const body = `# T\n\nEen.\n\n${block}\n\nTwee.\n`
    const message = messageOf(() => page(body))
    expect(message).toContain(`pagina/document.md:${lineOf(documentOf('pagina', body), 'Een.') + 2}: `)
    expect(message).toContain(remedy)
  })
})

describe('front matter', () => {
  const body = '# T\n\nRust helpt.\n'
  const broken = (change: (markdown: string) => string) => {
    const whole = documentOf('pagina', body)
    const markdown = change(whole)
    expect(markdown).not.toBe(whole)
    return { message: messageOf(() => parseDocument(markdown, sourceOf(body), 'pagina/document.md')), markdown }
  }

  it('that is missing is asked for', () => {
    const { message } = broken((markdown) => markdown.slice(markdown.indexOf('# T')))
    expect(message).toBe(
      'pagina/document.md:1: no front matter. Begin with the attribution between two lines of "---".',
    )
  })

  it.each([
    ['title', (m: string) => m.replace('title: Document pagina', 'title: ""'), 'title'],
    ['date', (m: string) => m.replace('published: null', 'published: mei 2025'), 'published'],
    ['address', (m: string) => m.replace('url: null', 'url: mecvs.nl'), 'url'],
    ['role', (m: string) => m.replace('role: author', 'role: auteur'), 'role'],
    ['sha256', (m: string) => m.replace(/sourceSha256: \w+/, 'sourceSha256: abc'), 'sourceSha256'],
    ['id', (m: string) => m.replace('id: pagina', 'id: Mijn Pagina'), 'id: Mijn'],
  ])('with a wrong %s is refused on its line, naming the field', (_what, change, field) => {
    const { message, markdown } = broken(change)
    expect(message).toContain(`pagina/document.md:${lineOf(markdown, field)}: "`)
    expect(message).toContain(`${field.split(':')[0]}" is wrong: `)
  })

  it('with an unknown field is refused, naming it', () => {
    expect(broken((markdown) => markdown.replace('url: null', 'url: null\nauteur: NVK')).message).toContain('"auteur"')
  })

  it('that is broken YAML is refused on the line of the mistake', () => {
    const { message, markdown } = broken((m) => m.replace('title: Document pagina', 'title: "Document pagina'))
    expect(message).toMatch(/not valid YAML/)
    const line = Number(message.match(/:(\d+):/)?.[1])
    expect(line).toBeGreaterThanOrEqual(lineOf(markdown, 'title:'))
    expect(line).toBeLessThanOrEqual(markdown.split('\n').length)
  })

  it('with a link behind words that no passage has is refused', () => {
    const message = messageOf(() => page(body, 'links:\n  - text: slapen\n    url: https://example.org\n'))
    expect(message).toMatch(/document\.md:\d+: no passage has the words "slapen"/)
  })

  it('with a label that does not end in a colon is refused', () => {
    const markdown = interviewOf('gesprek', '# T\n\nNOS: Ja?\n').replace('"NOS:"', '"NOS"')
    expect(messageOf(() => parseDocument(markdown, 'x', 'd.md'))).toContain('expected a label that ends in a colon')
  })
})
