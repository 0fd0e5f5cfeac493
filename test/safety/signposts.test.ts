import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { loadSignposts } from '../../src/safety/signposts.ts'
import { folderWith, messageOf, tinyCorpus } from '../support/tiny-corpus.ts'

const corpus = loadCorpus('corpus')
const signpostFor = loadSignposts('corpus/signposts.yaml', corpus)

describe('a signpost', () => {
  it.each([
    ['Moet ik naar een herkeuring van het UWV?', 'law'],
    ['mag mijn baas mij ontslaan als ik ziek ben', 'law'],
    ['Waar kan ik terecht voor financiële hulp?', 'money'],
    ['krijg ik een traplift', 'care'],
    ['wordt fysiotherapie vergoed', 'insurance'],
    ['mag mijn kind thuis huiswerk maken', 'school'],
    ['hoe vind ik lotgenoten', 'peers'],
    ['Hoe kan ik jullie financieel steunen?', 'publisher'],
    ['welke bijwerkingen heeft naltrexon', 'medicine'],
    ['moet ik een bloedonderzoek laten doen', 'doctor'],
    ['mag je met ME een huisdier hebben', 'illness'],
  ])('is found by words of a message: %s', (message, kind) => {
    expect(signpostFor(message)?.kind).toBe(kind)
  })

  it.each([
    'mijn huisarts gelooft me niet',
    'Niemand neemt ons serieus.',
    'ze denken dat ik me aanstel',
    'The doctor doesnt believe me',
  ])('comforts who tells of not being believed: %s', (message) => {
    const { kind, comforts, unfit } = signpostFor(message)!
    expect({ kind, comforts }).toEqual({ kind: 'believed', comforts: true })
    // They are not told that some call it psychic.
    const psychic = corpus.passages.filter(({ text }) => text.includes('vooral een psychische aandoening'))
    for (const { id } of psychic) expect(unfit).toContain(id)
  })

  it.each(['hoi', 'dank je wel!', 'haha', 'lekker weertje vandaag', 'ben je een robot?', 'Zit ME tussen de oren?', ''])(
    'is not put up for small talk, nor comfort for a question: %s',
    (message) => {
      expect(signpostFor(message)?.comforts ?? false).toBe(false)
      if (!message.includes('ME')) expect(signpostFor(message)).toBeNull()
    },
  )

  it.each([
    'welke universiteit onderzoekt me',
    'studie naar me in leiden, wanneer komen resultaten',
    'heeft mijn kat ook me',
    'welke bekende nederlander heeft me',
    'de dokters zitten in het complot',
    'jullie worden gesponsord door artsen zeker',
  ])('is none rather than a wrong one: %s', (message) => expect(signpostFor(message)).toBeNull())

  it.each([
    ['kan mijn dochter haar studie spreiden', 'school'],
    ['mijn huisarts weigert een verwijzing', 'doctor'],
    ['Niemand gelooft me, zelfs mijn kat heeft me door', 'believed'],
  ])('stays where the words only look like that: %s', (message, kind) => expect(signpostFor(message)?.kind).toBe(kind))

  it.each([
    ['Wat kost een kliniek voor ME?', /zorgverzekeraar.*patiëntenorganisatie/],
    ['hoe duur is acupunctuur', /zorgverzekeraar/],
    ['how much is a consultation at an ME clinic', /zorgverzekeraar/],
    ['wordt fysiotherapie vergoed?', /zorgverzekeraar.*patiëntenorganisatie/],
    ['wat kost een rolstoel', /gemeente/],
    ['zijn reiskosten aftrekbaar?', /Belastingdienst/],
    ['mijn leidinggevende vindt dat ik gewoon moet werken', /bedrijfsarts.*jurist.*patiëntenorganisatie/],
    ['mijn werkgever gelooft niet dat ik ziek ben', /bedrijfsarts.*patiëntenorganisatie/],
    ['op mijn werk geloven ze me niet', /bedrijfsarts.*patiëntenorganisatie/],
    ['my boss says I am lazy', /bedrijfsarts.*patiëntenorganisatie/],
    ['mijn werkgever wil me ontslaan', /jurist.*patiëntenorganisatie/],
    ['mijn man gelooft me niet', /^een patiëntenorganisatie$/],
  ])('knows whose matter it is: %s', (message, help) => {
    expect(signpostFor(message)?.help.nl).toMatch(help)
  })

  it.each([
    'Euthanasie bij ME, kan dat?',
    'hoelang mag ik nog euthanasie aanvragen met cvs',
    'een vriendin met ME vraagt euthanasie aan',
    'voltooid leven met ME',
    'is assisted dying legal for ME patients',
  ])('sends who asks for a chosen end to the doctor, and names who listens: %s', (message) => {
    const { help, instead } = signpostFor(message)!
    expect(help.nl).toMatch(/^je huisarts.*113.*1813/)
    expect(help.en).toMatch(/GP.*113.*1813/)
    expect(instead).toBe(true)
  })

  it.each([
    'Ik ben huisarts. Pt 16 jr, PEM, geen afwijkingen lab. Welk beleid?',
    'Ik ben arts. Welke medicatie kan ik inzetten bij vermoeidheid?',
    'Als huisarts: moet ik deze patiënten vaccineren?',
    'mijn patiënte heeft pijn, welke pijnstillers',
    'in onze praktijk zien we veel patiënten met POTS',
    'Ik ben huisarts en mijn patiënt vraagt om euthanasie',
    'as a GP, which blood tests should I order?',
  ])('sends nobody who treats others to their own doctor: %s', (message) => {
    const { help } = signpostFor(message)!
    expect(help.nl).toContain('een collega met ervaring')
    expect(help.en).toContain('a colleague with experience')
  })

  it.each([
    'ik ben verpleegkundige en heb ME, mag ik melatonine',
    'Ik ben huisarts en heb sinds 2020 long covid, welke medicijnen?',
    'mijn huisarts wil geen bloedonderzoek doen',
    'als huisarts en specialist niks doen, welke scan dan?',
    'mijn man is huisarts, mag ik ldn',
    'ben je arts? ik heb pijn',
    'my doctor refuses a blood test',
  ])('sends a patient to the doctor, who may be one as well: %s', (message) => {
    expect(signpostFor(message)?.help.nl).toMatch(/^je huisarts/)
  })

  it('does not send who is not believed by a company doctor back to one', () => {
    expect(signpostFor('de bedrijfsarts gelooft niet dat ik ziek ben')?.help.nl).not.toContain('bedrijfsarts')
  })

  it.each([
    'een consult kost me zoveel energie',
    'moet ik betalen voor de lijst met behandelaars?',
    'traplopen kost kracht',
  ])('takes no effort and no list for a price: %s', (message) => {
    expect(signpostFor(message)?.kind).not.toBe('cost')
  })

  it('says nothing of the illness: it is a name of help', () => {
    for (const message of ['uwv', 'financiele steun', 'rolstoel', 'pillen', 'huisarts', 'lotgenoten', 'pacing']) {
      const { help } = signpostFor(message)!
      for (const name of [help.nl, help.en]) expect(name).not.toMatch(/ME|CVS|moet|should|\.$/)
    }
  })
})

describe('the file of signposts', () => {
  const HEAD = 'fillers: []\nnegations: []\nforgiving: []\nwords: {}\nharmless: []\n'
  const load = (signposts: string) => {
    const folder = folderWith({ 'signposts.yaml': HEAD + signposts })
    return loadSignposts(join(folder, 'signposts.yaml'), tinyCorpus().corpus, folder)
  }

  it('may be absent', () => {
    const folder = folderWith({})
    expect(loadSignposts(join(folder, 'signposts.yaml'), corpus, folder)('uwv')).toBeNull()
  })

  it('gives the first signpost that fits', () => {
    const one = (kind: string, phrase: string) =>
      `  - kind: ${kind}\n    help: { nl: ${kind}, en: ${kind} }\n    phrases: [${phrase}]\n`
    const find = load(`signposts:\n${one('law', 'uwv')}${one('care', 'rolstoel')}`)
    expect(find('een rolstoel van het UWV')).toEqual({
      kind: 'law',
      help: { nl: 'law', en: 'law' },
      instead: false,
      comforts: false,
      unfit: [],
    })
  })

  it('gives other help where the message has a phrase of that too', () => {
    const other = (name: string, phrase: string) =>
      `      - { help: { nl: ${name}, en: ${name} }, phrases: ["${phrase}"] }\n`
    const find = load(
      `signposts:\n  - kind: law\n    help: { nl: jurist, en: lawyer }\n    also:\n${other('arts', 'baas')}${other('bond', 'chef')}    phrases: [ontslag]\n`,
    )
    const helpFor = (message: string) => find(message)?.help.nl
    expect(helpFor('krijg ik ontslag?')).toBe('jurist')
    expect(helpFor('mijn chef dreigt met ontslag')).toBe('bond')
    expect(helpFor('mijn chef en zijn baas dreigen met ontslag')).toBe('arts')
    expect(helpFor('mijn baas')).toBeUndefined()
    expect(
      messageOf(() =>
        load(
          `signposts:\n  - kind: law\n    help: { nl: x, en: y }\n    also:\n${other('arts', '(baas')}    phrases: [uwv]\n`,
        ),
      ),
    ).toMatch(/^signposts\.yaml:10: .*a "\(" is never closed/)
  })

  it('is refused on the line of a mistake', () => {
    const wrong = (phrase: string, more = '') =>
      messageOf(() => load(`signposts:\n  - kind: law\n    help: { nl: x, en: y }\n    phrases: [${phrase}]\n${more}`))
    expect(wrong('"(uwv"')).toMatch(/^signposts\.yaml:9: .*a "\(" is never closed/)
    expect(wrong('uwv', '    unfit: [aaaaaaaa]\n')).toBe(
      'signposts.yaml:10: no passage has the id "aaaaaaaa". Correct it, or remove it.',
    )
  })
})
