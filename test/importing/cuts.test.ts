import { PDFDocument, StandardFonts } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { opinionOf } from '../../src/importing/propose.ts'
import { importSource } from '../../src/importing/read-source.ts'
import { docxOf, odtOf, zipped } from '../support/make-files.ts'

const SAID = { publisher: 'Voorbeeld', abbreviation: 'Voorbeeld', permissionNote: 'Citaten.' }

/** Passages of a file, with who says them and the question or heading that they are quoted with. */
async function passagesOf(name: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const { markdown, source } = await importSource({ name, bytes }, SAID, '2026-01-02')
  return parseDocument(markdown, source, 'document.md').passages
}

const textsOf = async (name: string, content: string | Uint8Array) =>
  (await passagesOf(name, content)).map(({ text }) => text)

describe('a list that was typed', () => {
  const items = ['rusten;', 'slapen.']
  it.each([
    ['docx', docxOf(['Doe dit:', ...items.map((item) => `•${item}`)].map((text) => ({ type: 'paragraph', text })))],
    ['odt', odtOf(['Doe dit:', ...items.map((item) => `• ${item}`)].map((text) => ({ type: 'paragraph', text })))],
    ['html', '<p>Doe dit:<br>\n– rusten;<br>\n– slapen.</p>'],
  ])('with signs of its own is one in %s', async (format, content) => {
    const passages = await passagesOf(`folder.${format}`, content)
    expect(passages.map(({ text }) => text)).toEqual(['Doe dit:', ...items])
    expect(passages[2]!.intro).toBe(passages[0]!.id)
  })

  it('is one of boxes to tick, too', async () => {
    const docx = docxOf(['☐ Rust.', '☐ Slaap.'].map((text) => ({ type: 'paragraph', text })))
    expect(await textsOf('lijst.docx', docx)).toEqual(['Rust.', 'Slaap.'])
    expect(await textsOf('lijst.txt', '☐ Rust.\n☐ Slaap.\n')).toEqual(['Rust.', 'Slaap.'])
  })

  it('is none where one paragraph begins with a dash', async () => {
    expect(await textsOf('folder.html', '<p>Rust helpt.</p><p>— Nel</p>')).toEqual(['Rust helpt.', '— Nel'])
  })
})

describe('who speaks', () => {
  it('may have a title or an initial before the name', async () => {
    const text = 'Nel: Helpt rust?\n\nDr. A. Visser: Ja.\n\nNel: En sport?\n\nDr. A. Visser: Nee.\n'
    expect((await passagesOf('gesprek.txt', text)).map(({ speaker, text }) => [speaker.name, text])).toEqual([
      ['Nel', 'Helpt rust?'],
      ['Dr. A. Visser', 'Ja.'],
      ['Nel', 'En sport?'],
      ['Dr. A. Visser', 'Nee.'],
    ])
  })

  it('is told by labels in bold letters, too, which make no headings', async () => {
    const turns = [
      'Vraag: Helpt rust?',
      'Nel: Ja.',
      'Vraag: En sport?',
      'Nel: Nee.',
      'Vraag: Bedankt voor je openheid.',
    ]
    const html = turns.map((turn) => `<p>${turn.startsWith('Nel') ? turn : `<b>${turn}</b>`}</p>`).join('')
    const passages = await passagesOf('nel.html', `<h1>Nel</h1>${html}`)
    expect(passages.map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual(turns)
  })

  it('is who wrote what is below their name in a forum', async () => {
    const posts = [
      ['Zon', 'Helpt rust?'],
      ['Karel', 'Ja.'],
      ['Zon', 'Dank.'],
    ]
    const html = posts.map(([name, text]) => `<div><span class="username">${name}</span><p>${text}</p></div>`).join('')
    const passages = await passagesOf('forum.html', `<h1>Forum</h1>${html}`)
    expect(passages.map(({ speaker, text }) => [speaker.name, text])).toEqual(posts)
  })

  it('is a reader where questions are in italics above their answers', async () => {
    const turns = ['Mag ik rusten?', 'Kan ik slapen?', 'Moet ik liggen?'].map(
      (question, at) => `<h2>Vraag over dag ${at}</h2><p><em>${question}</em></p><p>Ja, op dag ${at}.</p>`,
    )
    const passages = await passagesOf(
      'rubriek.html',
      `<h1>Rubriek</h1><p>Een arts antwoordt.</p>${turns.join('')}<p>Zelf een vraag? Schrijf ons.</p>`,
    )
    expect(passages.map(({ speaker, text }) => [speaker.name, speaker.role, text])).toEqual([
      ['Voorbeeld', 'author', 'Een arts antwoordt.'],
      ...['Mag ik rusten?', 'Kan ik slapen?', 'Moet ik liggen?'].flatMap((question, at) => [
        ['Lezer', 'asks', question],
        ['Antwoord', 'answers', `Ja, op dag ${at}.`],
      ]),
      ['Voorbeeld', 'author', 'Zelf een vraag? Schrijf ons.'],
    ])
  })

  it('may ask but once', async () => {
    const text = 'Nel: Helpt rust?\n\nJan: Ja.\n\nNel: En sport?\n\nJan: Nee.\n\nLuisteraar: Mag ik?\n\nJan: Ja.\n'
    expect((await passagesOf('gesprek.txt', text)).map(({ speaker }) => `${speaker.name} ${speaker.role}`)).toEqual([
      'Nel asks',
      'Jan answers',
      'Nel asks',
      'Jan answers',
      'Luisteraar asks',
      'Jan answers',
    ])
  })

  it('is told by labels where nobody asks, and by no "Tip" or "Let op" beside other text', async () => {
    const turns = (one: string, other: string) => `${one}: Rust helpt.\n\n${other}: Nee.\n\n`.repeat(2)
    const who = async (text: string) => (await passagesOf('debat.txt', text)).map(({ speaker }) => speaker.name)
    expect(await who(turns('Voorzitter', 'De heer Bos'))).toEqual(Array(2).fill(['Voorzitter', 'De heer Bos']).flat())
    expect(await who(`${turns('Tip', 'Let op')}${'Dit is een folder over rust.\n\n'.repeat(3)}`)).toEqual(
      Array(7).fill('Voorbeeld'),
    )
  })

  it('is told behind the time at which it is said', async () => {
    const said = ['Nel: Helpt rust?', 'Jan: Ja, dat helpt.', 'Nel: En dan?', 'Jan: Dan nog meer rust.']
    const text = said.map((one, at) => `[00:0${at}:1${at}] ${one}\n`).join('')
    expect((await passagesOf('opname.txt', text)).map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual(said)
  })

  it('is told by headings that name it', async () => {
    const turns = [
      ['Vragen en opmerkingen van de leden van de VVD-fractie', 'De leden vragen wat rust kost.'],
      ['Antwoord van de minister', 'Niets.'],
      ['Inbreng van de leden van de SP-fractie', 'De leden vragen wat slaap kost.'],
      ['Antwoord van de minister', 'Ook niets.'],
    ]
    const html = turns.map(([heading, text]) => `<h2>${heading}</h2><p>${text}</p>`).join('')
    const passages = await passagesOf('overleg.html', `<main><h1>Overleg</h1><p>Den Haag.</p>${html}</main>`)
    expect(passages.map(({ speaker }) => `${speaker.name} ${speaker.role}`)).toEqual([
      'Voorbeeld author',
      'leden van de VVD-fractie asks',
      'minister answers',
      'leden van de SP-fractie asks',
      'minister answers',
    ])
  })

  it('begins a turn where no line is empty', async () => {
    const text =
      'NEL: Helpt rust?\nJAN: Rust helpt, als het maar vaak genoeg is.\nNEL: Mooi.\nJAN: Zeker.\nNEL: En nu?\n'
    expect(await textsOf('gesprek.txt', text)).toEqual([
      'Helpt rust?',
      'Rust helpt, als het maar vaak genoeg is.',
      'Mooi.',
      'Zeker.',
      'En nu?',
    ])
  })

  it('is told by lines such as "Vraag 1", where no line is empty', async () => {
    const text =
      'Antwoorden aan de Kamer\n\nVraag 1\nKent u het?\n\nAntwoord 1\nJa.\n\nVraag 2\nEn nu?\n\nAntwoord 2\nNee.\n'
    expect((await passagesOf('kamer.txt', text)).map(({ speaker, text }) => [speaker.role, text])).toEqual([
      ['asks', 'Kent u het?'],
      ['answers', 'Ja.'],
      ['asks', 'En nu?'],
      ['answers', 'Nee.'],
    ])
  })

  it('is told by "Vragen 2 en 3" and "Antwoord op vraag 1", too', async () => {
    const turns = [
      ['Vraag 1', 'Kent u het?'],
      ['Antwoord op vraag 1', 'Ja.'],
      ['Vragen 2, 3 en 4', 'En nu?'],
      ['Antwoorden 2 t/m 4', 'Nee.'],
      ['Vraag 5', 'Echt?'],
      ['Antwoord vraag 5', 'Ja.'],
    ]
    const html = turns.map(([heading, text]) => `<h2>${heading}</h2><p>${text}</p>`).join('')
    const passages = await passagesOf('kamer.html', `<main><h1>Kamer</h1>${html}</main>`)
    expect(passages.map(({ speaker, text }) => [speaker.role, text])).toEqual([
      ['asks', 'Kent u het?'],
      ['answers', 'Ja.'],
      ['asks', 'En nu?'],
      ['answers', 'Nee.'],
      ['asks', 'Echt?'],
      ['answers', 'Ja.'],
    ])
    // A heading about questions gives nobody a turn.
    expect((await passagesOf('vragen.md', '# T\n\n## Vragen\n\nBel ons.\n'))[0]!.speaker.role).toBe('author')
  })

  it('is who is asked, where bold questions say "je" and what is below them "ik"', async () => {
    const long = 'Wanneer merkte je dat het geen gewone griep was en dat je er niet van zou herstellen?'
    const turns = [long, 'Wat deed je toen?', 'Hoe gaat het nu met je?'].map(
      (question, at) => `<p><b>${question}</b>${at % 2 ? '<br>' : '</p><p>'}Ik rustte ${at} uur.</p>`,
    )
    const passages = await passagesOf('nel.html', `<h1>Nel</h1><p>Nel is ziek.</p>${turns.join('')}`)
    expect(passages.map(({ speaker, heading, text }) => [speaker.role, heading, text])).toEqual([
      ['author', null, 'Nel is ziek.'],
      ['answers', long, 'Ik rustte 0 uur.'],
      ['answers', 'Wat deed je toen?', 'Ik rustte 1 uur.'],
      ['answers', 'Hoe gaat het nu met je?', 'Ik rustte 2 uur.'],
    ])
    const italic = await passagesOf('nel.html', turns.join('').replaceAll('b>', 'em>').replaceAll('<br>', '</p><p>'))
    expect(italic.map(({ speaker, heading }) => [speaker.role, heading])).toEqual(
      passages.slice(1).map(({ speaker, heading }) => [speaker.role, heading]),
    )
    const faq = turns.join('').replaceAll('je', 'ik').replaceAll('Ik rustte', 'U rust')
    expect((await passagesOf('faq.html', faq)).map(({ speaker }) => speaker.role)).toEqual(Array(3).fill('author'))
  })

  it('is no heading in a pdf where only the label is bold', async () => {
    const pdf = await PDFDocument.create()
    const [plain, bold] = [
      await pdf.embedFont(StandardFonts.Helvetica),
      await pdf.embedFont(StandardFonts.HelveticaBold),
    ]
    const page = pdf.addPage()
    const turns = [
      ['Nel:', 'Helpt rust?'],
      ['Jan:', 'Rust helpt bijna iedereen die ziek is.'],
      ['Nel:', 'En sport?'],
      ['Jan:', 'Dat verschilt van dag tot dag, en per mens.'],
    ]
    for (const [at, [label, words]] of turns.entries()) {
      page.drawText(label!, { x: 50, y: 700 - 20 * at, size: 10, font: bold })
      page.drawText(words!, { x: 54 + bold.widthOfTextAtSize(label!, 10), y: 700 - 20 * at, size: 10, font: plain })
    }
    const passages = await passagesOf('gesprek.pdf', await pdf.save())
    expect(passages.map(({ speaker, text }) => [`${speaker.name}:`, text])).toEqual(turns)
  })
})

it.each(['1', 'pagina 1'])(
  'the number of the only page of a pdf, "%s" in small letters, is no text',
  async (number) => {
    const pdf = await PDFDocument.create()
    const page = pdf.addPage()
    page.drawText('Rust helpt bijna iedereen die ziek is.', { x: 50, y: 700, size: 10 })
    page.drawText('Slaap helpt ook.', { x: 50, y: 670, size: 10 })
    page.drawText(number, { x: 50, y: 40, size: 6 })
    expect(await textsOf('folder.pdf', await pdf.save())).toEqual([
      'Rust helpt bijna iedereen die ziek is.',
      'Slaap helpt ook.',
    ])
  },
)

const SIZES = { small: 6, large: 14, title: 20 }

/** A PDF with one page, of words at their places; bold, or of another size, where they say so. */
async function placed(
  words: readonly (readonly [x: number, y: number, text: string, letters?: keyof typeof SIZES | 'bold'])[],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const fonts = { plain: StandardFonts.Helvetica, bold: StandardFonts.HelveticaBold }
  const [plain, bold] = [await pdf.embedFont(fonts.plain), await pdf.embedFont(fonts.bold)]
  const page = pdf.addPage()
  for (const [x, y, text, letters] of words)
    page.drawText(text, {
      x,
      y,
      size: letters && letters !== 'bold' ? SIZES[letters] : 10,
      font: letters === 'bold' ? bold : plain,
    })
  return pdf.save()
}

describe('a table of a pdf', () => {
  const intro = [50, 700, 'Hoe vaak u mag rusten hangt af van hoe ziek u bent.'] as const
  it('keeps its headings where one ends where a line of the text does', async () => {
    const end = intro[0] + (await widthOf(intro[2])) - (await widthOf('Duur', StandardFonts.HelveticaBold))
    const rows = [
      [50, 670, 'Graad', 'bold'],
      [end, 670, 'Duur', 'bold'],
      [50, 655, 'licht'],
      [end, 655, 'een uur'],
      [50, 640, 'zwaar'],
      [end, 640, 'de hele dag'],
    ] as const
    expect(await textsOf('folder.pdf', await placed([intro, ...rows]))).toEqual([
      intro[2],
      'Graad; Duur:',
      'licht; een uur',
      'zwaar; de hele dag',
    ])
  })

  it('is one where a row ends at the same place as a line of the text', async () => {
    const rows = [
      ['Wat', 'Wie'],
      ['Afname', 'arts'],
      ['Vervoer', 'koerier'],
    ].flatMap(([what, who], at) => [
      [50, 670 - 20 * at, what!],
      [120, 670 - 20 * at, who!],
    ])
    const text = 'Rust helpt ook.'
    const end = 120 + (await widthOf('arts')) - (await widthOf(text))
    const pdf = await placed([intro, [end, 640 - 60, text], ...rows] as never)
    expect((await textsOf('folder.pdf', pdf)).slice(1, 4)).toEqual(['Wat; Wie:', 'Afname; arts', 'Vervoer; koerier'])
  })

  it('has a first cell of two lines in one row, where the rows are little farther apart than lines', async () => {
    const lines = [720, 706].map((y, at) => [
      50,
      y,
      at ? 'en hoe ziek u bent.' : 'Het hangt af van de dag waarop u rust',
    ])
    const rows = [
      [50, 670, 'Wat', 'bold'],
      [200, 670, 'Duur', 'bold'],
      [50, 653, 'rusten'],
      [200, 653, 'uren'],
      [50, 636, 'langzaam'],
      [200, 636, 'een kwartier'],
      [50, 624, 'opbouwen'],
      [50, 607, 'slapen'],
      [200, 607, 'een nacht'],
    ]
    expect((await textsOf('folder.pdf', await placed([...lines, ...rows] as never))).slice(-3)).toEqual([
      'rusten; uren',
      'langzaam opbouwen; een kwartier',
      'slapen; een nacht',
    ])
  })
})

async function widthOf(text: string, letters = StandardFonts.Helvetica): Promise<number> {
  const font = await (await PDFDocument.create()).embedFont(letters)
  return font.widthOfTextAtSize(text, 10)
}

it('the number of an only page is no text, beside what else its foot says', async () => {
  const pdf = await placed([
    [50, 700, 'Rust helpt bijna iedereen die ziek is.'],
    [50, 670, 'Slaap helpt ook.'],
    [50, 40, 'versie 3, maart 2026', 'small'],
    [500, 40, '1/1', 'small'],
  ])
  expect(await textsOf('folder.pdf', pdf)).toEqual(['Rust helpt bijna iedereen die ziek is.', 'Slaap helpt ook.'])
})

it('sentences below a colon, further in, are items whose signs were drawn', async () => {
  const pdf = await placed([
    [50, 700, 'Wie ziek is en te weinig rust, kan dit allemaal nog wel doen:'],
    [66, 686, 'U gaat elke dag na het eten een uur liggen, ook in het weekend.'],
    [66, 672, 'U zegt een afspraak af.'],
    [50, 650, 'Rust helpt bijna iedereen die ziek is.'],
  ])
  expect((await textsOf('folder.pdf', pdf)).slice(1, 3)).toEqual([
    'U gaat elke dag na het eten een uur liggen, ook in het weekend.',
    'U zegt een afspraak af.',
  ])
})

it('a list of a pdf keeps its numbers where they are smaller than its text', async () => {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage()
  page.drawText('Wie ziek is en te weinig rust, kan dit allemaal nog wel doen:', { x: 50, y: 700, size: 10.5, font })
  for (const [at, text] of ['rusten in de middag;', 'slapen in de nacht.'].entries()) {
    page.drawText(`${at + 1}.`, { x: 52, y: 684 - 15 * at, size: 10, font })
    page.drawText(text, { x: 66, y: 684 - 15 * at, size: 10.5, font })
  }
  page.drawText('Rust helpt bijna iedereen die ziek is.', { x: 50, y: 640, size: 10.5, font })
  expect((await textsOf('folder.pdf', await pdf.save())).slice(1, 3)).toEqual([
    '1. rusten in de middag;',
    '2. slapen in de nacht.',
  ])
})

it('a short column that is mostly a list is one, beside a longer one', async () => {
  const left = [
    'Wie ziek is en rust, komt soms',
    'weer op krachten. Dat gaat heel',
    'langzaam, en niet bij iedereen.',
    'Vraag uw arts wat u',
    'kunt doen, en hoe vaak.',
    'Rust helpt bijna iedereen',
    'die lang ziek is.',
  ]
  const right = [
    'Leden lenen het boek bij ons; dat',
    'kost niets.',
    '• 7 januari: borrel',
    '• 21 januari: spreekuur',
    '• 2 februari: lezing',
    '• 9 maart: wandeling',
  ]
  const place = (x: number) => (text: string, at: number) => [x, 700 - 13 * at, text] as const
  const texts = await textsOf('brief.pdf', await placed([...left.map(place(50)), ...right.map(place(320))]))
  expect(texts.slice(-5)).toEqual([
    'Leden lenen het boek bij ons; dat kost niets.',
    '7 januari: borrel',
    '21 januari: spreekuur',
    '2 februari: lezing',
    '9 maart: wandeling',
  ])
})

it('a heading at the foot of a column belongs to the next, and a line further out than an item to none', async () => {
  const left = [
    'Wie ziek is en rust, komt soms',
    'weer op krachten. Dat gaat heel',
    'langzaam, en niet bij iedereen.',
    'Vraag het uw arts.',
  ]
  const pdf = await placed([
    [50, 740, 'Nieuws', 'bold'],
    [50, 722, 'Dit is het nieuws van deze week voor wie ziek is, en voor wie daarvoor zorgt, elke dag.'],
    ...left.map((text, at) => [50, 700 - 13 * at, text] as const),
    [50, 640, 'Boek', 'bold'],
    [320, 700, 'Leden lenen het boek bij ons; dat'],
    [320, 687, 'kost niets, ook niet per post.'],
    [322, 674, '• 7 januari: een borrel voor allen'],
    [320, 661, 'Stuur nieuws voor de volgende keer'],
    [320, 648, 'voor 15 februari in.'],
  ])
  const passages = await passagesOf('brief.pdf', pdf)
  expect(passages.slice(-3).map(({ section, text }) => [section, text])).toEqual([
    [['Boek'], 'Leden lenen het boek bij ons; dat kost niets, ook niet per post.'],
    [['Boek'], '7 januari: een borrel voor allen'],
    [['Boek'], 'Stuur nieuws voor de volgende keer voor 15 februari in.'],
  ])
})

it('an interview in two columns of short turns is no table', async () => {
  const left = [
    'Interviewer: Wanneer ging je naar de',
    'rechter?',
    'Marit: Toen ik las dat ik heel gezond',
    'was. Ik lag op dat moment op bed.',
  ]
  const right = [
    'Interviewer: Wat gaf de doorslag?',
    'Marit: Mijn dagboek van elke dag.',
    'Interviewer: Wat raad je anderen nu',
    'aan?',
    'Marit: Begin vandaag. Niet morgen.',
  ]
  const place = (x: number) => (text: string, at: number) => [x, 700 - 13 * at, text] as const
  const passages = await passagesOf('gesprek.pdf', await placed([...left.map(place(50)), ...right.map(place(320))]))
  expect(passages.map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual([
    'Interviewer: Wanneer ging je naar de rechter?',
    'Marit: Toen ik las dat ik heel gezond was. Ik lag op dat moment op bed.',
    'Interviewer: Wat gaf de doorslag?',
    'Marit: Mijn dagboek van elke dag.',
    'Interviewer: Wat raad je anderen nu aan?',
    'Marit: Begin vandaag. Niet morgen.',
  ])
})

it('lines below a colon that end before they are full are items whose signs were drawn, in a column too', async () => {
  const items = ['een bel naast het bed', 'eten dat ook koud lekker is', 'bezoek dat stil is']
  const pdf = await placed([
    [50, 700, 'Wie ziek is, noemt dit als hulp:'],
    ...items.map((item, at) => [66, 686 - 13 * at, item] as const),
    [50, 640, 'Rust helpt bijna iedereen die al lang ziek is.'],
  ])
  expect((await textsOf('folder.pdf', pdf)).slice(1, 4)).toEqual(items)
})

it('a second question in plain letters is asked by who asked the first', async () => {
  const line = 'Dat is mij bekend, en wij hebben er in het voorjaar met de Kamer over gesproken.'
  const text = `Kamervragen\n\nVraag 1\n\nKent u het?\n\nWat doet u eraan?\n\nAntwoord 1\n\n${line}\n`
  expect((await passagesOf('kamer.txt', text)).map(({ speaker, text }) => [speaker.role, text])).toEqual([
    ['asks', 'Kent u het?'],
    ['asks', 'Wat doet u eraan?'],
    ['answers', line],
  ])
})

it('a box at the side of a pdf, in smaller letters, is read where its section ends', async () => {
  const pdf = await PDFDocument.create()
  const [plain, bold] = [await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold)]
  const page = pdf.addPage()
  const write = (x: number, y: number, text: string, size: number, font = plain) =>
    page.drawText(text, { x, y, size, font })
  write(50, 750, 'Een boekje', 20, bold)
  write(50, 720, 'Thuis', 14, bold)
  write(50, 700, 'Wie ziek is, rust vaak. Dat helpt bijna iedereen die te veel van zichzelf vraagt, elke dag.', 10)
  write(50, 678, 'Maak een plan met de mensen om u heen.', 10)
  write(50, 666, 'Zij helpen u.', 10)
  write(50, 640, 'School', 14, bold)
  write(50, 620, 'Kinderen rusten ook. Dat helpt bijna ieder kind dat te veel van zichzelf vraagt, elke dag.', 10)
  write(245, 679, 'Tip', 8, bold)
  write(245, 668, 'Leg een boek naast', 8)
  write(245, 658, 'het bed.', 8)
  const passages = await passagesOf('boekje.pdf', await pdf.save())
  expect(passages.map(({ section, text }) => [section, text])).toEqual([
    [['Thuis'], 'Wie ziek is, rust vaak. Dat helpt bijna iedereen die te veel van zichzelf vraagt, elke dag.'],
    [['Thuis'], 'Maak een plan met de mensen om u heen. Zij helpen u.'],
    [['Thuis', 'Tip'], 'Leg een boek naast het bed.'],
    [['School'], 'Kinderen rusten ook. Dat helpt bijna ieder kind dat te veel van zichzelf vraagt, elke dag.'],
  ])
})

it('what introduces an article in larger letters is no heading, nor is the foot of its only page', async () => {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage()
  const intro = 'Ruud leerde rusten. ‘Nu gaat het beter.’'
  const text = 'Hij ligt elke middag een uur op bed, ook als hij niet moe is.'
  page.drawText('Rust in de klas', { x: 50, y: 740, size: 20, font })
  page.drawText(intro, { x: 50, y: 710, size: 13, font })
  for (const y of [680, 650]) page.drawText(text, { x: 50, y, size: 10, font })
  page.drawText('Kring Noord', { x: 50, y: 30, size: 6, font })
  expect(await textsOf('ruud.pdf', await pdf.save())).toEqual([intro, text, text])
})

it('who signs a letter is no heading of what stands below', async () => {
  const after = 'P.S. Over drie weken ziet u ons weer op de polikliniek, en neem dan deze brief mee.'
  const text = `Beste Nel,\n\nRust helpt.\n\nMet vriendelijke groet,\n\nJan Bos\nHuis De Brug, Zwolle\n\n${after}\n`
  expect((await textsOf('brief.txt', text)).slice(-3)).toEqual(['Jan Bos', 'Huis De Brug, Zwolle', after])
})

it('a line of nothing but links is a menu, and one of words with links is text', async () => {
  const link = (text: string) => `<a href="/x">${text}</a>`
  const menu = ['Start', 'Ziekten', 'Contact'].map(link).join(' | ')
  const text = `Lees over ${link('rust')}, ${link('slaap')} en ${link('sport')}.`
  expect(await textsOf('rust.html', `<div>${menu}</div><h1>Rust</h1><p>${text}</p>`)).toEqual([
    'Lees over rust, slaap en sport.',
  ])
})

describe('a question that opens its answer', () => {
  it.each([
    ['a summary', '<details><summary>Helpt rust?</summary><p>Ja.</p></details>'],
    ['a button', '<button class="accordion">Helpt rust?</button><div aria-hidden="true"><p>Ja.</p></div>'],
    ['a button in a heading', '<h3><button aria-expanded="false">Helpt rust?</button></h3><div hidden>Ja.</div>'],
    [
      'a part with the role of one',
      '<div role="button" aria-controls="a">Helpt rust?</div><i></i><div id="a" hidden>Ja.</div>',
    ],
    ['a term', '<dl><dt>Helpt rust?</dt><dd>Ja.</dd></dl>'],
    ['bold letters', '<p><strong>Helpt rust?<br></strong>Ja.</p>'],
    ['bold letters on the line of its answer', '<p><strong>Helpt rust?</strong> Ja.</p>'],
  ])('is a heading where it is %s', async (_, html) => {
    const [passage] = await passagesOf('faq.html', `<main><h1>T</h1>${html}</main>`)
    expect(passage).toMatchObject({ heading: 'Helpt rust?', text: 'Ja.' })
  })

  it('is a heading in Markdown, above its answer', async () => {
    for (const space of ['\n', ' ']) {
      const [passage] = await passagesOf('faq.md', `# T\n\n**Helpt rust?**${space}Ja.\n`)
      expect(passage).toMatchObject({ heading: 'Helpt rust?', text: 'Ja.' })
    }
    expect(await textsOf('faq.md', '# T\n\n**Rust** helpt.\n')).toEqual(['Rust helpt.'])
  })

  it('is none where a button opens a menu, and what is hidden otherwise stays out', async () => {
    const html =
      '<main><button aria-expanded="false">Menu</button><nav>Start</nav><p>Rust helpt.</p><p hidden>Nee.</p></main>'
    expect(await textsOf('faq.html', html)).toEqual(['Rust helpt.'])
  })
})

describe('a table', () => {
  it('has its caption above it, the paragraphs of its cells apart, and a cell beside more rows in each', async () => {
    const html =
      '<table><caption>Tabel 1</caption><tr><th>Wie</th><th>Wat</th></tr><tr><td rowspan="2">Kind</td><td><ul><li>rust</li><li>hulp</li></ul></td></tr><tr><td><p>Les.</p><p>Thuis.</p></td></tr></table>'
    expect(await textsOf('recht.html', html)).toEqual(['Tabel 1', 'Wie; Wat:', 'Kind; rust, hulp', 'Kind; Les. Thuis.'])
  })

  it('with one column of text is there for the layout', async () => {
    const html = '<table><tr><td><img src="x"></td><td>Rust helpt.<br><br>Slaap ook.</td></tr></table>'
    expect(await textsOf('brief.html', html)).toEqual(['Rust helpt.', 'Slaap ook.'])
  })
})

describe('a footnote', () => {
  it.each([
    ['html', '<p>Rust helpt.<sup>1</sup> Op 5 m<sup>2</sup>.</p><p><sup>1</sup> Bron.</p>'],
    [
      'html',
      '<p>Rust helpt.<sup><a href="#fn1">1</a></sup> Op 5 m<sup>2</sup>.</p><ol><li id="fn1"><p>Bron. <a href="#r1">↩</a></p></li></ol>',
    ],
    ['md', 'Rust helpt.[^1] Op 5 m2.\n\n[^1]: Bron.\n'],
  ])('has its number between brackets in %s', async (format, content) => {
    expect(await textsOf(`folder.${format}`, content)).toEqual(['Rust helpt.[1] Op 5 m2.', '[1] Bron.'])
  })
})

it('a line that only draws one is no text, and what it underlines a heading', async () => {
  const text =
    'Folder\n======\n\nRust helpt.\n\n1. Slapen\n---------\nSlaap ook overdag.\n\n* * *\n\n-----\n\nTot ziens, en rust goed uit.\n'
  expect((await passagesOf('folder.txt', text)).map(({ section, text }) => [section, text])).toEqual([
    [[], 'Rust helpt.'],
    [['1. Slapen'], 'Slaap ook overdag.'],
    [['1. Slapen'], 'Tot ziens, en rust goed uit.'],
  ])
})

it('a paragraph of an odt that is bold to its end is a heading', async () => {
  const names = ['office', 'text', 'style', 'fo'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  const style = '<style:style style:name="F"><style:text-properties fo:font-weight="bold"/></style:style>'
  const body =
    '<text:p text:style-name="F">Slapen</text:p><text:p>Slaap.</text:p><text:p><text:span text:style-name="F">Rusten</text:span></text:p><text:p><text:span text:style-name="F">Rust</text:span> ook.</text:p>'
  const content = `<office:document-content ${names}><office:automatic-styles>${style}</office:automatic-styles><office:body><office:text><text:h>T</text:h>${body}</office:text></office:body></office:document-content>`
  const odt = zipped({ 'content.xml': content, 'styles.xml': '<m/>' })
  expect((await passagesOf('folder.odt', odt)).map(({ section, text }) => [section, text])).toEqual([
    [['Slapen'], 'Slaap.'],
    [['Rusten'], 'Rust ook.'],
  ])
})

it.each([
  ['html', '<p>Ik vroeg het.</p><blockquote><p>Rust helpt mij.</p><cite>Nel Bos, 41</cite></blockquote><p>Mooi.</p>'],
  [
    'html',
    '<p>Ik vroeg het.</p><blockquote><p>Rust helpt mij.</p><footer>— Nel Bos, 41</footer></blockquote><p>Mooi.</p>',
  ],
  ['md', 'Ik vroeg het.\n\n> Rust helpt mij.\n> — Nel Bos, 41\n\nMooi.\n'],
])('a quotation in %s is said by whom it names', async (format, content) => {
  expect((await passagesOf(`blog.${format}`, content)).map(({ speaker, text }) => [speaker.name, text])).toEqual([
    ['Voorbeeld', 'Ik vroeg het.'],
    ['Nel Bos', 'Rust helpt mij. — Nel Bos, 41'],
    ['Voorbeeld', 'Mooi.'],
  ])
})

describe('a name on a line of its own', () => {
  const turns = [
    ['Redactie', 'Helpt rust?'],
    ['Nel Bos', 'Ja, dat helpt mij.'],
    ['Redactie', 'En sport?'],
    ['Nel Bos', 'Nee, sport niet.'],
  ]
  const bold = turns.map(([name, words]) => `<p><b>${name}</b></p><p>${words}</p>`).join('')
  const timed = turns.map(([name, words], at) => `[00:0${at}:04] ${name}\n${words}\n`).join('\n')
  it.each([
    ['html', `<h1>Gesprek</h1>${bold}`],
    ['txt', timed],
    ['txt', timed.replaceAll('Redactie', 'Jan')],
  ])('says who says what stands below it, in %s', async (format, content) => {
    const passages = await passagesOf(`gesprek.${format}`, content)
    const name = content.includes('Jan') ? 'Jan' : 'Redactie'
    expect(passages.map(({ speaker, section, text }) => [speaker.name, section, text])).toEqual(
      turns.map(([who, words]) => [who === 'Redactie' ? name : who, [], words]),
    )
  })

  it('is a heading where nobody asks, and where it comes once', async () => {
    const html = ['Klachten', 'Behandeling', 'Klachten', 'Behandeling']
      .map((title) => `<h2>${title}</h2><p>Rust helpt.</p>`)
      .join('')
    expect((await passagesOf('folder.html', `<h1>T</h1>${html}`)).map(({ section }) => section)).toEqual([
      ['Klachten'],
      ['Behandeling'],
      ['Klachten'],
      ['Behandeling'],
    ])
  })
})

it('bold thanks and a note in italics at the end of an interview are not of who answers', async () => {
  const turns = ['Hoe gaat het met je?', 'Wat deed je toen?', 'Wat wil je nog?', 'Dank je wel voor dit gesprek.'].map(
    (question, at) => `<p><b>${question}</b></p><p>Ik rustte ${at} uur.</p>`,
  )
  const passages = await passagesOf('nel.html', `<h1>Nel</h1>${turns.join('')}<p><em>Nel Bos is arts.</em></p>`)
  expect(passages.slice(-2).map(({ speaker, section, text }) => [speaker.role, section, text])).toEqual([
    ['answers', ['Dank je wel voor dit gesprek.'], 'Ik rustte 3 uur.'],
    ['author', ['Dank je wel voor dit gesprek.'], 'Nel Bos is arts.'],
  ])
})

describe('the head of a letter', () => {
  const head = ['Stichting Rust', '7400 AB Deventer', 'Deventer, 3 juni 2025', 'Betreft: rust voor leden']
  const text = [...head, 'Geachte leden,', 'Rust helpt.']
  it.each([
    ['docx', docxOf(text.map((line) => ({ type: 'paragraph', text: line })))],
    ['txt', `${text.join('\n\n')}\n`],
  ])('is left out, and gives title and date, in %s', async (format, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const proposal = await importSource({ name: `brief.${format}`, bytes }, SAID, '2026-01-02')
    const { passages, title, published } = parseDocument(proposal.markdown, proposal.source, 'd.md')
    expect(passages.map(({ text }) => text)).toEqual(['Geachte leden,', 'Rust helpt.'])
    expect([title, published]).toEqual(['rust voor leden', '2025-06-03'])
  })

  it('is none where a newsletter greets its readers', async () => {
    const lines = ['Over slaap', 'Beste lezer,', 'Rust helpt.']
    const docx = docxOf(lines.map((text) => ({ type: 'paragraph', text })))
    expect(await textsOf('brief.docx', docx)).toEqual(lines.slice(1))
  })
})

it('what a page says of itself is no text of it', async () => {
  const html =
    '<main><span>Opinie</span><h1>Rust</h1><p>Nel Bos, 19 mei 2025</p><figure><figcaption>Foto: ANP</figcaption></figure><p>Advertentie</p><p>Rust helpt.</p><blockquote class="pullquote">Rust!</blockquote><p>Was deze pagina nuttig?</p><p>Laatst bijgewerkt: 12 september 2025</p></main>'
  const { markdown, leftOut } = await importSource({ name: 'x.html', bytes: Buffer.from(html) }, SAID, '2026-01-02')
  expect(markdown).toMatch(/^published: 2025-05-19$/m)
  expect(markdown).toMatch(/^# Rust\n\nRust helpt\.\n$/m)
  expect(leftOut).toEqual(
    expect.arrayContaining([
      'Opinie',
      'Nel Bos, 19 mei 2025',
      'Foto: ANP',
      'Advertentie',
      'Rust!',
      'Laatst bijgewerkt: 12 september 2025',
    ]),
  )
})

it('a table of contents, the signature of an e-mail and its greeting are no text and no heading', async () => {
  const text =
    'Nieuwsbrief Rust\n\nInhoud\n1 Rust ........ 2\n2 Slaap . . . . . . 3\n\nRust helpt.\n\nHartelijke groet, de redactie\n\n--\nStichting Rust\nAfmelden kan altijd.\n'
  const proposal = await importSource({ name: 'mail.txt', bytes: Buffer.from(text) }, SAID, '2026-01-02')
  const { passages, title } = parseDocument(proposal.markdown, proposal.source, 'd.md')
  expect(passages.map(({ section, text }) => [section, text])).toEqual([
    [[], 'Rust helpt.'],
    [[], 'Hartelijke groet, de redactie'],
  ])
  expect(title).toBe('Nieuwsbrief Rust')
})

it.each(['PERSBERICHT\n\nUtrecht, 7 oktober 2025', 'Home Folders Contact'])(
  'what stands above the title is none: %s',
  async (above) => {
    const text = `${above}\n\nRust voor iedereen\n\nRust helpt bijna iedereen die ziek is.\n`
    const proposal = await importSource({ name: 'bericht.txt', bytes: Buffer.from(text) }, SAID, '2026-01-02')
    const { passages, title } = parseDocument(proposal.markdown, proposal.source, 'd.md')
    expect([title, ...passages.map(({ text }) => text)]).toEqual([
      'Rust voor iedereen',
      'Rust helpt bijna iedereen die ziek is.',
    ])
  },
)

it('a footnote belongs to no section', async () => {
  const passages = await passagesOf('folder.md', '# T\n\n## Wat helpt?\n\nRust.[^1]\n\n[^1]: Bron.\n')
  expect(passages.map(({ section, heading, text }) => [section, heading, text])).toEqual([
    [['Wat helpt?'], 'Wat helpt?', 'Rust.[1]'],
    [[], null, '[1] Bron.'],
  ])
})

it('a list introduced by "het volgende." is read with that', async () => {
  const passages = await passagesOf(
    'brief.md',
    '# T\n\nWij vragen het volgende.\n\n- Rust.\n\nRust helpt.\n\n- Slaap.\n',
  )
  expect(passages.map(({ intro }) => intro)).toEqual([null, passages[0]!.id, null, null])
})

it('a term stands before what explains it', async () => {
  expect(await textsOf('woorden.html', '<dl><dt>PEM</dt><dd>Zieker worden na inspanning.</dd></dl>')).toEqual([
    'PEM: Zieker worden na inspanning.',
  ])
})

it('the head of a letter in a table is a fact a row, none of which introduces another', async () => {
  const cells = [
    ['Datum', '4 februari 2025'],
    ['Betreft', 'Rust'],
  ]
  const rows = cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  const passages = await passagesOf('brief.html', `<table>${rows}</table><p>Rust helpt.</p>`)
  expect(passages.map(({ text, intro }) => [text, intro])).toEqual([
    ['Datum: 4 februari 2025', null],
    ['Betreft: Rust', null],
    ['Rust helpt.', null],
  ])
})

it('letters below a number that announces them are its list', async () => {
  const text =
    'Protocol\n\n1. De arts belt.\n\n2. De arts zegt:\n\na. wie er komt;\n\nb. hoe lang.\n\n3. De arts gaat.\n'
  const passages = await passagesOf('protocol.txt', text)
  expect(passages.map(({ text, intro }) => [text, intro === passages[1]!.id])).toEqual([
    ['1. De arts belt.', false],
    ['2. De arts zegt:', false],
    ['a. wie er komt;', true],
    ['b. hoe lang.', true],
    ['3. De arts gaat.', false],
  ])
})

it('two sentences are no heading, nor is who wrote what is below a title', async () => {
  const answer = 'Nee, dat hoeft helemaal niet, maar het mag wel als u er zelf ook iets aan hebt op die dag.'
  const text = `Nieuws\n\nDoor onze redactie\n\n${answer}\n\nMijn man wil rust. Mag dat?\n\n${answer}\n`
  expect(await textsOf('nieuws.txt', text)).toEqual([
    'Door onze redactie',
    answer,
    'Mijn man wil rust. Mag dat?',
    answer,
  ])
})

it('the first of the bold lines of a text is its title', async () => {
  const bold = (text: string) => `<p><b>${text}</b></p>`
  const passages = await passagesOf(
    'regels.html',
    `${bold('Regels')}<p>Rust.</p>${bold('Dag')}<p>Slaap.</p>${bold('Nacht')}<p>Ook.</p>`,
  )
  expect(passages.map(({ section }) => section)).toEqual([[], ['Dag'], ['Nacht']])
})

it('a text without paragraphs is cut between sentences', async () => {
  const text = Array.from({ length: 1500 }, (_, at) => `Op dag ${at} helpt rust.`).join(' ')
  const texts = await textsOf('opname.txt', `${text}\n`)
  expect(texts.length).toBeGreaterThan(30)
  expect(texts.every((one) => /^Op dag .* rust\.$/.test(one) && one.length <= 1000)).toBe(true)
})

it('small letters with the number of the only page are no text', async () => {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage()
  page.drawText('Rust helpt, en slaap helpt ook.', { x: 50, y: 700, size: 11, font })
  page.drawText('Wie moe is, gaat liggen.', { x: 50, y: 660, size: 11, font })
  page.drawText('Vereniging, folder 3', { x: 50, y: 30, size: 8, font })
  page.drawText('1', { x: 500, y: 30, size: 8, font })
  expect(await textsOf('folder.pdf', await pdf.save())).toEqual([
    'Rust helpt, en slaap helpt ook.',
    'Wie moe is, gaat liggen.',
  ])
})

describe('a meeting that a program wrote down', () => {
  const turns = [
    ['Nel Bos', '0:03', 'Welkom. Helpt rust?'],
    ['Jan Vis', '0:31', 'Rust helpt bijna iedereen.'],
    ['Nel Bos', '1:12', 'En sport?'],
    ['Jan Vis', '1:20', 'Dat verschilt.'],
  ]
  it.each([
    ['docx', docxOf(turns.map(([name, time, text]) => ({ type: 'paragraph', text: `${name}   ${time} ${text}` })))],
    ['html', turns.map(([name, time, text]) => `<p><b>${name}</b> ${time}<br>${text}</p>`).join('')],
    ['txt', turns.map(([name, time, text]) => `${name} ${time}\n${text}\n`).join('\n')],
    ['txt', turns.map(([name, time, text]) => `${name} (00:0${time}): ${text}\n`).join('\n')],
  ])('has who speaks and from what time on, in %s', async (format, content) => {
    const passages = await passagesOf(`overleg.${format}`, content)
    expect(passages.map(({ speaker, text }) => [speaker.name, speaker.role, text])).toEqual(
      turns.map(([name, , text]) => [name, name === 'Nel Bos' ? 'asks' : 'answers', text]),
    )
  })

  it('is none where days and hours are a programme', async () => {
    const html = '<p>Maandag 10:00 rusten</p><p>Dinsdag 10:30 slapen</p><p>Vrijdag 11:00 niets</p>'
    expect((await passagesOf('programma.html', `<h1>Week</h1>${html}`)).map(({ speaker }) => speaker.name)).toEqual(
      Array(3).fill('Voorbeeld'),
    )
  })
})

it.each(['MV', 'M.V.', 'Veldman', 'Marije'])('who is called in full first may be "%s" from then on', async (short) => {
  const text = `Jos Terpstra: Helpt rust?\n\nMarije Veldman: Ja.\n\nJT: En sport?\n\n${short}: Nee.\n\nJT: En slaap?\n\n${short}: Ook.\n`
  expect((await passagesOf('gesprek.txt', text)).map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual([
    'Jos Terpstra: Helpt rust?',
    'Marije Veldman: Ja.',
    'Jos Terpstra: En sport?',
    'Marije Veldman: Nee.',
    'Jos Terpstra: En slaap?',
    'Marije Veldman: Ook.',
  ])
})

it('labels that fit two names are of neither', async () => {
  const text =
    'Jan Bos: Helpt rust?\n\nJoke Bos: Ja.\n\nJan Bos: En sport?\n\nJoke Bos: Nee.\n\nBos: En nu?\n\nBos: Klaar?\n'
  expect((await passagesOf('gesprek.txt', text)).map(({ speaker }) => speaker.name)).toEqual([
    'Jan Bos',
    'Joke Bos',
    'Jan Bos',
    'Joke Bos',
    'Bos',
    'Bos',
  ])
})

describe('a pdf whose headings are in other letters', () => {
  const long = 'Rust helpt bijna iedereen die ziek is, ook wie het niet gelooft.'
  const sections = [
    [50, 640, 'Overdag', 'large'],
    [50, 620, long],
    [50, 590, 'Nachts', 'large'],
    [50, 570, long],
    [50, 540, 'Slaap is ook rust, zegt men', undefined],
    [50, 510, long],
  ] as const
  it('has none in the letters of its text, and no section of what goes on with its title', async () => {
    const pdf = await placed([
      [50, 720, 'Rust', 'title'],
      [50, 700, 'Wat u moet weten', 'bold'],
      [50, 680, 'Versie 2 – maart 2025'],
      [50, 660, long],
      ...sections,
    ] as never)
    expect((await passagesOf('folder.pdf', pdf)).map(({ section, text }) => [...section, text])).toEqual([
      ['Wat u moet weten'],
      [long],
      ['Overdag', long],
      ['Nachts', long],
      ['Nachts', 'Slaap is ook rust, zegt men'],
      ['Nachts', long],
    ])
  })

  it('has no sentence twice that is repeated in larger letters', async () => {
    const pdf = await placed([
      [50, 720, 'Rust', 'title'],
      ...sections.slice(0, 4),
      [50, 545, '“Rust helpt bijna iedereen.”', 'large'],
      [50, 515, 'Wie het vroeg, zei steeds: “Rust helpt bijna iedereen.”'],
    ] as never)
    const proposal = await importSource({ name: 'folder.pdf', bytes: pdf }, SAID, '2026-01-02')
    const { passages } = parseDocument(proposal.markdown, proposal.source, 'd.md')
    expect(passages.map(({ section, text }) => [...section, text])).toEqual([
      ['Overdag', long],
      ['Nachts', long],
      ['Nachts', 'Wie het vroeg, zei steeds: “Rust helpt bijna iedereen.”'],
    ])
    expect(proposal.markdown).toContain('reason: Zin uit de tekst in andere letters.')
  })

  it('has lists whose signs were drawn below a heading, too', async () => {
    const pdf = await placed([
      [50, 720, 'Rust', 'title'],
      ...sections.slice(0, 4),
      [50, 545, 'Doen', 'large'],
      [66, 525, 'Eet twee uur voor u gaat liggen niets meer, ook niet iets.'],
      [66, 513, 'Drink geen koffie.'],
      [66, 501, 'Vraag iemand om u thuis te brengen, want u kunt heel erg'],
      [66, 489, 'moe zijn.'],
      [50, 470, long],
    ] as never)
    expect((await textsOf('folder.pdf', pdf)).slice(2)).toEqual([
      'Eet twee uur voor u gaat liggen niets meer, ook niet iets.',
      'Drink geen koffie.',
      'Vraag iemand om u thuis te brengen, want u kunt heel erg moe zijn.',
      long,
    ])
  })
})

it('a footnote of a pdf of two lines is one, above the foot of its page', async () => {
  const pdf = await placed([
    [50, 700, 'Rust helpt bijna iedereen die ziek is, ook wie het niet gelooft.'],
    [50, 670, 'Slaap helpt ook, en wie niet slaapt, kan in elk geval gaan liggen.'],
    [50, 120, '1 Bos, Rust en slaap,', 'small'],
    [50, 112, '«Beter in bed».', 'small'],
    [50, 30, 'Vereniging voor rust en slaap, folder', 'small'],
    [500, 30, '1', 'small'],
  ])
  expect((await textsOf('folder.pdf', pdf)).slice(2)).toEqual(['[1] Bos, Rust en slaap, «Beter in bed».'])
})

it('a sentence that an article repeats beside its text is left out, with whose it is', async () => {
  const text = '‘Niemand weet wie het betaalt’, zegt Anja. Zij wacht.'
  const html = `<main><h1>Rust</h1><p>${text}</p><div><blockquote>Niemand weet wie het betaalt</blockquote><cite>Anja, moeder</cite></div><p>Rust helpt.</p></main>`
  const { markdown, leftOut } = await importSource({ name: 'x.html', bytes: Buffer.from(html) }, SAID, '2026-01-02')
  expect(markdown.split('# Rust\n\n')[1]).toBe(`${text}\n\nRust helpt.\n`)
  expect(leftOut).toEqual(['Niemand weet wie het betaalt', 'Anja, moeder'])
})

it('a table whose first column is a date has its headings above each row', async () => {
  const rows = [
    ['Datum', 'Wat', 'Waar'],
    ['4 mei', 'Rust', 'Thuis'],
  ]
  const html = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  const passages = await passagesOf('agenda.html', `<h1>Agenda</h1><table>${html}</table>`)
  expect(passages.map(({ text, intro }) => [text, intro === passages[0]!.id])).toEqual([
    ['Datum; Wat; Waar:', false],
    ['4 mei; Rust; Thuis', true],
  ])
})

it('in a forum each has said what is below their name, and the page what is below the last', async () => {
  const post = (name: string, text: string) =>
    `<div class="post"><div><span class="post-author">${name}</span> <span class="post-date">Gisteren</span></div><p>${text}</p><div class="post-actions"><a href="#">Citeren</a></div></div>`
  const html = `<h1>Rust</h1>${post('zon72', 'Helpt rust?')}${post('Karin B.', 'Ja.')}${post('zon72', 'Dank.')}<p>Dit onderwerp is gesloten.</p>`
  const passages = await passagesOf('forum.html', html)
  expect(passages.map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual([
    'zon72: Helpt rust?',
    'Karin B.: Ja.',
    'zon72: Dank.',
    'Voorbeeld: Dit onderwerp is gesloten.',
  ])
})

it('the first line of a docx without headings is its title', async () => {
  const docx = docxOf(['Rusten overdag', 'Rust helpt.', 'Slaap ook.'].map((text) => ({ type: 'paragraph', text })))
  const proposal = await importSource({ name: 'x.docx', bytes: docx }, SAID, '2026-01-02')
  const { title, passages } = parseDocument(proposal.markdown, proposal.source, 'd.md')
  expect([title, ...passages.map(({ text }) => text)]).toEqual(['Rusten overdag', 'Rust helpt.', 'Slaap ook.'])
})

it.each([
  '<ul><li><ul><li>rusten;</li><li>slapen.</li></ul></li></ul>',
  '<ul><ul><li>rusten;</li><li>slapen.</li></ul></ul>',
])('a list that is only in another is one: %s', async (list) => {
  const passages = await passagesOf('folder.html', `<p>Doe dit:</p>${list}`)
  expect(passages.map(({ text, intro }) => [text, intro === passages[0]!.id])).toEqual([
    ['Doe dit:', false],
    ['rusten;', true],
    ['slapen.', true],
  ])
})

it('what a publisher adds below an interview, under a heading that says so, is its own', async () => {
  const turns = ['Nel: Helpt rust?', 'Jan: Ja.', 'Nel: En sport?', 'Jan: Nee.'].map((turn) => `<p>${turn}</p>`).join('')
  const who = async (heading: string) =>
    (await passagesOf('podcast.html', `<h1>Podcast</h1>${turns}<h2>${heading}</h2><p>Muziek van Lia Post.</p>`)).at(-1)!
      .speaker.name
  expect(await who('Shownotes')).toBe('Voorbeeld')
  // Whose it is below another heading, only an editor knows.
  await expect(who('Andere aanpak')).rejects.toThrow('no label says who speaks')
})

it('who wrote a post is read beside what else stands above it', async () => {
  const post = (name: string, text: string) =>
    `<div class="topic-post"><div class="topic-meta"><span class="username"><a href="/u">${name}</a></span><span class="post-date">2 d</span></div><p>${text}</p></div>`
  const passages = await passagesOf(
    'forum.html',
    `<h1>Rust</h1>${post('zon', 'Helpt rust?')}${post('Ria', 'Ja.')}${post('zon', 'Dank.')}`,
  )
  expect(passages.map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual([
    'zon: Helpt rust?',
    'Ria: Ja.',
    'zon: Dank.',
  ])
})

it('the greeting of a letter stays, where a heading comes only later', async () => {
  const html =
    '<p>Beste ouders,</p><p>Jurre is ziek, en ligt veel in bed.</p><p>Hij krijgt thuis les.</p><p>Dat gaat goed.</p><p><b>Vragen</b></p><p>Bel ons.</p>'
  expect((await textsOf('brief.html', html))[0]).toBe('Beste ouders,')
})

it('a box of an odt stands below its paragraph, with its heading', async () => {
  const names = ['office', 'text', 'draw'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  const box = '<draw:frame><draw:text-box><text:p>Tip</text:p><text:p>Slaap ook.</text:p></draw:text-box></draw:frame>'
  const content = `<office:document-content ${names}><office:body><office:text><text:h>T</text:h><text:p>Rust helpt.${box}</text:p></office:text></office:body></office:document-content>`
  const passages = await passagesOf('folder.odt', zipped({ 'content.xml': content, 'styles.xml': '<m/>' }))
  expect(passages.map(({ section, text }) => [...section, text])).toEqual([['Rust helpt.'], ['Tip', 'Slaap ook.']])
})

it('"Antwoord:" below the questions of a page is no text, and its publisher answers', async () => {
  const text = '# Vragen\n\n## Helpt rust?\n\n**Antwoord:** Ja.\n\n## En sport?\n\n**Antwoord:** Nee.\n\nBel ons.\n'
  expect((await passagesOf('vragen.md', text)).map(({ speaker, text }) => `${speaker.name}: ${text}`)).toEqual([
    'Voorbeeld: Ja.',
    'Voorbeeld: Nee.',
    'Voorbeeld: Bel ons.',
  ])
})

describe('small letters of a pdf', () => {
  const text = [
    'Rust helpt bijna iedereen die ziek is, ook',
    'wie het niet gelooft. Slaap helpt ook, en wie',
    'niet kan slapen, kan in elk geval gaan liggen.',
  ]
  it('in the margin of a letter are its head', async () => {
    const pdf = await placed([
      [50, 740, 'Datum 4 maart 2025'],
      [50, 700, 'Geachte voorzitter,'],
      ...text.map((line, at) => [50, 670 - 12 * at, line]),
      [400, 745, 'Directie Zorg', 'small'],
      [400, 705, 'Parnassusplein 5', 'small'],
      [400, 672, 'Ons kenmerk', 'small'],
    ] as never)
    expect(await textsOf('brief.pdf', pdf)).toEqual(['Geachte voorzitter,', text.join(' ')])
  })

  it('in the margin of another text are read below it', async () => {
    const pdf = await placed([
      ...text.map((line, at) => [50, 670 - 12 * at, line]),
      [400, 670, 'Bel ons voor meer rust', 'small'],
      [400, 663, 'op dagen dat het kan.', 'small'],
    ] as never)
    expect(await textsOf('folder.pdf', pdf)).toEqual([text.join(' '), 'Bel ons voor meer rust op dagen dat het kan.'])
  })

  it('with the number of a page are no footnote, unless the text refers to it', async () => {
    const foot = [[50, 30, '14 Tijdschrift voor rust', 'small']]
    const lines = text.map((line, at) => [50, 670 - 12 * at, line])
    expect(await textsOf('artikel.pdf', await placed([...lines, ...foot] as never))).toEqual([text.join(' ')])
    const sign = [50 + (await widthOf(text[2]!)), 650, '14', 'small']
    expect(await textsOf('artikel.pdf', await placed([...lines, sign, ...foot] as never))).toEqual([
      `${text.join(' ')}[14]`,
      '[14] Tijdschrift voor rust',
    ])
  })
})

it('a quotation by the style of a docx is left out where the text has it', async () => {
  const text = 'Nel rust elke dag, want rust helpt haar.'
  const docx = docxOf([
    { type: 'title', text: 'Rust' },
    { type: 'paragraph', text },
    { type: 'quotation', text: 'Rust helpt haar, want rust helpt haar' },
    { type: 'quotation', text: 'want rust helpt haar' },
  ])
  expect(await textsOf('nel.docx', docx)).toEqual([text, 'Rust helpt haar, want rust helpt haar'])
})

it.each([
  ['html', '<p>Mijn man zei:</p><blockquote><p>Het was de beste rit die we hadden.</p></blockquote>'],
  ['md', 'Mijn man zei:\n\n> Het was de beste rit die we hadden.\n'],
])(
  'what somebody without a name says in a quotation is between marks, and asked about, in %s',
  async (format, content) => {
    const proposal = await importSource({ name: `blog.${format}`, bytes: Buffer.from(content) }, SAID, '2026-01-02')
    expect(parseDocument(proposal.markdown, proposal.source, 'd.md').passages[1]!.text).toBe(
      '“Het was de beste rit die we hadden.”',
    )
    expect(opinionOf(proposal, 'd.md').map(({ kind }) => kind)).toEqual(['quoted'])
  },
)

it('a quotation in a figure is said by whom its caption names', async () => {
  const html =
    '<h1>Rust</h1><p>Rust helpt.</p><figure><blockquote><p>Slaap helpt mij.</p></blockquote><figcaption>Aukje Bloem, arts</figcaption></figure><figure><img><figcaption>Foto: ANP</figcaption></figure>'
  expect((await passagesOf('x.html', html)).map(({ speaker, text }) => [speaker.name, text])).toEqual([
    ['Voorbeeld', 'Rust helpt.'],
    ['Aukje Bloem', 'Slaap helpt mij. — Aukje Bloem, arts'],
  ])
})

it('a large letter or number of a pdf begins the words beside it', async () => {
  const pdf = await placed([
    [50, 740, 'Rust en slaap', 'title'],
    [50, 686, 'R', 'title'],
    [66, 693, 'ust helpt bijna iedereen die ziek is, ook'],
    [66, 681, 'wie het niet gelooft. En slaap helpt een'],
    [50, 669, 'mens ook, al is het maar een uur per dag.'],
    [50, 626, '1', 'title'],
    [80, 630, 'Ga liggen', 'bold'],
    [80, 616, 'Doe dat elke dag na het eten, een uur lang.'],
  ] as never)
  expect((await passagesOf('folder.pdf', pdf)).map(({ section, text }) => [...section, text])).toEqual([
    [
      'Rust helpt bijna iedereen die ziek is, ook wie het niet gelooft. En slaap helpt een mens ook, al is het maar een uur per dag.',
    ],
    ['1 Ga liggen', 'Doe dat elke dag na het eten, een uur lang.'],
  ])
})

it.each(['Versie 2 – september 2025', 'Jaargang 12, nummer 3, najaar 2025', 'Maart 2025', 'Uitgave januari 2025'])(
  'below a title, "%s" is no text',
  async (edition) => {
    const docx = docxOf([
      { type: 'title', text: 'Rust' },
      { type: 'paragraph', text: edition },
      { type: 'paragraph', text: 'Rust helpt.' },
    ])
    expect(await textsOf('rust.docx', docx)).toEqual(['Rust helpt.'])
  },
)

it.each([
  '14:40',
  'Gepubliceerd op: 12 mei 2025',
  'Bekijk deze mail in uw browser',
  'Copyright © 2025 Stichting Stil',
  'U ontvangt deze mail omdat u donateur bent.',
  'Ga direct naar inhoud',
])('"%s" is no text of a page', async (said) => {
  expect(await textsOf('x.html', `<h1>Rust</h1><p>Rust helpt.</p><p>Slaap ook.</p><p>${said}</p>`)).toEqual([
    'Rust helpt.',
    'Slaap ook.',
  ])
})

it('a question that a page only calls so is the heading of its answer', async () => {
  const item = (question: string, answer: string) =>
    `<div class="faq-item"><div class="faq-question"><span>+</span>${question}</div><div class="faq-answer"><p>${answer}</p></div></div>`
  const passages = await passagesOf(
    'faq.html',
    `<h1>Vragen</h1>${item('Helpt rust?', 'Ja.')}${item('En sport?', 'Nee.')}`,
  )
  expect(passages.map(({ section, text }) => [...section, text])).toEqual([
    ['Helpt rust?', 'Ja.'],
    ['En sport?', 'Nee.'],
  ])
})

describe('who speaks is told', () => {
  const turns = [
    ['Joost', 'Helpt rust?'],
    ['Mira', 'Ja, dat helpt.'],
    ['Joost', 'En sport?'],
    ['Mira', 'Nee.'],
  ]
  it.each([
    ['by the first column of a table', 'docx', docxOf([{ type: 'table', rows: turns }])],
    ['before a dash', 'txt', turns.map(([name, text]) => `${name} – ${text}\n`).join('\n')],
  ])('%s', async (_what, format, content) => {
    const passages = await passagesOf(`gesprek.${format}`, content)
    expect(passages.map(({ speaker, text }) => [speaker.name, text])).toEqual(turns)
    expect(passages.map(({ speaker }) => speaker.role)).toEqual(['asks', 'answers', 'asks', 'answers'])
  })

  it('by a name that "antwoordt" below the questions of readers', async () => {
    const html = ['Mag ik rusten?', 'Mag ik slapen?']
      .map((question) => `<p><b>${question}</b></p><p><b>Dokter Kamp antwoordt:</b> Ja, dat mag.</p>`)
      .join('')
    const passages = await passagesOf('spreekuur.html', `<h1>Spreekuur</h1><p>Elke maand.</p>${html}`)
    expect(passages.map(({ speaker, heading, text }) => [speaker.name, heading, text])).toEqual([
      ['Voorbeeld', null, 'Elke maand.'],
      ['Dokter Kamp', 'Mag ik rusten?', 'Ja, dat mag.'],
      ['Dokter Kamp', 'Mag ik slapen?', 'Ja, dat mag.'],
    ])
  })
})

it('the signs of a list may be the letter "o" in a docx', async () => {
  const docx = docxOf(['Doe dit:', 'o\trusten', 'o\tslapen'].map((text) => ({ type: 'paragraph', text })))
  expect(await textsOf('lijst.docx', docx)).toEqual(['Doe dit:', 'rusten', 'slapen'])
})

it('a table with a whole text in a cell is there for the layout, and empty lines divide paragraphs', async () => {
  const html =
    '<title>Rust</title><table><tr><td><a href="a">Home</a><br><a href="b">Tips</a><br><a href="c">Links</a></td><td>Rust<br><br>Rust helpt.<br><br>\n<b>Nachts</b><br>Slaap ook.<br><br><b>Overdag</b><br>Dit helpt:<ul><li>liggen<li>zitten</ul></td></tr></table>'
  expect((await passagesOf('oud.html', html)).map(({ section, text }) => [...section, text])).toEqual([
    ['Rust helpt.'],
    ['Nachts', 'Slaap ook.'],
    ['Overdag', 'Dit helpt:'],
    ['Overdag', 'liggen'],
    ['Overdag', 'zitten'],
  ])
})

it('a footnote of a page is known by the way back from it', async () => {
  const html =
    '<h1>T</h1><h2>Rust</h2><p>Rust helpt.<sup><a href="#v1" id="t1">1</a></sup></p><ol><li id="v1">Bron. <a href="#t1">↩</a></li></ol>'
  expect((await passagesOf('x.html', html)).map(({ section, text }) => [...section, text])).toEqual([
    ['Rust', 'Rust helpt.[1]'],
    ['[1] Bron.'],
  ])
})

describe('signs of a pdf', () => {
  it('may be numbers in a section, beside their paragraphs', async () => {
    const pdf = await placed([
      [50, 740, 'Uitspraak', 'title'],
      ...['1.1.', '1.2.'].flatMap((number, at) => [
        [50, 700 - 40 * at, number],
        [90, 700 - 40 * at, 'De raad vindt dat wie ziek is en te weinig rust, thuis'],
        [90, 688 - 40 * at, 'mag blijven.'],
      ]),
    ] as never)
    expect(await textsOf('uitspraak.pdf', pdf)).toEqual(
      ['1.1.', '1.2.'].map((number) => `${number} De raad vindt dat wie ziek is en te weinig rust, thuis mag blijven.`),
    )
  })

  it('may be smaller than what they begin, which goes on below it', async () => {
    const pdf = await placed([
      [50, 700, 'Wie ziek is en te weinig rust, kan dit allemaal nog wel doen:'],
      [50, 688, '•', 'small'],
      [60, 685, 'rusten in de middag, na het eten, en vooral ook voor het'],
      [60, 673, 'eten;'],
      [50, 661, '•', 'small'],
      [60, 658, 'slapen.'],
    ])
    expect((await textsOf('folder.pdf', pdf)).slice(1)).toEqual([
      'rusten in de middag, na het eten, en vooral ook voor het eten;',
      'slapen.',
    ])
  })
})

describe('"ik" in an answer', () => {
  const page = (answer: string) =>
    ['Herkent u dit?', 'Wat doet u dan?', 'Wat zegt u dan?']
      .map((question) => `<h2>${question}</h2><p>${answer}</p>`)
      .join('')
  const speakersOf = async (answer: string) =>
    (await passagesOf('folder.html', `<h1>Folder</h1>${page(answer)}`)).map(({ speaker }) => speaker.name)

  it("is no name of an illness, and nobody else's word", async () => {
    expect(await speakersOf('Wie ME heeft, rust. Dat hoort bij ME/CVS.')).toEqual(Array(3).fill('Voorbeeld'))
    expect(await speakersOf('U zegt: ‘Ik ga om acht uur naar huis.’')).toEqual(Array(3).fill('Voorbeeld'))
  })

  it('makes an interview, of which somebody has to say who answers', async () => {
    expect(await speakersOf('Ik rust dan.')).toEqual(Array(3).fill('Geïnterviewde'))
    const bytes = Buffer.from(`<h1>Nel</h1>${page('Ik rust dan.')}`)
    const proposal = await importSource({ name: 'nel.html', bytes }, SAID, '2026-01-02')
    expect(opinionOf(proposal, 'd.md').map(({ kind }) => kind)).toEqual(['unnamed'])
    const markdown = proposal.markdown.replace('name: Geïnterviewde', 'name: Nel')
    expect(opinionOf({ ...proposal, markdown }, 'd.md')).toEqual([])
  })
})

it('a paragraph goes on in the next column where its line is full, though that ends a sentence', async () => {
  const left = [
    'Rust helpt bijna iedereen die ziek is, en ook',
    'wie het niet gelooft. Slapen helpt ook, al is',
    'het maar een uur. Dat zegt iedereen hier ook.',
  ]
  const right = [
    'Daarom gaan wij elke dag na het eten liggen,',
    'en staan dan pas weer op als het donker is en',
    'er nog iets te doen valt.',
  ]
  const columns = [left, right].flatMap((lines, side) =>
    lines.map((line, at) => [50 + 260 * side, 700 - 12 * at, line]),
  )
  expect(await textsOf('folder.pdf', await placed(columns as never))).toEqual([[...left, ...right].join(' ')])
})

it('a panel of a page with tabs is read, though it is hidden', async () => {
  const html =
    '<main><h1>Infuus</h1><ul role="tablist"><li><a href="#v">Vooraf</a></li><li><a href="#n">Na afloop</a></li></ul><div role="tabpanel" id="v"><p>Eet gewoon.</p></div><div role="tabpanel" id="n" hidden><p>Rust uit.</p></div><p hidden>Nee.</p></main>'
  expect((await textsOf('x.html', html)).slice(-2)).toEqual(['Eet gewoon.', 'Rust uit.'])
})

it('who speaks is told by the second column of a table, behind the times', async () => {
  const turns = [
    ['00:09', 'Presentator', 'Helpt rust?'],
    ['00:12', 'Saskia Boon', 'Ja.'],
    ['00:20', 'Presentator', 'En sport?'],
    ['00:22', 'Saskia Boon', 'Nee.'],
  ]
  const passages = await passagesOf('radio.docx', docxOf([{ type: 'table', rows: turns }]))
  expect(passages.map(({ speaker, text }) => [speaker.name, text])).toEqual(turns.map(([, name, text]) => [name, text]))
})

it('a question is a heading where the page says for search engines that it is one', async () => {
  const html =
    '<h1>Vragen</h1><div itemscope itemtype="https://schema.org/Question"><div itemprop="name">Helpt rust?</div><div itemprop="acceptedAnswer"><p>Ja.</p></div></div>'
  expect((await passagesOf('x.html', html)).map(({ section, text }) => [...section, text])).toEqual([
    ['Helpt rust?', 'Ja.'],
  ])
})

it('the message that an e-mail answers is no text of it', async () => {
  const text =
    'Beste mevrouw,\n\nRust helpt.\n\nSlaap ook.\n\nMet groet,\n\nLoes\n\n> Geachte dokter,\n>\n> Helpt rust?\n'
  expect((await textsOf('mail.txt', text)).slice(-2)).toEqual(['Met groet,', 'Loes'])
})

it('columns of a pdf are columns, though headings and hours stand in them', async () => {
  const left = [
    ['Bestuur', 'bold'],
    ['Na de zomer zijn wij weer begonnen met bellen.'],
    ['Elke dinsdag bellen vijf mensen met leden die weinig'],
    ['mensen zien. Wilt u dat ook, laat het ons weten.'],
    ['Ledendag', 'bold'],
    ['11.00 uur: opening'],
    ['11.15 uur: verhaal van een lid'],
    ['11.45 uur: pauze van een uur'],
    ['12.45 uur: vragen aan een arts'],
  ]
  const right = [
    ['Boek', 'bold'],
    ['In het boek ligt een vrouw negen jaar in een kamer,'],
    ['en dat leest u in een middag als u een middag kunt'],
    ['lezen. De hoofdstukken zijn kort, en dat is met'],
    ['opzet gedaan.'],
    ['Oproep', 'bold'],
    ['Onze website heeft nieuwe foto’s nodig. Heeft u er een'],
    ['van uw uitzicht vanuit bed, stuur hem dan op naar'],
    ['ons.'],
  ]
  const lines = [left, right].flatMap((column, side) =>
    column.map(([text, letters], at) => [50 + 262 * side, 700 - 14 * at, text, letters]),
  )
  const passages = await passagesOf('krant.pdf', await placed(lines as never))
  expect([...new Set(passages.flatMap(({ section }) => section))]).toEqual(['Ledendag', 'Boek', 'Oproep'])
  expect(passages.at(-1)!.text).toBe(
    'Onze website heeft nieuwe foto’s nodig. Heeft u er een van uw uitzicht vanuit bed, stuur hem dan op naar ons.',
  )
})

describe('a name below what a reader wrote', () => {
  const said = [
    ['Greet Hop', 'Zwolle', 'Mijn dochter zit al twee jaar thuis.'],
    ['Bas', 'Leiden', 'Ik ben leraar.'],
    ['Inge van Dam', 'Ede', 'Wij wachten op een robot.'],
  ]
  it.each([
    [
      'below headings',
      said.map(([name, place, text]) => `<h2>Over ${place}</h2><p>${text}</p><p>${name}, ${place}</p>`),
    ],
    ['below one another', said.map(([name, place, text]) => `<p>${text}</p><div>${name}, ${place}</div>`)],
  ])('says who it is, %s', async (_what, letters) => {
    const html = `<h1>Brieven</h1><p>Wij kregen brieven.</p>${letters.join('')}`
    expect((await passagesOf('brieven.html', html)).map(({ speaker, text }) => [speaker.name, text])).toEqual([
      ['Voorbeeld', 'Wij kregen brieven.'],
      ...said.map(([name, place, text]) => [name, `${text} — ${name}, ${place}`]),
    ])
  })

  it('is none where names stand above what is said of them', async () => {
    const html = said.map(([name, place]) => `<p>${name}, ${place}</p><p>Wij kennen haar goed.</p>`).join('')
    const passages = await passagesOf('team.html', `<h1>Ons team</h1><p>Dit zijn wij.</p>${html}`)
    expect(passages.map(({ speaker }) => speaker.name)).toEqual(Array(7).fill('Voorbeeld'))
  })
})

it('a button is no text of a page', async () => {
  expect(
    await textsOf('x.html', '<h1>Hulp</h1><p>Bel ons.</p><p><a class="button" href="/f">Aanvragen</a></p>'),
  ).toEqual(['Bel ons.'])
})

it.each([
  [
    'txt',
    '1. Wat doet u precies?\n\nIk rust.\n\n2. Helpt het u?\n\nMij wel.\n\n3. Wat wilt u nog?\n\nIk wil slapen.\n',
  ],
  [
    'html',
    '<p>1. Wat doet u precies?</p><p>Ik rust.</p><p>2. Helpt het u?</p><p>Mij wel.</p><p>3. Wat wilt u nog?</p><p>Ik wil slapen.</p>',
  ],
])('questions with numbers are headings of their answers, in %s', async (format, content) => {
  const title = format === 'txt' ? 'Drie vragen\n\n' : '<h1>Drie vragen</h1>'
  const passages = await passagesOf(`vragen.${format}`, title + content)
  expect(passages.map(({ speaker, section, text }) => [speaker.role, ...section, text])).toEqual([
    ['answers', '1. Wat doet u precies?', 'Ik rust.'],
    ['answers', '2. Helpt het u?', 'Mij wel.'],
    ['answers', '3. Wat wilt u nog?', 'Ik wil slapen.'],
  ])
})
