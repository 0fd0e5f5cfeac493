import { WriteStream } from 'node:tty'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { escapeControls } from '../../src/corpus/control-characters.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { answerJson } from '../../src/terminal/answer-json.ts'
import { capabilitiesOf } from '../../src/terminal/capabilities.ts'
import { type FormatContext, formatAnswer, formatSources, paragraph } from '../../src/terminal/format-answer.ts'
import { linesOf } from '../../src/terminal/lines.ts'
import { answered, declined, quoteOf, SIGNPOST } from '../support/fake-answerer.ts'
import { randomCorpus } from '../support/random-corpus.ts'
import { realCorpus } from '../support/real-corpus.ts'

const corpus = realCorpus()
const at = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!
const context = (width: number, colour = false, of: Corpus = corpus): FormatContext => ({
  t: loadTranslations()('nl'),
  terminal: { width, colour },
  documents: of.documents,
  dangerCard: (danger, isSensed) => (isSensed ? `Regel voor ${danger}: bel 113.` : `Kaart voor ${danger}: bel 112.`),
})
const plain = (text: string) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')
/** What stands behind the bars, in one line. */
const quotedIn = (text: string) =>
  Array.from(plain(text).matchAll(/^ {2}│ ?(.*)$/gm), ([, line]) => line)
    .join(' ')
    .replace(/\s+/g, '')

describe('an answer', () => {
  const answer = answered([at('Uit meerdere onderzoeken'), at('Kortom: er is geen')], corpus)

  it('repeats the beginning of the question that it understood, in one line', () => {
    const understoodAs = `Is GET${' '.repeat(4000)}schadelijk? ${'en waarom '.repeat(400)}`
    const [first = ''] = formatAnswer({ ...answer, understoodAs }, context(400)).split('\n\n')
    expect(first).toContain('Is GET schadelijk? en waarom')
    expect(first).toContain('…')
    expect(first.length).toBeLessThan(300)
  })

  it.each([40, 80])('fits in %i columns, and holds every word of the quote', (width) => {
    const text = formatAnswer(answer, context(width))
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    expect(quotedIn(text)).toBe(
      [at('Uit meerdere onderzoeken'), at('Kortom: er is geen')].map(({ text }) => text.replace(/\s+/g, '')).join(''),
    )
  })

  it('fits, whole, for any passage of the corpus at any width', () => {
    for (const passage of corpus.passages) {
      for (const width of [24, 40, 80, 88]) {
        const text = formatAnswer(answered([passage], corpus), context(width))
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
        expect(quotedIn(text)).toBe(passage.text.replace(/\s+/g, ''))
      }
    }
  })

  it('keeps every character of a quote, whatever is in it', () => {
    fc.assert(
      fc.property(randomCorpus, fc.integer({ min: 24, max: 100 }), fc.boolean(), (random, width, colour) => {
        for (const passage of random.passages) {
          const text = formatAnswer(
            { ...answered([passage], random), request: null } as Answer,
            context(width, colour, random),
          )
          expect(quotedIn(text)).toContain(passage.text.replace(/\s+/g, '').slice(0, 200))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('names the speaker below each quote, and how many of the sources are shown', () => {
    const text = formatAnswer(answer, context(80))
    expect(text).toContain('— ME/CVS Stichting Nederland')
    expect(text).toContain('— NVK, in antwoord op NOS')
    expect(text).toContain('Dit komt uit allebei mijn bronnen.')
    expect(text.indexOf('Uit meerdere')).toBeLessThan(text.indexOf('— ME/CVS Stichting'))
  })

  it('shows above an answer of the NVK what the NOS asked, as the words of the NOS', () => {
    const text = formatAnswer(answered([at('Zeker.')], corpus), context(80))
    expect(text.indexOf('NOS vraagt:')).toBeLessThan(text.indexOf('Kunnen bevindingen'))
    expect(text.indexOf('Kunnen bevindingen')).toBeLessThan(text.indexOf('│ Zeker.'))
  })

  it('leaves out what leads up to a question, and says so', () => {
    const text = formatAnswer(answered([at('Zeker.')], corpus), context(200))
    expect(text).not.toContain('Er zijn expertisecentra')
    expect(text).toMatch(/bij kinderen worden aangepast[?] \[…\]\n/)
  })

  it('names who says two bound passages of one section once', () => {
    const quotes = [at('Uit meerdere'), at('In deze visie')].map((one, index) => ({
      ...quoteOf(one, corpus),
      isBound: index > 0,
    }))
    const text = formatAnswer({ ...answer, quotes } as Answer, context(200))
    expect(text.split('— ME/CVS Stichting Nederland')).toHaveLength(2)
    expect(text).toMatch(/Vlak daarvoor staat:\n\n {2}│ In deze visie/)
  })

  it('shows the heading that says which view is meant above a quote that begins with "In deze visie"', () => {
    const text = formatAnswer(answered([at('In deze visie')], corpus), context(200))
    expect(text).toMatch(/Onder het kopje “Een psychologische visie op ME\/CVS”:\n\n {2}│ In deze visie/)
    expect(text).toContain('Bron: Behandeling ME/CVS (')
  })

  it('names an address once, and a publisher that speaks for itself once', () => {
    const text = formatAnswer(answered([at('Bij alternatieve'), at('Uit meerdere')], corpus), context(200))
    expect(text.split('https://mecvs.nl')).toHaveLength(2)
    expect(text.split('ME/CVS Stichting Nederland')).toHaveLength(3)
  })

  it('shows a question of the NOS as that, and not as an opinion of the NVK', () => {
    const text = formatAnswer(answered([at('Is de SOLK bij kinderen')], corpus), context(80))
    expect(text).toContain('Dit vraagt NOS aan NVK:')
    expect(text).toContain('— NOS, vraag aan NVK')
    expect(text).not.toContain('— NVK')
  })

  it('shows the heading above a list item whose list nothing else introduces', () => {
    const text = formatAnswer(answered([at('Beschikbare behandelingen (binnen')], corpus), context(80))
    expect(text).toMatch(/Onder het kopje “In het kort”:[\s\S]*Beschikbare behandelingen \(binnen/)
  })

  it('shows above a list item how its list begins', () => {
    const text = formatAnswer(answered([at('Pijnbestrijding;')], corpus), context(80))
    expect(text).toContain('Uit een lijst die zo begint:')
    expect(text).toContain('richt zich hierbij onder andere')
  })

  it('shows below the words that open a list what is in it', () => {
    const text = formatAnswer(answered([at('Alternatieve behandelingen van')], corpus), context(100))
    expect(text).toMatch(/zijn bijvoorbeeld:\n {4}– Mindfulness \[…\]\n {4}– Orthomoleculaire therapie \[…\]/)
  })

  it('that is only related says so', () => {
    const related = { ...answer, outcome: 'related', quotes: [quoteOf(at('Zeker.'), corpus)] } as Answer
    expect(formatAnswer(related, context(80))).toContain('Geen direct antwoord. Dit komt het dichtst in de buurt:')
  })
})

describe('no answer', () => {
  it('says so, names the nearest sections and what the sources are, and quotes nothing', () => {
    const text = formatAnswer(declined(corpus), context(80))
    expect(text).toContain('In mijn bronnen vind ik hier geen antwoord op.')
    expect(text).toContain('In het kort')
    expect(text).toContain('Behandeling ME/CVS')
    expect(text).not.toContain('│')
    for (const line of formatAnswer(declined(corpus), context(40)).split('\n'))
      expect(line.length).toBeLessThanOrEqual(40)
  })

  it('labels what an interviewer says among the nearest sections: it would read as the words of the publisher', () => {
    const asking = corpus.passages.find(({ speaker }) => speaker.role === 'asks')!
    const nearest = [{ document: corpus.document(asking.documentId), title: asking.text, passage: asking }]
    expect(formatAnswer(declined(corpus, { nearest }), context(80))).toMatch(/^ *– NOS vraagt(?: een reactie op)?: /m)
  })

  it('to nothing asks for a question', () => {
    const signpost = SIGNPOST
    const helped = formatAnswer(declined(corpus, { topic: 'UWV-keuring', signpost }), context(80))
    expect(helped).toContain('Je vraagt naar: UWV-keuring')
    expect(helped).toContain('Hiervoor kun je terecht bij een jurist.')
    expect(formatAnswer(declined(corpus, { reason: 'empty', nearest: [] } as Partial<Answer>), context(80))).toContain(
      'Ik zie geen vraag',
    )
  })

  it('to someone who only seems to be in danger has a line before it, and not in bold', () => {
    const sensed = declined(corpus, { danger: 'suicide', isSensed: true })
    const text = formatAnswer(sensed, context(80))
    expect(text).toMatch(/^ {2}Regel voor suicide: bel 113\.\n/)
    expect(text.slice(text.indexOf('\n') + 2)).toBe(formatAnswer(declined(corpus), context(80)))
  })

  it('to someone in danger is the card alone', () => {
    const text = formatAnswer(declined(corpus, { danger: 'suicide' }), context(80))
    expect(text).toContain('Kaart voor suicide: bel 112.')
    expect(text).not.toContain('geen antwoord')
  })
})

describe('what comes before an answer', () => {
  it('is the card first, then how the question was read, then what a quoting bot can not give', () => {
    const text = formatAnswer(
      answered([at('Zeker.')], corpus, {
        danger: 'emergency',
        request: 'dose',
        understoodAs: 'Is GET schadelijk? waarom?',
      }),
      context(80),
    )
    const places = ['Kaart voor emergency', 'Ik lees je vraag zo', 'Ik kan niet zeggen welk', 'Zeker.'].map((words) =>
      text.indexOf(words),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThanOrEqual(0)
  })
})

describe('colour', () => {
  afterEach(() => vi.unstubAllEnvs())
  const terminal = (columns: number) =>
    Object.assign(Object.create(WriteStream.prototype), { isTTY: true, columns }) as NodeJS.WriteStream

  it('marks the sentence that fits best, and changes no character', () => {
    const quote = quoteOf(at('Uit meerdere onderzoeken'), corpus, 1)
    const answer = { ...answered([quote.passage], corpus), quotes: [quote] } as Answer
    const text = formatAnswer(answer, context(80, true))
    expect(text).toContain('\u001b[1m')
    expect(plain(text)).toBe(formatAnswer(answer, context(80)))
    const bold = Array.from(
      text.matchAll(new RegExp(`${String.fromCharCode(27)}\\[1m(.*?)${String.fromCharCode(27)}\\[22m`, 'g')),
      ([, words]) => words,
    )
    expect(bold.join(' ')).toContain('Hoewel het niet uitgesloten is')
    expect(bold.join(' ')).not.toContain('Uit meerdere onderzoeken')
  })

  it('is used on a terminal that has it, and not where NO_COLOR is set', () => {
    // What else Node looks at before it believes that a terminal has colours.
    for (const name of ['NO_COLOR', 'NODE_DISABLE_COLORS', 'FORCE_COLOR', 'CI', 'TEAMCITY_VERSION', 'TMUX'])
      vi.stubEnv(name, undefined)
    vi.stubEnv('TERM', 'xterm-256color')
    expect(capabilitiesOf(terminal(60))).toEqual({ width: 60, colour: true })
    vi.stubEnv('NO_COLOR', '1')
    expect(capabilitiesOf(terminal(60))).toEqual({ width: 60, colour: false })
  })

  it('is not used in a file or a pipe, where lines are of a readable width', () => {
    expect(capabilitiesOf({} as NodeJS.WriteStream)).toEqual({ width: 88, colour: false })
    expect(capabilitiesOf(terminal(300)).width).toBe(88)
  })
})

describe('the sources', () => {
  it('are listed with title, publisher, date and address, or that these are not known', () => {
    const text = formatSources(context(80))
    expect(text).toContain('Behandeling ME/CVS')
    expect(text).toContain('https://mecvs.nl/over-me-cvs/behandeling-me-cvs/')
    expect(text).toContain('Nederlandse Vereniging voor Kindergeneeskunde, datum onbekend')
    for (const line of formatSources(context(40))
      .split('\n')
      .filter((line) => !line.includes('https')))
      expect(line.length).toBeLessThanOrEqual(40)
  })
})

describe('a paragraph', () => {
  it('is behind a margin', () => {
    expect(paragraph('een twee', context(80))).toBe('  een twee')
    expect(paragraph('een twee drie vier vijf zes', context(24))).toBe('  een twee drie vier\n  vijf zes')
  })
})

describe('an answer as data', () => {
  it('has rounded figures, and the section as a path', () => {
    const answer = answered([at('Vanuit deze visie')], corpus, { confidence: 0.123456 })
    const json = answerJson('vraag', answer, 7.2678)
    expect(json).toMatchObject({
      question: 'vraag',
      status: 'answered',
      reason: null,
      confidence: 0.1235,
      elapsed_ms: 7.3,
    })
    expect(json.quotes[0]).toMatchObject({
      id: '4djjog2r',
      speaker: 'mecvs',
      answers: null,
      section: 'Twee visies op behandeling › Een biomedische visie op ME/CVS',
      source: { id: 'mecvs-behandeling', published: null, url: 'https://mecvs.nl/over-me-cvs/behandeling-me-cvs/' },
    })
  })

  it('without an answer has the reason and no quotes', () => {
    expect(answerJson('', declined(corpus), 1)).toMatchObject({
      status: 'no_answer',
      reason: 'not_in_sources',
      quotes: [],
    })
  })
})

describe('what somebody typed', () => {
  it('is repeated with its control characters to be seen, not obeyed', () => {
    const typed = { understoodAs: 'kind\u001b[31m \u009bA \u202eom' } as Partial<Answer>
    const shown = formatAnswer(declined(corpus, typed), context(80))
    expect(shown).toContain('kind␛[31m <U+009B>A <U+202E>om')
    expect(escapeControls(JSON.stringify('a\u009b\u202e'))).toBe('"a\\u009b\\u202e"')
  })
})

describe('the lines of a stream', () => {
  const read = async (...chunks: (string | Uint8Array)[]) => {
    const lines: string[] = []
    for await (const line of linesOf(
      (async function* () {
        yield* chunks
      })(),
    ))
      lines.push(line)
    return lines
  }

  it('end at a newline, and at nothing else', async () => {
    expect(await read('een\ntwee\r\n\ndrie\u2028vier\rvijf')).toEqual(['een', 'twee', '', 'drie\u2028vier\rvijf'])
    expect(await read('een\n')).toEqual(['een'])
    expect(await read()).toEqual([])
  })

  it('are whole however the stream is cut, also inside a letter', async () => {
    const bytes = new TextEncoder().encode('één\n👍 twee\n')
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
    expect(await read(...single)).toEqual(['één', '👍 twee'])
  })

  it('are cut when they are far longer than anything that is read, and the next one is whole', async () => {
    const long = 'a'.repeat(100_000)
    const [first, ...others] = await read(long, long, `${long}\nkort\n`, long)
    expect(first).toBe('a'.repeat(16_384))
    expect(others).toEqual(['kort', 'a'.repeat(16_384)])
  })

  it('have a replacement character for every invalid byte', async () => {
    expect(await read(Uint8Array.of(0xff, 0x61, 0x0a, 0xc3))).toEqual(['\ufffda', '\ufffd'])
  })
})
