import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { documentOf, interviewOf, messageOf, sourceOf } from '../support/tiny-corpus.ts'

const page = (body: string, more = '') =>
  parseDocument(documentOf('pagina', body, undefined, more), sourceOf(body), 'pagina/document.md')
const talk = (body: string) => parseDocument(interviewOf('gesprek', body), sourceOf(body), 'gesprek/document.md')
const lineOf = (markdown: string, words: string) => markdown.split('\n').findIndex((line) => line.includes(words)) + 1

describe('a passage', () => {
  it('is a paragraph or a list item, without its bullet', () => {
    const { passages } = page('# T\n\nRust helpt.\n\n- Slaap.\n- Eet.\n')
    expect(passages.map(({ text }) => text)).toEqual(['Rust helpt.', 'Slaap.', 'Eet.'])
  })

  it.each([
    ['1. Slaap. Elke nacht.\n2. Eet.', ['1. Slaap. Elke nacht.', '2. Eet.']],
    ['1986. Het jaar dat ik ziek werd.', ['1986. Het jaar dat ik ziek werd.']],
    ['3) Drink.\n\n   Vaak.\n4) Loop.', ['3) Drink.', 'Vaak.', '4) Loop.']],
  ])('keeps the number with which it begins (%j), in its first sentence', (list, texts) => {
    const { passages, text: markdown } = page(`# T\n\n${list}\n`)
    expect(passages.map(({ text }) => text)).toEqual(texts)
    for (const { text, start, end, sentences } of passages) {
      expect(markdown.slice(start, end)).toBe(text)
      expect(sentences[0]!.start).toBe(0)
      expect(text.slice(sentences[0]!.start, sentences[0]!.end)).toMatch(/^(?:\d+[.)] )?\p{Lu}.*\.$/u)
      expect(sentences.at(-1)!.end).toBe(text.length)
    }
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

  it('in a list within a list has the item that ends in a colon as its intro', () => {
    const { passages } = page('# T\n\nDoe dit:\n\n- Slaap zo:\n  - donker\n  - koel\n- Eet.\n')
    const [doe, slaap] = passages
    expect(passages.map(({ intro }) => intro)).toEqual([null, doe!.id, slaap!.id, slaap!.id, doe!.id])
  })

  it('in a list that no paragraph introduces is introduced by its heading', () => {
    const { passages } = page(
      '# T\n\n## Wat werkt averechts\n\n- Doorgaan.\n\nHet volgende:\n\n- Rusten.\n\nEn verder.\n',
    )
    expect(passages.map(({ heading }) => heading)).toEqual(['Wat werkt averechts', null, null, null])
    expect(page('# T\n\n- Zonder kopje.\n').passages[0]!.heading).toBeNull()
  })

  it.each(['Is ME besmettelijk?', 'Doe dit niet:', 'Als u ziek bent…'])(
    'below a heading that it completes is introduced by it ("%s")',
    (title) => {
      expect(page(`# T\n\n## ${title}\n\nNee, nooit.\n`).passages[0]!.heading).toBe(title)
    },
  )

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

  it.each([
    ['after who asks', 'NOS: Helpt rust?\n\nJa.', 'Ja.', 'NOS, who spoke before, asks; it may be the answer.'],
    ['after who asks, in a list', '- NOS: Helpt rust?\n- Ja.', 'Ja.', 'NOS, who spoke before, asks'],
    ['that asks, after an answer', 'NOS: A?\n\nNVK: Ja.\n\nEn sport?', 'En sport?', 'NVK, who spoke before, doesn'],
    ['below another heading', 'NOS: A?\n\nNVK: Ja.\n\n## Sport\n\nMag ook.', 'Mag ook.', 'no label says who'],
  ])(
    'a paragraph without a label %s is refused, and asked about: it could be another’s',
    (_where, turns, words, why) => {
      const body = `# T\n\n${turns}\n`
      const line =
        interviewOf('gesprek', body)
          .split('\n')
          .findLastIndex((text) => text.endsWith(words)) + 1
      const message = messageOf(() => talk(body))
      expect(message).toContain(`gesprek/document.md:${line}: no label says who speaks in "${words}"`)
      expect(message).toContain(why)
      expect(message).toContain('write "<!-- speaker: NOS -->" or "<!-- speaker: NVK -->" above it')
    },
  )

  it('a mark says who speaks in the paragraph or the list below it, and is no word of the source', () => {
    const marked =
      '# T\n\nNOS: Helpt rust?\n\n<!-- speaker: NVK -->\nJa.\n\n<!-- speaker: NOS -->\n\n- En sport?\n- En slaap?\n'
    const { passages } = parseDocument(
      documentOf(
        'gesprek',
        marked,
        interviewOf('x', '').match(/speakers:[\s\S]*?(?=sourceSha)/)![0],
        '',
        'T NOS: Helpt rust? Ja. En sport? En slaap?',
      ),
      'T NOS: Helpt rust? Ja. En sport? En slaap?',
      'd.md',
    )
    expect(passages.map(({ speaker, text }) => `${speaker.id} ${text}`)).toEqual([
      'NOS Helpt rust?',
      'NVK Ja.',
      'NOS En sport?',
      'NOS En slaap?',
    ])
    expect(passages[1]!.answers).toBe(passages[0]!.id)
  })

  it('a mark with an unknown speaker is refused', () => {
    expect(messageOf(() => talk('# T\n\nNOS: Ja?\n\n<!-- speaker: KNGF -->\nNee.\n'))).toMatch(
      /:\d+: no speaker has the id "KNGF"\. Write one of NOS, NVK/,
    )
  })

  it('what is in one list item, or in a list that is announced, is by one speaker', () => {
    const { passages } = talk(
      '# T\n\n- NOS: Helpt rust?\n\n  En sport?\n\nNVK: Ja, als u dit doet:\n\n- slapen\n- eten\n',
    )
    expect(passages.map(({ speaker }) => speaker.id)).toEqual(['NOS', 'NOS', 'NVK', 'NVK', 'NVK'])
  })

  it('headings may be labels: what is below them is said by one, whatever is asked or answered there', () => {
    const speakers = `speakers:
  - {id: Kamerlid, name: Het Kamerlid, role: asks, labels: [{heading: Vraag}]}
  - {id: Minister, name: De minister, role: answers, labels: [{heading: Antwoord}]}
`
    const body = '# T\n\n## Vraag 1\n\nKent u dit?\n\nEn dat?\n\n## Antwoord 1\n\nJa.\n\nWie niet?\n'
    const { passages } = parseDocument(documentOf('kamer', body, speakers), sourceOf(body), 'd.md')
    expect(passages.map(({ speaker }) => speaker.id)).toEqual(['Kamerlid', 'Kamerlid', 'Minister', 'Minister'])
    expect(passages[2]!.answers).toBe(passages[1]!.id)
  })

  it('without labels, whom an editor marks is quoted, and all else is the author’s', () => {
    const speakers = `speakers:
  - {id: krant, name: De krant, role: author}
  - {id: Anna, name: Anna, role: author}
`
    const body = '# T\n\nAnna is ziek.\n\n<!-- speaker: Anna -->\n‘Ik ben moe.’\n\nZij woont in Zwolle.\n'
    const source = 'T Anna is ziek. ‘Ik ben moe.’ Zij woont in Zwolle.'
    const { passages } = parseDocument(documentOf('krant', body, speakers, '', source), source, 'd.md')
    expect(passages.map(({ speaker }) => speaker.id)).toEqual(['krant', 'Anna', 'krant'])
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
    ['HTML around text', '<p>Rust helpt.</p>', 'as a browser shows it'],
    ['HTML in text', 'Rust is <b>goed</b>.', 'holds HTML ("<b>")'],
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

describe('a document without a paragraph', () => {
  it.each(['', '# T\n', '# T\n\n## Kopje\n'])('is refused (%j)', (body) => {
    expect(messageOf(() => page(body))).toMatch(
      /^pagina\/document\.md:3: "Document pagina" has no paragraph below its front matter\. Write the text/,
    )
  })
})

describe('a source that is a web page', () => {
  it('is refused as that, not for its words', () => {
    const source = '<!DOCTYPE html>\n<html><body><p>Rust helpt.</p></body></html>'
    const markdown = documentOf('pagina', '# T\n\nRust helpt.\n', undefined, '', source)
    expect(messageOf(() => parseDocument(markdown, source, 'd.md'))).toContain(
      'source.txt is a page with its HTML: save there the text that a browser shows.',
    )
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
    expect(messageOf(() => parseDocument(markdown, 'x', 'd.md'))).toContain('a label that ends in a colon')
  })
})
