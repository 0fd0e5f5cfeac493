import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { words } from '../../src/dutch/fold.ts'
import { corpusFile, INTERVIEW, PAGE, realCorpus } from '../support/real-corpus.ts'

const corpus = realCorpus()
const interview = corpus.document(INTERVIEW)
const page = corpus.document(PAGE)
const beginning = (words: string) => {
  const found = [...page.passages, ...interview.passages].filter(({ text }) => text.startsWith(words))
  expect(found, words).toHaveLength(1)
  return found[0]!
}

describe('the corpus', () => {
  it('has 33 passages of the page and 39 of the interview', () => {
    expect(page.passages).toHaveLength(33)
    expect(interview.passages).toHaveLength(39)
    expect(corpus.passages).toEqual(corpus.documents.flatMap(({ passages }) => passages))
  })

  it.each([
    [PAGE, '4d1634ed3751d6869c2654c1f6f1dd7aed04e1c33aef14b5fe0357a24a71d74b'],
    [INTERVIEW, '6ecd18776fec54958de8c4aafb293a43ac546559400a16b26ce1fbf0afcb01bc'],
  ])('has the passages of %s to the byte: ids, words, sentences, speakers and what goes with them', (id, sha256) => {
    const passages = corpus
      .document(id)
      .passages.map(({ id, text, sentences, speaker, section, answers, intro }) => [
        id,
        text,
        sentences,
        speaker.id,
        section,
        answers,
        intro,
      ])
    expect(createHash('sha256').update(JSON.stringify(passages)).digest('hex')).toBe(sha256)
  })

  it('quotes nothing but slices of document.md, in order, without overlap and without blank edges', () => {
    for (const { id, text: markdown, passages } of corpus.documents) {
      expect(markdown).toBe(corpusFile(id, 'document.md'))
      let last = 0
      for (const [position, passage] of passages.entries()) {
        expect(passage.position).toBe(position)
        expect(passage.text).toBe(markdown.slice(passage.start, passage.end))
        expect(passage.start).toBeGreaterThanOrEqual(last)
        expect(passage.text).toBe(passage.text.trim())
        expect(passage.text).not.toBe('')
        last = passage.end
      }
    }
  })

  it('has every word of the source in a passage, a heading or a label, in order', () => {
    for (const { id, passages, section } of [
      { ...page, section: /^#+ (.*)$/gm },
      { ...interview, section: /^# (.*)$|^(?:- )?((?:NOS|NVK|Aanvullend)[^:\n]*:)/gm },
    ]) {
      const body = corpusFile(id, 'document.md').replace(/^---\n[\s\S]*?\n---\n/, '')
      const around = Array.from(body.matchAll(section), ([, one, two]) => one ?? two ?? '')
      expect(around.length).toBeGreaterThan(10)
      const quoted = [...around, ...passages.map(({ text }) => text)].flatMap(words).sort()
      expect(quoted).toEqual(words(body).sort())
    }
  })

  it('has whole sentences: every passage is covered by its sentences, and begins and ends with one', () => {
    for (const { text, sentences } of corpus.passages) {
      expect(sentences[0]?.start).toBe(0)
      expect(sentences.at(-1)?.end).toBe(text.length)
      expect(
        sentences
          .map(({ start, end }) => text.slice(start, end))
          .join(' ')
          .replace(/\s+/g, ' '),
      ).toBe(text.replace(/\s+/g, ' '))
    }
  })

  it('has ids that do not change with the code', () => {
    expect(beginning('Zeker.').id).toBe('2dzjd2al')
    expect(beginning('Kortom: er is geen internationale').id).toBe('rn2xv3lr')
    expect(beginning('Pijnbestrijding;').id).toBe('qhrgwfli')
    expect(beginning('Uit meerdere onderzoeken blijkt').id).toBe('zojrbcez')
  })

  it('gives every passage an id of its own', () => {
    expect(new Set(corpus.passages.map(({ id }) => id)).size).toBe(corpus.passages.length)
    for (const passage of corpus.passages) expect(corpus.passage(passage.id)).toBe(passage)
    expect(corpus.passage('aaaaaaaa')).toBeNull()
  })

  it('knows no date and no address of the interview, and says why', () => {
    expect(interview.published).toBeNull()
    expect(interview.url).toBeNull()
    expect(interview.publishedNote).toMatch(/geen datum/)
    expect(page.url).toBe('https://mecvs.nl/over-me-cvs/behandeling-me-cvs/')
  })
})

describe('repairs of the text as received', () => {
  it.each([
    ['Daarbij werd niet gesteld dat', 'mede gezien het ontbreken van consensus', 'vrijwillig gekozen.'],
    ['Er zijn expertisecentra voor Long Covid', 'dat veel overeenkomsten heeft met', 'worden aangepast?'],
    ['De richtlijn SOLK bij kinderen', 'klachten) een werkhypothese, die richting', 'voor kinderen geïndiceerd is.'],
    [
      'De bewering dat PEM niet is meegenomen',
      'geen valide argument om de richtlijn als',
      'gedefinieerd en geëvalueerd wordt.',
    ],
  ])('"%s…", split by the end of a page, is one passage', (begin, across, end) => {
    const { text } = beginning(begin)
    expect(text).toContain(across)
    expect(text.endsWith(end)).toBe(true)
  })

  it.each([
    'post-exertionele malaise (PEM), cognitieve klachten',
    'Cochrane-reviews)',
    ': kngf-standpunt_fysiotherapie_bij_covid-19_29032022.pdf',
    'https://www.nature.com/articles/s41467-024-45107-3',
  ])('"%s", broken at the end of a line, is whole', (words) => {
    expect(corpus.passages.filter(({ text }) => text.includes(words))).toHaveLength(1)
  })

  it('leave no hyphen before white space, no no-break space and no double space', () => {
    for (const { text } of corpus.passages) {
      expect(text).not.toMatch(/\p{L}-\s/u)
      expect(text).not.toMatch(/[\u00a0\u00ad\u200b]| {2}|•/)
    }
  })

  it('keep the addresses, with their real targets, behind words of the text', () => {
    expect(interview.links.map(({ url }) => url)).toEqual([
      'https://www.kngf.nl/app/uploads/2024/07/kngf-standpunt_fysiotherapie_bij_covid-19_29032022.pdf',
      'https://www.medrxiv.org/content/10.1101/2025.05.02.25326885v1',
      'https://www.nature.com/articles/s41467-024-45107-3',
    ])
    for (const { text } of interview.links) {
      expect(
        interview.passages.some((passage) => passage.text.includes(text)),
        text,
      ).toBe(true)
    }
  })
})

describe('no one can be tracked or contacted through what is shown', () => {
  const EMAIL = /[\w.+-]+(?:@|%40)[\w-]+\.\w/
  it.each([INTERVIEW, PAGE])('document.md of %s names no tracking service and no e-mail address', (id) => {
    const markdown = corpusFile(id, 'document.md')
    const end = markdown.indexOf('\n---\n')
    // Comments in the front matter may say why an address was masked.
    const shown = markdown.slice(0, end).replace(/^#.*$/gm, '') + markdown.slice(end)
    expect(shown).not.toMatch(/safelinks/i)
    expect(shown).not.toMatch(EMAIL)
  })

  it('nor does source.txt name an e-mail address', () => {
    for (const { id } of corpus.documents) expect(corpusFile(id, 'source.txt')).not.toMatch(EMAIL)
  })

  it('nor does anything else that a document can show', () => {
    for (const { text: _all, ...shown } of corpus.documents) {
      expect(JSON.stringify(shown)).not.toMatch(/safelinks/i)
      expect(JSON.stringify(shown)).not.toMatch(EMAIL)
    }
  })
})

/** Every passage of the interview in order: who says it, where it stands, and of an answer the question. */
const SPOKEN: readonly (readonly [speaker: 'NOS' | 'NVK', begin: string, section?: string])[] = [
  ['NOS', 'Het vertrekpunt van ons verhaal'],
  ['NVK', 'Die conclusie kun je niet trekken.'],
  ['NVK', 'Richtlijnen zijn gebaseerd op wetenschappelijk bewijs'],
  ['NVK', 'We pleiten ervoor dat zorgprofessionals'],
  ['NVK', 'Zie ook het uitgebreide document'],
  ['NOS', 'Wij verwijzen daarvoor onder andere'],
  ['NVK', 'De Gezondheidsraad ziet CGT en GET', 'Gezondheidsraad'],
  ['NVK', 'Wat zegt de Gezondheidsraad precies', 'Gezondheidsraad'],
  ['NVK', 'Het is onjuist om te stellen', 'Brits/Amerikaanse bronnen'],
  ['NVK', 'Daarbij werd niet gesteld', 'Brits/Amerikaanse bronnen'],
  ['NVK', 'In de Verenigde Staten is er geen', 'Brits/Amerikaanse bronnen'],
  ['NVK', 'Belangrijk: het bewijs uit meerdere', 'Brits/Amerikaanse bronnen'],
  ['NVK', 'Kortom: er is geen internationale', 'Brits/Amerikaanse bronnen'],
  ['NOS', 'De beroepsvereniging voor fysiotherapeuten'],
  ['NVK', 'Dit is onjuist. KNGF raadt', 'KNGF'],
  ['NVK', 'Het KNGF-standpunt over fysiotherapie', 'KNGF'],
  ['NVK', 'Hoewel long COVID en ME/CVS', 'KNGF'],
  ['NVK', 'Voor kinderen geldt dat CGT', 'KNGF'],
  ['NOS', 'Er zijn expertisecentra voor Long Covid'],
  ['NVK', 'Zeker.'],
  ['NVK', 'Een goed voorbeeld zijn'],
  ['NOS', 'Wordt overwogen om richtlijnen'],
  ['NVK', 'Als daar voldoende wetenschappelijke'],
  ['NOS', 'Is het standpunt van de NVK'],
  ['NVK', 'Het huidige standpunt van de NVK'],
  ['NVK', 'De NVK volgt de wetenschappelijke'],
  ['NVK', 'Totdat zulke biomarkers'],
  ['NOS', 'Is de SOLK bij kinderen-richtlijn'],
  ['NVK', 'De richtlijn SOLK bij kinderen'],
  ['NVK', 'De vraagstelling suggereert'],
  ['NVK', 'CGT en GET worden in de huidige'],
  ['NOS', 'Volgens PostCovidNL is kennis'],
  ['NVK', 'De oproep van PostCovidNL'],
  ['NVK', 'Het is evident dat kennis'],
  ['NVK', 'Het voorstel om te komen'],
  ['NVK', 'Wij verwelkomen daarom'],
  ['NVK', 'De bewering dat PEM', 'PEM'],
  ['NOS', 'We interviewen ook Alfons'],
  ['NVK', 'Wat belangrijk is, is dat'],
]

describe('in the interview', () => {
  it('all 39 passages are in this table', () => {
    expect(SPOKEN).toHaveLength(39)
  })

  let question = ''
  const table = SPOKEN.map(([speaker, begin, section], position) => {
    if (speaker === 'NOS') question = begin
    return {
      speaker,
      begin,
      section: section ? [section] : [],
      question: speaker === 'NOS' ? null : question,
      position,
    }
  })
  it.each(table)('$speaker says "$begin…"', ({ speaker, begin, section, question, position }) => {
    const passage = interview.passages[position]!
    expect(passage.text.startsWith(begin), passage.text.slice(0, 40)).toBe(true)
    expect(passage.speaker.id).toBe(speaker)
    expect(passage.speaker.role).toBe(speaker === 'NOS' ? 'asks' : 'answers')
    expect(passage.section).toEqual(section)
    expect(passage.intro).toBeNull()
    const answered = passage.answers === null ? null : corpus.passage(passage.answers)!
    if (question === null) expect(answered).toBeNull()
    else expect(answered?.text.startsWith(question), answered?.text.slice(0, 40)).toBe(true)
  })

  it('no label is in the words of a speaker', () => {
    for (const { text } of interview.passages) expect(text).not.toMatch(/^(?:•|-|NOS|NVK|Aanvullend)[^.]*:/)
  })
})

describe('on the page', () => {
  it('everything is said by the foundation, and answers no one', () => {
    for (const { speaker, answers } of page.passages) {
      expect(speaker.id).toBe('mecvs')
      expect(speaker.role).toBe('author')
      expect(answers).toBeNull()
    }
  })

  it.each([
    [
      'De behandeling van ME/CVS in de reguliere geneeskunde is',
      [
        'Het leren omgaan',
        'Omgaan met beperkte',
        'Pijnbestrijding;',
        'Een balans vinden',
        'Het voorkomen van',
        'Het aanpakken van',
        'Je voedingspatroon.',
      ],
    ],
    [
      'Alternatieve behandelingen van ME/CVS die',
      ['Mindfulness', 'Orthomoleculaire therapie', 'Osteopathie', 'Acupunctuur en shiatsu'],
    ],
    ['Wil je meer weten over', ['reguliere en alternatieve', 'het vinden van een', 'trainingen die kunnen']],
  ])('"%s…" introduces the items of its list', (begin, items) => {
    const intro = beginning(begin)
    expect(intro.text.endsWith(':')).toBe(true)
    expect(page.passages.filter((passage) => passage.intro === intro.id).map(({ text }) => text)).toEqual(
      items.map((item) => expect.stringMatching(new RegExp(`^${item.replace('.', '\\.')}`))),
    )
  })

  it.each([
    ['Beschikbare behandelingen (binnen', ['In het kort']],
    ['Vanuit deze visie wordt erkend', ['Twee visies op behandeling', 'Een biomedische visie op ME/CVS']],
    ['In deze visie wordt ervan uitgegaan', ['Twee visies op behandeling', 'Een psychologische visie op ME/CVS']],
    ['Pijnbestrijding;', ['De behandeling van ME/CVS in de reguliere geneeskunde']],
    ['Bezoek onze informatie', ['Meer over dit onderwerp']],
  ])('"%s…" stands under its headings', (begin, section) => {
    expect(beginning(begin).section).toEqual(section)
  })

  it('a description stays with the therapy that it describes', () => {
    expect(beginning('Osteopathie').text).toMatch(/^Osteopathie\nHet gaat hier om een manuele therapie/)
  })
})
