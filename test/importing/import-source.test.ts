import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { opinionOf } from '../../src/importing/propose.ts'
import { importSource } from '../../src/importing/read-source.ts'
import { docxOf, odtOf } from '../support/make-files.ts'

const LIST = { type: 'list', numbered: true, items: ['rusten;', 'slapen.'] } as const
const SAID = { publisher: 'Stichting Voorbeeld', abbreviation: 'Voorbeeld', permissionNote: 'Citaten.' }

/** A document that was imported, as it will be read. */
async function imported(name: string, content: string | Uint8Array, encoding?: string) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const proposal = await importSource({ name, bytes, encoding }, SAID, '2026-01-02')
  const document = parseDocument(proposal.markdown, proposal.source, 'document.md')
  return { ...proposal, document, texts: document.passages.map(({ text }) => text), bytes }
}

const LEAFLET = `Omgaan met ME/CVS

Wie te veel doet, krijgt daar vaak later last van. Verdeel daarom uw ener-
gie over de dag, en neem in- en ontspanning even serieus. Patiënten die
dat doen, vallen minder vaak terug.

Wat helpt

• Rust nemen voordat u moe bent.
• Een vast ritme, ook in het
  weekend.

1. Begin klein.
2. Bouw niet op.
`

describe('a text', () => {
  it('may have its accents as signs of their own, as macOS writes some', async () => {
    const decomposed = `Patie\u0308nten zijn ${'e\u0301e\u0301n'} dag later moe.`
    const { source, texts } = await imported('folder.txt', decomposed)
    expect(Buffer.from(source).toString()).toBe(decomposed)
    expect(texts).toEqual(['Pati\u00ebnten zijn \u00e9\u00e9n dag later moe.'])
  })

  it('keeps its bytes as source.txt, and becomes paragraphs, headings and items', async () => {
    const { source, bytes, texts, document, decisions } = await imported('folder.txt', LEAFLET)
    expect(Buffer.from(source)).toEqual(bytes)
    expect(document.title).toBe('Omgaan met ME/CVS')
    expect(document.passages[1]!.section).toEqual(['Wat helpt'])
    expect(texts).toEqual([
      'Wie te veel doet, krijgt daar vaak later last van. Verdeel daarom uw energie over de dag, en neem in- en ontspanning even serieus. Patiënten die dat doen, vallen minder vaak terug.',
      'Rust nemen voordat u moe bent.',
      'Een vast ritme, ook in het weekend.',
      '1. Begin klein.',
      '2. Bouw niet op.',
    ])
    expect(decisions.map(({ question }) => question)).toContainEqual(expect.stringMatching(/^at which address/))
  })

  it.each([
    ['windows-1252', Buffer.from('Patiënten met één café.', 'latin1'), undefined],
    ['utf-16le', Buffer.from('\ufeffPatiënten met één café.', 'utf16le'), undefined],
    ['utf-8', Buffer.from('\ufeffPatiënten met één café.'), undefined],
    ['macintosh', Buffer.from('Pati\x91nten met \x8e\x8en caf\x8e.', 'latin1'), 'macintosh'],
    ['iso-8859-2', Buffer.from('Pati\xebnten met \xe9\xe9n caf\xe9.', 'latin1'), 'iso-8859-2'],
  ])('is read in %s', async (_, bytes, named) => {
    expect((await imported('folder.txt', bytes, named)).texts).toEqual(['Patiënten met één café.'])
  })

  it('leaves out what its pages have above and below, and joins what a page broke', async () => {
    const page = (text: string, number: number) => `Folder ME/CVS\n\n${text}\n\n${number}/3\n`
    const text = [
      page('De arts luistert eerst naar het verhaal en', 1),
      page('vraagt dan door.', 2),
      page('Daarna volgt rust.', 3),
    ]
    const { texts, markdown } = await imported('folder.txt', text.join('\f'))
    expect(texts).toEqual(['De arts luistert eerst naar het verhaal en vraagt dan door.', 'Daarna volgt rust.'])
    expect(markdown).toContain('Kop of voet van een bladzijde.')
  })

  it('gives a row of a table with its headings', async () => {
    const { document } = await imported('folder.txt', 'Vorm\tKlacht\nLicht\tmoe na inspanning\nErnstig\tbedlegerig\n')
    expect(document.passages.map(({ text }) => text)).toEqual([
      'Vorm; Klacht:',
      'Licht; moe na inspanning',
      'Ernstig; bedlegerig',
    ])
    expect(document.passages[1]!.intro).toBe(document.passages[0]!.id)
  })

  it('knows an interview by its labels, and asks who asks', async () => {
    const turns =
      'NOS: Helpt rust?\n\nNVK: Rust helpt veel kinderen.\n\nNOS: En sport?\n\nNVK: Dat verschilt per kind.\n'
    const { document, decisions } = await imported('gesprek.txt', turns)
    expect(document.passages.map(({ speaker, text }) => [speaker.role, text])).toEqual([
      ['asks', 'Helpt rust?'],
      ['answers', 'Rust helpt veel kinderen.'],
      ['asks', 'En sport?'],
      ['answers', 'Dat verschilt per kind.'],
    ])
    expect(decisions.map(({ question }) => question)).toContainEqual(expect.stringMatching(/NOS asks, NVK answers/))
  })

  it('is masked where it has e-mail addresses, or links that tell who followed them', async () => {
    const text = 'Mail naar jan.smit@voorbeeld.nl of lees https://voorbeeld.nl/a?utm_source=x&id=2 verder.'
    const { texts, source, masked } = await imported('folder.txt', text)
    expect(masked).toBe(2)
    expect(texts).toEqual(['Mail naar […] of lees https://voorbeeld.nl/a?id=2 verder.'])
    expect(Buffer.from(source).toString()).not.toMatch(/jan\.smit|utm/)
  })
})

const PAGE = `<!doctype html><html lang="nl"><head><title>PEM uitgelegd | Voorbeeld</title>
<meta property="og:site_name" content="Voorbeeldsite"><link rel="canonical" href="https://voorbeeld.nl/pem?utm_source=x">
<meta property="article:published_time" content="2025-03-04T10:00:00+01:00"></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><div class="cookie-banner">Wij gebruiken cookies.</div>
<main><h1>PEM uitgelegd</h1><p>PEM is <b>erger</b> worden na&nbsp;inspanning, zie <a href="https://voorbeeld.nl/lees?fbclid=1">deze pagina</a>.</p>
<h2>Wat helpt</h2><ol><li>Rust nemen.<ul><li>Vooraf.</li></ul></li><li>Doseren.</li></ol>
<table><tr><th>Vorm</th><th>Duur</th></tr><tr><td>Licht</td><td>een dag</td></tr></table></main><footer>Contact</footer></body></html>`

describe('a page', () => {
  it('gives its text without menus and banners, and what it says of itself', async () => {
    const { document, texts, decisions } = await imported('pagina.html', PAGE)
    expect(document).toMatchObject({ title: 'PEM uitgelegd', published: '2025-03-04', url: 'https://voorbeeld.nl/pem' })
    expect(document.links).toEqual([{ text: 'deze pagina', url: 'https://voorbeeld.nl/lees' }])
    expect(texts).toEqual([
      'PEM is erger worden na inspanning, zie deze pagina.',
      '1. Rust nemen.',
      'Vooraf.',
      '2. Doseren.',
      'Vorm; Duur:',
      'Licht; een dag',
    ])
    expect(decisions).toEqual([])
  })

  it('is read in the encoding that it names', async () => {
    const page = Buffer.from(
      '<html><meta charset="iso-8859-15"><p>Patiënten hebben een kans van 1 €.</p>'.replace('€', '\xa4'),
      'latin1',
    )
    expect((await imported('pagina.html', page)).texts).toEqual(['Patiënten hebben een kans van 1 €.'])
  })

  it('behind a password is refused in one sentence', async () => {
    const page = '<html><form><p>Log in</p><input type="password"></form><p>Alleen voor leden.</p>'
    await expect(imported('pagina.html', page)).rejects.toThrow('asks for a password: log in with a browser')
  })
})

describe('what nothing but its letters marks', () => {
  const HEADINGS = [
    ['html', '<h1>T</h1><p><b>Wat helpt</b></p><p>Rust helpt.</p><p><b>Rust helpt altijd.</b></p>'],
    ['md', '# T\n\n**Wat helpt**\n\nRust helpt.\n\n**Rust helpt altijd.**\n'],
  ]
  it.each(HEADINGS)('is a heading in %s when it is bold and no sentence', async (format, text) => {
    const { document } = await imported(`folder.${format}`, text)
    expect(document.passages.map(({ section, text }) => [section, text])).toEqual([
      [['Wat helpt'], 'Rust helpt.'],
      [['Wat helpt'], 'Rust helpt altijd.'],
    ])
  })

  it('is a heading in a text, with a colon too, unless it is who speaks or what a document says of itself', async () => {
    const long = 'Bel het loket van de gemeente en zeg dat u een melding doet, ook als u al bekend bent daar.'
    const text = `Hulp: zo vraagt u het aan\n\nDatum: 12 mei 2024\n\nStap 1: melden\n\n${long}\n`
    const { document } = await imported('folder.txt', text)
    expect(document.title).toBe('Hulp: zo vraagt u het aan')
    expect(document.passages.map(({ section, text }) => [section, text])).toEqual([
      [[], 'Datum: 12 mei 2024'],
      [['Stap 1: melden'], long],
    ])
  })
})

describe('a list with letters', () => {
  const items = ['a. rusten;', 'b. slapen.']
  it.each([
    ['html', '<p>Doe dit:</p><ol type="a"><li>rusten;</li><li>slapen.</li></ol>'],
    ['txt', 'Doe dit:\na. rusten;\nb. slapen.\n'],
    [
      'docx',
      docxOf([
        { type: 'paragraph', text: 'Doe dit:' },
        { ...LIST, lettered: true },
      ]),
    ],
    [
      'odt',
      odtOf([
        { type: 'paragraph', text: 'Doe dit:' },
        { ...LIST, lettered: true },
      ]),
    ],
  ])('keeps them in %s', async (format, content) => {
    const { texts, document } = await imported(`folder.${format}`, content)
    expect(texts).toEqual(['Doe dit:', ...items])
    expect(document.passages[1]!.intro).toBe(document.passages[0]!.id)
  })
})

describe('the hyphen at the end of a line', () => {
  it.each([
    ['een ener-\ngie', 'een energie'],
    ['een ener\u00ad\ngie', 'een energie'],
    ['de ME-\npatiënten', 'de ME-patiënten'],
    ['alle 65-\nplussers', 'alle 65-plussers'],
    ['in Noord-\nHolland', 'in Noord-Holland'],
    ['de auto-\nongelukken', 'de auto-ongelukken'],
    ['in-\nen uitademen', 'in- en uitademen'],
    ['een niet-medische of niet-\nmedische', 'een niet-medische of niet-medische'],
  ])('of %j stays where the word has it', async (words, whole) => {
    const line = 'Rust nemen helpt volgens velen die lang ziek zijn, en daarbij hoort'
    expect((await imported('folder.txt', `${line}\n${words} ook.\n`)).texts).toEqual([`${line} ${whole} ook.`])
  })
})

it('questions and answers below headings that say so have their speakers, and what is before them is the publisher’s', async () => {
  const text =
    'Antwoorden op Kamervragen\n\nVragen van het lid Berg aan de minister, ingezonden op 3 mei 2021.\n\nVraag 1\n\nKent u het bericht?\n\nAntwoord 1\n\nJa.\n\nVraag 2\n\nEn nu?\n\nAntwoord 2\n\nIk informeer u later.\n'
  const { document, decisions } = await imported('kamer.txt', text)
  expect(document.passages.map(({ speaker, text }) => [speaker.role, text.slice(0, 20)])).toEqual([
    ['author', 'Vragen van het lid B'],
    ['asks', 'Kent u het bericht?'],
    ['answers', 'Ja.'],
    ['asks', 'En nu?'],
    ['answers', 'Ik informeer u later'],
  ])
  expect(decisions.map(({ question }) => question)).toContainEqual(
    expect.stringMatching(/Vraag asks, Antwoord answers/),
  )
})

it('an interview in a box doesn’t make an article one: its other sections are the publisher’s', async () => {
  const text = (first: string) =>
    `${first}\n\n## Hond\n\nEen hond moet naar buiten.\n\nOok als het regent.\n\n## In gesprek met Nel\n\nRedactie: Waarom een hond?\n\nNel: Omdat ik alleen was.\n\nRedactie: En nu?\n\nNel: Nu niet meer.\n\n## Kat\n\nEen kat hoeft niet naar buiten.\n\nZet de bak hoog.\n\nLeeg hem zittend.\n`
  const { document } = await imported('dieren.md', text('# Dieren'))
  expect(document.passages.map(({ speaker }) => speaker.name)).toEqual([
    ...Array(2).fill('Stichting Voorbeeld'),
    ...['Redactie', 'Nel', 'Redactie', 'Nel'],
    ...Array(3).fill('Stichting Voorbeeld'),
  ])
})

describe('Markdown', () => {
  it('gives its words without its markup', async () => {
    const text =
      '# Rust\n\nRust **helpt** [veel mensen](https://voorbeeld.nl/x).\n\n| Vorm | Duur |\n| --- | --- |\n| Licht | kort |\n\n- een\n- twee\n'
    const { texts, document } = await imported('folder.md', text)
    expect(texts).toEqual(['Rust helpt veel mensen.', 'Vorm; Duur:', 'Licht; kort', 'een', 'twee'])
    expect(document.links).toEqual([{ text: 'veel mensen', url: 'https://voorbeeld.nl/x' }])
  })
})

describe('what only an editor can tell', () => {
  it('is asked by line, with the opinion of check', async () => {
    const proposal = await importSource({ name: 'x.txt', bytes: Buffer.from('Pati?nten rusten.') }, {}, '2026-01-02')
    const lines = proposal.markdown.split('\n')
    const publisher = proposal.decisions.find(({ question }) => question.startsWith('who publishes'))!
    expect(lines[publisher.line! - 1]).toBe('publisher: null')
    expect(opinionOf(proposal, 'document.md')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('Pati?nten') }),
    ])
  })

  it('of what is no text, is one sentence', async () => {
    await expect(imported('x.txt', Buffer.from([1, 2, 3, 200, 0, 5]))).rejects.toThrow(/x\.txt is no text/)
    await expect(imported('x.txt', '')).rejects.toThrow('x.txt holds no text.')
  })
})
