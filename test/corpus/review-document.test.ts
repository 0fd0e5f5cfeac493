import { describe, expect, it } from 'vitest'
import { loadCorpus, reviewCorpus } from '../../src/corpus/load-corpus.ts'
import { readDocument } from '../../src/corpus/parse-document.ts'
import { describeProblem } from '../../src/corpus/problem.ts'
import { reviewDocument } from '../../src/corpus/review-document.ts'
import { CORPUS_FOLDER } from '../support/real-corpus.ts'
import { documentOf, interviewOf, sourceOf } from '../support/tiny-corpus.ts'

/** What is asked about a document with this body. */
const review = (body: string, markdown = documentOf('pagina', body), source = sourceOf(body)) =>
  reviewDocument(readDocument(markdown, source, 'd.md'), 'd.md').map(describeProblem)
const lineOf = (text: string, words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1
const SENTENCE = 'Rust nemen helpt veel mensen die al lang ziek zijn, en slapen ook.'

describe('an editor is asked nothing about', () => {
  it('the documents of the corpus', () => {
    expect(reviewCorpus(CORPUS_FOLDER, loadCorpus(CORPUS_FOLDER))).toEqual([])
  })

  it.each([
    'Ja.',
    'Wij noemen dit ook wel ‘pacing’.',
    'Lees de brochure ‘De behandeling van ME/CVS’.',
    'In- en uitademen, en een links- of rechtshandige.',
    'Zie www.voorbeeld.nl/pagina?id=3&taal=nl voor meer.',
    'Slaapt u slecht?Probeer dan dit.',
    'De score is 1/7 van alle punten.',
    'Op 12 mei 2024 schreef de raad dit.',
    'Foto’s, auto’s en oma’s koffie.',
    'Het onderzoek “Graded exercise and the illness” is bekend.',
  ])('a paragraph such as "%s"', (paragraph) => {
    expect(review(`# T\n\n${SENTENCE}\n\n${paragraph}\n\n${SENTENCE} Echt.\n`)).toEqual([])
  })
})

describe('an editor is asked about', () => {
  it.each([
    ['a page number', '1/7', 'a page has'],
    ['a page number in words', 'Pagina 3 van 12', 'a page has'],
    ['a number', '12', 'a page has'],
    ['a date', '12 mei 2024', 'a page has'],
    ['a date in digits, and a time', '12-5-2024, 14:03', 'a page has'],
    ['an address', 'https://voorbeeld.nl/folder', 'a page has'],
    ['the footer of a print', 'Folder over rust – De Wilgenhof 2 / 7', 'a page has'],
    ['a letter that was lost', 'Veel pati?nten hebben dit.', '"pati?nten" has lost a letter'],
    ['a letter that no encoding has', 'Veel pati\ufffdnten hebben dit.', 'has lost a letter'],
    ['letters read in another encoding', 'Veel patiÃ«nten hebben dit.', 'has lost a letter'],
    ['a bullet as text', '• Slaap genoeg • Eet goed', 'the sign of a list as text'],
    ['a dash as a bullet', '– Slaap genoeg', 'the sign of a list as text'],
    ['a table', 'Dag\tUren\nMaandag\t2', 'a table in one passage'],
    ['a table with spaces', 'Dag     Uren\nMaandag     2', 'a table in one passage'],
    ['a word broken at the end of a line', 'Uw behan- deling begint.', '"behan- deling"'],
    ['an invisible hyphen', 'Uw behan\u00addeling begint.', 'an invisible sign'],
    ['a heading without markup', 'Wat werkt averechts', 'looks like a heading'],
    ['a question as a heading', 'Wat is ME?', 'looks like a heading'],
    ['English', 'You should rest as often as you can, and it is not the end of the world.', 'in English'],
    ['words of somebody', '“Ik lag de hele dag op bed”, vertelt Anna.', 'said by somebody'],
    [
      'words with who said them behind a dash',
      'Het ging echt niet meer, ook na een week rust niet. – moeder van Bas',
      'said by somebody',
    ],
    ['a long quotation', 'De raad: "De behandeling is voor de meeste patiënten niet geschikt."', 'said by somebody'],
  ])('%s, by line, and told what to write', (_what, paragraph, message) => {
    const body = `# T\n\n${SENTENCE}\n\n${paragraph}\n\n${SENTENCE} Echt.\n`
    const [problem, ...others] = review(body)
    expect(others).toEqual([])
    expect(problem).toContain(`d.md:${lineOf(documentOf('pagina', body), paragraph.split('\n')[0]!)}: `)
    expect(problem).toContain(message)
    expect(problem).toMatch(/ (?:Write|Remove|Get|Leave) /)
    const isQuotation = message === 'said by somebody'
    const answered = `# T\n\n${SENTENCE}\n\n<!-- ${isQuotation ? 'speaker: stichting' : 'keep'} -->\n${paragraph}\n\n${SENTENCE} Echt.\n`
    expect(review(body, documentOf('pagina', answered, undefined, '', sourceOf(body)))).toEqual([])
  })

  it('a footer of every page, with the lines of the source to leave out', () => {
    const footer = (page: number) => `De Wilgenhof – folder ${page}`
    const body = `# T\n\n${[1, 2, 3].map((page) => `${SENTENCE} ${page}.\n\n${footer(page)}\n`).join('\n')}`
    const problems = review(body)
    expect(problems).toHaveLength(3)
    expect(problems[1]).toContain(
      `"- lines: [${lineOf(sourceOf(body), footer(2))}, ${lineOf(sourceOf(body), footer(2))}]"`,
    )
  })

  it('a document in English, on the line of its language', () => {
    const text = 'You should rest as often as you can, and it is not the end of the world if you are in bed.'
    const body = `# T\n\n${text}\n\n${text} Really.\n`
    expect(review(body)).toEqual([
      `d.md:${lineOf(documentOf('pagina', body), 'language:')}: the language is said to be "nl", and the text is in English. Use a text in Dutch: questions in Dutch are answered with it.`,
    ])
  })

  it.each([
    [
      'labels with colons',
      'Anna: Helpt rust?\n\nDokter: Ja.\n\nAnna: En sport?\n\nDokter: Nee.',
      '"Anna" and "Dokter"',
    ],
    [
      'questions and answers',
      '## Vraag 1\n\nHelpt rust?\n\n## Antwoord 1\n\nJa.\n\n## Vraag 2\n\nEn sport?\n\n## Antwoord 2\n\nNee.',
      '"Vraag" and "Antwoord"',
    ],
  ])('an interview whose speakers nobody declared: %s', (_what, turns, labels) => {
    const [problem, ...others] = review(`# T\n\n${turns}\n`)
    expect(others).toEqual([])
    expect(problem).toContain(labels)
    expect(problem).toContain('look like labels of speakers, and all is quoted as the words of De Stichting.')
  })

  it('two sides below their headings, whom nobody named', () => {
    const body = '# T\n\n## Voor: Jan Smit\n\nRust helpt.\n\n## Tegen: Els Bos\n\nRust helpt niet.\n'
    const [problem, ...others] = review(body)
    expect(others).toEqual([])
    expect(problem).toContain('two sides speak below their headings')
    expect(review(body.replaceAll('Tegen:', 'Tegen'))).toEqual([])
  })

  it('questions to somebody who answers with "ik", in paragraphs like others, once', () => {
    const questions = ['Hoe gaat het met u?', 'Wat doet u overdag?', 'Wat wilt u nog?']
    const body = questions.map((question, at) => `${question}\n\nIk rust ${at} uur.`).join('\n\n')
    const [problem, ...others] = review(`# T\n\n${body}\n`)
    expect(others).toEqual([])
    expect(problem).toContain('somebody is asked questions and answers with "ik"')
    const kept = questions.reduce((text, question) => text.replace(question, `<!-- keep -->\n${question}`), body)
    const source = sourceOf(`# T\n\n${body}\n`)
    const markdown = documentOf('pagina', `# T\n\n${kept}\n`, undefined, '', source)
    expect(review('', markdown, source)).toEqual([])
    // A page with questions of readers answers with "u".
    expect(review(`# T\n\n${body.replaceAll('Ik rust', 'U rust')}\n`)).toEqual([])
  })

  it.each([
    'Dank u wel voor dit gesprek.',
    'Anna de Wit is vrijwilliger.',
    'Ook een vraag? Schrijf ons.',
    'Luisteraar: Dat herken ik.',
  ])('what may be of another in an interview, where no label says who speaks: %s', (ending) => {
    const body = `# T\n\nNOS: Helpt rust?\n\nNVK: Ja.\n\n${ending}\n`
    const asked = (text: string) =>
      review(text, interviewOf('gesprek', text, 'unlabelled: previous\n', sourceOf(body)), sourceOf(body))
    const [problem, ...others] = asked(body)
    expect(others).toEqual([])
    expect(problem).toContain("which may be another's; NVK, who spoke before, is taken to go on.")
    for (const mark of ['keep', 'speaker: NOS'])
      expect(asked(body.replace(ending, `<!-- ${mark} -->\n${ending}`))).toEqual([])
  })

  it('paragraphs without a label after an answer, once, until the document says that the speaker goes on', () => {
    const body = '# T\n\nNOS: Helpt rust?\n\nNVK: Ja.\n\nMeestal wel.\n\nEn slapen.\n'
    const markdown = interviewOf('gesprek', body)
    const [problem, ...others] = review(body, markdown)
    expect(others).toEqual([])
    expect(problem).toContain(`d.md:${lineOf(markdown, 'Meestal wel.')}: no label says who speaks in "Meestal wel."`)
    expect(problem).toContain(
      'whoever spoke before (NVK) is taken to go on. If that is right, write "unlabelled: previous"',
    )
    expect(review(body, markdown.replace('sourceSha256', 'unlabelled: previous\nsourceSha256'))).toEqual([])
  })
})
