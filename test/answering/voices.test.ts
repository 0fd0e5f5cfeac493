import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { createAnswerer } from '../../src/answering/create-answerer.ts'
import { leadLines } from '../../src/answering/lead-lines.ts'
import { calledAs, createVoices } from '../../src/answering/voices.ts'
import { counterpartsOf } from '../../src/corpus/counterparts.ts'
import { loadVoices } from '../../src/corpus/voices.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { answerJson } from '../../src/terminal/answer-json.ts'
import { type Finding, fakeSearcher } from '../support/fake-searcher.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { interviewOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const real = realCorpus()
const voices = createVoices(real, loadVoices('corpus/voices.yaml', real))
const asked = (message: string) => voices.asked(message).voices.map(({ name }) => name)

describe('a voice is asked for', () => {
  it.each([
    ['Wat zegt de NVK over GET?', ['NVK']],
    ['wa vindt de nvk van cgt', ['NVK']],
    ['Is CGT veilig volgens de kinderartsen?', ['NVK']],
    ['What do the Dutch paediatricians think of CBT?', ['NVK']],
    ['mening NVK over GET', ['NVK']],
    ['Hoe kijkt de Nederlandse Vereniging voor Kindergeneeskunde naar PEM?', ['NVK']],
    ['En de patiëntenclub over rust?', ['ME/CVS Stichting']],
    ['wat zegt de stichtign over pacing', ['ME/CVS Stichting']],
    ['Wat vinden de NVK en de stichting van CGT?', ['NVK', 'ME/CVS Stichting']],
    ['Wat vraagt de NOS over long covid?', ['NOS']],
    ['is GET schadelijk volgens de gezondheitsraad?', ['Gezondheidsraad']],
    ['Raadt het KNGF GET af?', ['KNGF']],
    ['According to NICE, is CBT still recommended?', ['NICE']],
    ['ik wil graag weten wat PostCovidNL over PEM schrijft', ['PostCovidNL']],
    ['De NVK zegt toch dat GET veilig is?', ['NVK']],
    ['Ik las dat de NVK vindt dat kinderen CGT moeten krijgen. Klopt dat?', ['NVK']],
    ['Wat vindt het UWV van CGT?', ['UWV']],
    ['What does the WHO say about ME?', ['WHO']],
    ['wat schrijft t RVIM over long covid?', ['RIVM']],
    ['Wat zegt de Hoge Gezondheidsraad over CGT?', ['Hoge Gezondheidsraad']],
    ['wat zegt Maurice de Jong over pacing', ['Maurice de Jong']],
    ['wat zegt maurice de jong over pacing', ['Maurice de Jong']],
    ['wat zegt Maria van der Hoeven over CGT', ['Maria van der Hoeven']],
    ['WAT VINDT SARAH MYHILL VAN PACING', ['SARAH MYHILL']],
    ['hoe denkt dr smit hierover', ['Smit']],
    ['ze zeggen dat ze in Maastricht heel anders denken over CVS. wat dan?', ['Maastricht']],
    ['wat zegt de bedrijfsarts over CGT', ['bedrijfsartsen']],
    ['De kinderartsen, wat vinden die van CGT?', ['NVK']],
    ['Wordt GET afgeraden door de Gezondheidsraad?', ['Gezondheidsraad']],
    ['Wat staat er in de NICE-richtlijn over CGT?', ['NICE']],
    ['iets van de mecvsstichting over pacing?', ['ME/CVS Stichting']],
    ['Waarom heeft NICE GET geschrapt?', ['NICE']],
    ['zijn huisartsen fan van CGT?', ['huisartsen']],
    ['mijn zorgverzekeraar CZ, wat is hun mening over pacing', ['zorgverzekeraar']],
    ['wat vindt Prof. Vos van pacing?', ['Vos']],
    ['What do the Americans say about CBT?', ['CDC']],
    ['Vindt de NVK het onderzoek betrouwbaar?', ['NVK']],
    ['Is CGT bewezen en betrouwbaar volgens de NVK?', ['NVK']],
    ['Heeft de NVK vertrouwen in CGT?', ['NVK']],
    ['Noemt de NVK de NOS partijdig?', ['NVK']],
    ['Is de NVK tegen GET?', ['NVK']],
    ['Wordt GET betaald volgens de Gezondheidsraad?', ['Gezondheidsraad']],
    ['Wordt CGT genoemd door de NVK?', ['NVK']],
    ['vat het standpunt van de NVK over GET kort samen', ['NVK']],
  ])('in "%s": %j', (message, names) => {
    expect(asked(message)).toEqual(names)
  })

  it.each([
    ['wat zegt de NHG over ME?', 'NHG'],
    ['Wat zegt het NHG over ME?', 'NHG'],
    ['wat zegt het genootschap van huisartsen over CGT?', 'NHG'],
    ['what does the Dutch College of General Practitioners say about CBT?', 'NHG'],
    ['wat zegt de LHV over ME?', 'LHV'],
    ['wat zegt de vereniging van huisartsen over CGT?', 'LHV'],
    ['wat zegt de NVVK over CGT?', 'NVVK'],
    ['wat zegt de NVKG over CGT?', 'NVKG'],
    ['wat zegt de Gezondheidsraad van België over CGT?', 'Hoge Gezondheidsraad'],
    ['wat zegt de raad voor volksgezondheid over CGT?', 'Raad voor Volksgezondheid en Samenleving'],
    ['wat zegt het ECDC over ME?', 'ECDC'],
    ['wat zegt de Vereniging voor Kinder- en Jeugdpsychiatrie over CGT?', 'psychiaters'],
  ])('that no text names is taken for no other with a like name: %s', (message, name) => {
    expect(voices.asked(message).voices.map(({ name, kind }) => [name, kind])).toEqual([[name, 'unknown']])
  })

  it.each([
    'Mijn uitkering bij het UWV is gestopt omdat ik geen CGT wil, mag dat?',
    'Op de NVK-site las ik over SOLK, wat betekent dat?',
    'mijn huisarts vindt dat ik GET moet doen, is dat wel veilig?',
    'Het UWV zegt dat ik moet werken en CGT moet volgen, mag ik weigeren?',
    'hoe word ik lid van de ME/CVS Stichting?',
    'Wie is de redactie van de NOS?',
    'Who says GET is harmful?',
    'It would be nice to know where I can find a clinic',
    'wordt de richtlijn van de NVK herzien?',
    'wat zegt de wetenschap over CGT?',
    'Is GET schadelijk?',
    'UWV-arts komt dinsdag. Moet ik daar mijn medisch dossier meenemen?',
    'Mijn huisarts zei dat het RIVM er ook niet uit was, maar goed, wat helpt er tegen de pijn?',
    'Kan ik een klacht indienen bij de NVK?',
    'Ik heb het standpunt van de NVK al gelezen maar wat helpt nu tegen pijn?',
    'Hoe ga je als journalist om met wetenschap?',
    'De bedrijfsarts zegt dat ik moet opbouwen en dat rusten slecht is. Klopt dat?',
    'volgens de bedrijfsarts moet ik gewoon sporten, klopt dat?',
    'En dan zegt de psychiater dat het geen depressie is, maar wat?',
    'wat zegt recent onderzoek over CGT',
    'wat vonden onderzoekers in het bloed',
    'hoe denken ze daarover',
    'wat geeft hoop',
    'waarom geeft hardlopen klachten',
    'nieuwe richtlijn, wat staat erin',
    'wat zegt Maria over CGT?',
    'Wat vindt Lisa van pacing',
    'mijn zus Anouk, wat denkt die over GET',
    'Is de NOS partijdig?',
    'Zijn de kinderartsen bevooroordeeld?',
    'Wie betaalt de stichting eigenlijk?',
    'Krijgt de NVK geld van de industrie?',
    'Hoe onafhankelijk is het KNGF?',
    'Is de NVK wel te vertrouwen?',
    'Waarom wordt de stichting niet genoemd?',
    'Wie zit er achter de stichting?',
    'zijn er overeenkomsten tussen de NVK en de stichting',
  ])('but not in "%s"', (message) => {
    expect(asked(message)).toEqual([])
  })

  it.each([
    ['Wat zegt de NVK over mindfulness?', 'mindfulness'],
    ['Volgens de NVK, is CGT veilig voor kinderen?', 'CGT veilig voor kinderen'],
    ['Mijn zoon krijgt CGT. Wat vindt de NVK daarvan?', 'Mijn zoon krijgt CGT.'],
    ['Ik heb ME. Wat vindt de NVK van pijnstillers?', 'pijnstillers'],
    ['Wat zegt de NVK?', ''],
    ['geef een samenvatting van het standpunt van de NVK', ''],
    ['Kun je de mening van de stichting kort weergeven?', ''],
    ['vat het standpunt van de NVK over GET kort samen', 'GET'],
    ['verwijzen jullie naar de conclusies van het Amerikaanse Institute of Medicine', ''],
    ['citeren jullie de WHO?', ''],
    ['haalt het interview Cochrane aan?', ''],
    ['wat zegt de NVK over verwijzen naar een specialist', 'verwijzen naar een specialist'],
  ])('on a subject: "%s" is about "%s"', (message, subject) => {
    expect(voices.asked(message).subject).toBe(subject)
  })
})

const { corpus } = tinyCorpus()
const idOf = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!.id
const board = {
  voice: 'Sportraad',
  article: 'de',
  names: ['Sportraad'],
  kinds: ['sportartsen'],
  passages: new Set([idOf('De omroep hoort'), idOf('Sporten is niet')]),
}
const office = { voice: 'Bureau', article: 'het', names: ['Bureau'], kinds: [], passages: null }

function answer(
  question: string,
  find: (question: string) => Finding,
  counterparts = counterpartsOf([], corpus),
): Promise<Answer> {
  return createAnswerer({
    corpus,
    counterparts,
    listedVoices: [board, office],
    searcher: fakeSearcher(corpus, find),
    detectDanger: () => null,
    senseDanger: () => null,
    detectRequest: () => null,
  }).answer(question)
}
/** The page says most about rest, and the doctors a little. */
const rest = (doctors: number) => (): Finding => ({
  confidence: 0.9,
  passages: [
    ['Rust nemen helpt', 3, 0.9],
    ['Kinderen herstellen', 1, doctors],
  ],
})
const first = (found: Answer) => found.outcome !== 'no_answer' && found.quotes[0]?.passage.speaker.id
const jsonOf = (found: Answer) => answerJson('', found, 1).asked

describe('the name of a speaker', () => {
  it.each([
    ['NVK', 'de'],
    ['De Krant', ''],
    ['Het Parool', ''],
  ])('that publishes, "%s", has the article "%s": none twice', (name, article) => {
    expect(calledAs({ name }, { publisher: name, abbreviation: name })).toEqual({ name, article })
  })
})

describe('a voice that is asked for', () => {
  it('comes first when it speaks, however much better others fit', async () => {
    const found = await answer('Wat zeggen de kinderartsen over rust?', rest(0.5))
    expect(first(found)).toBe('NVK')
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: 'speaker', speaks: true }])
  })

  it('is silent when nothing of it is about the subject alone, and others follow', async () => {
    const named = rest(0.9)()
    const found = await answer('Wat zeggen de kinderartsen over massage?', (question) =>
      question.includes('kinderartsen') ? named : rest(0.01)(),
    )
    expect(first(found)).toBe('stichting')
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: 'silent', speaks: false }])
  })

  it('speaks where its own words have the subject, though that alone is nearer to what others say', async () => {
    const sport = (question: string): Finding => ({
      confidence: 0.9,
      passages: [
        ['Sporten maakt', 3, 0.9],
        ['De omroep hoort', 1, question.includes('omroep') ? 0.3 : 0.001],
      ],
    })
    const found = await answer('Zegt de omroep dat sporten schadelijk is?', sport)
    expect(first(found)).toBe('NOS')
    expect(jsonOf(found)).toEqual([{ voice: 'NOS', kind: 'speaker', speaks: true }])
  })

  it('is not called silent where what is reported of it has the subject, nor on the illness as a whole', async () => {
    const nothing = (): Finding => ({ confidence: 0.9, passages: [['Rust nemen helpt', 3, 0.9]] })
    expect(jsonOf(await answer('Wat zegt de Sportraad over sporten?', nothing))).toEqual([
      { voice: 'Sportraad', kind: 'reported', speaks: null },
    ])
    expect(jsonOf(await answer('Wat zegt de Sportraad over ME?', nothing))).toEqual([
      { voice: 'Sportraad', kind: 'reported', speaks: true },
    ])
    expect(jsonOf(await answer('Wat zegt de Sportraad over voeding?', nothing))).toEqual([
      { voice: 'Sportraad', kind: 'silent', speaks: false },
    ])
    expect(jsonOf(await answer('Wat zeggen de kinderartsen over ME?', nothing))).toEqual([])
  })

  it('is compared with other sources on the subject alone, and on none where there is no subject', async () => {
    const find = (question: string): Finding => ({
      confidence: 0.9,
      passages: [
        ['Kinderen herstellen', 3, 0.9],
        ['Rust nemen helpt', 1, question.includes('kinderartsen') ? 0.001 : 0.4],
      ],
    })
    const pageOf = ({ sources }: Answer) => sources.find(({ id }) => id === 'pagina')
    expect(pageOf(await answer('Wat zeggen de kinderartsen over rust?', find))).toEqual({ id: 'pagina', speaks: null })
    const general = await answer('Wat is het standpunt van de kinderartsen?', find)
    expect(pageOf(general)).toEqual({ id: 'pagina', speaks: null })
  })

  it('speaks through those who report it, and through an asker only where nobody else does', async () => {
    const sport = (asker: number, doctors: number) => (): Finding => ({
      confidence: 0.9,
      passages: [
        ['Sporten maakt', 3, 0.9],
        ['De omroep hoort', 2, asker],
        ['Sporten is niet', 1, doctors],
      ],
    })
    const both = await answer('Wat zegt de Sportraad over sporten?', sport(0.8, 0.5))
    expect(first(both)).toBe('NVK')
    expect(jsonOf(both)).toEqual([{ voice: 'Sportraad', kind: 'reported', speaks: true }])
    expect(first(await answer('Wat zegt de Sportraad over sporten?', sport(0.8, 0.001)))).toBe('NOS')
  })

  it('is not called silent, as an asker, where its question is quoted with a reply', async () => {
    const reply = (): Finding => ({
      confidence: 0.9,
      passages: [
        ['Sporten is niet', 3, 0.9],
        ['De omroep hoort', 1, 0.001],
      ],
    })
    const found = await answer('De omroep vraagt of sporten op maat mag', reply)
    expect(first(found)).toBe('NVK')
    expect(jsonOf(found)).toEqual([{ voice: 'NOS', kind: 'speaker', speaks: true }])
  })

  it('is silent, as an asker, where only what stands beside the answer replies to it', async () => {
    const found = await answer('Hoe staat de omroep tegenover rust?', rest(0.6))
    expect(found.outcome !== 'no_answer' && found.quotes.map(({ passage }) => passage.speaker.id)).toEqual([
      'stichting',
      'NVK',
    ])
    expect(jsonOf(found)).toEqual([{ voice: 'NOS', kind: 'silent', speaks: false }])
  })

  it('is answered with the reply where it only asks, and its view is asked for', async () => {
    const find = (): Finding => ({
      confidence: 0.9,
      passages: [
        ['Is rust goed', 3, 0.9],
        ['Kinderen herstellen', 1, 0.4],
      ],
    })
    const found = await answer('Wat vindt de omroep van rust?', find)
    expect(first(found)).toBe('NVK')
    expect(leadLines(found, loadTranslations()('nl'))).toBe(
      'De NOS stelt hier alleen vragen over. Wat de NOS er zelf van vindt, staat er niet bij.',
    )
    expect(first(await answer('Wat vraagt de omroep over rust?', find))).toBe('NOS')
  })

  it.each([
    ['many that are far off do not count', 0.2, false],
    ['one that is near does', 0.3, true],
  ])('speaks by its passages, of which %s', async (_what, nearest, speaks) => {
    const far: Finding['passages'] = ['Zeker.', 'Te veel rust', 'Sporten is niet'].map((begin) => [begin, 1, 0.2])
    const find = (question: string): Finding => ({
      confidence: 0.4,
      passages: question.includes('kinderartsen')
        ? [['Rust nemen helpt', 3, 0.4]]
        : [['Rust nemen helpt', 3, 0.4], ['Kinderen', 2, nearest], ...far],
    })
    const found = await answer('Wat zeggen de kinderartsen over een rolstoel?', find)
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: speaks ? 'speaker' : 'silent', speaks }])
  })

  it('is silent where only its name is near to a single word that it says of something else', async () => {
    const find = (question: string): Finding => ({
      confidence: 0.4,
      passages: [
        ['Rust nemen helpt', 3, 0.4],
        ['Kinderen herstellen', 2, question.includes('kinderartsen') ? 0.7 : 0.001],
      ],
    })
    const found = await answer('Wat zeggen de kinderartsen over onderzoek?', find)
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: 'silent', speaks: false }])
  })

  it('speaks, as an asker, where the whole message is near to its words, though the subject alone is not', async () => {
    const find = (question: string): Finding => ({
      confidence: 0.9,
      passages: [
        ['Sporten is niet', 3, 0.9],
        ['De omroep hoort', 1, question.includes('omroep') ? 0.6 : 0.001],
      ],
    })
    const found = await answer('Met welke stelling over hardlopen opende de omroep het gesprek?', find)
    expect(first(found)).toBe('NOS')
    expect(jsonOf(found)).toEqual([{ voice: 'NOS', kind: 'speaker', speaks: true }])
  })

  it.each([
    ['first where it is found as the other side of a dispute', 0.2, 'NVK', true],
    ['after what answers where it is far off, and neither speaks nor is silent', 0.01, 'stichting', null],
  ])('comes %s', async (_what, probability, expected, speaks) => {
    const sides = new Map([
      [idOf('Sporten maakt'), 'stichting'],
      [idOf('Sporten is niet'), 'NVK'],
    ])
    const dispute = { subject: 'sporten', inDispute: true, core: new Set(sides.keys()), sides }
    const find = (): Finding => ({
      confidence: 0.9,
      passages: [
        ['Sporten maakt', 3, 0.9],
        ['Sporten is niet', 1, probability],
      ],
    })
    const found = await answer('Is hardlopen gezond volgens de kinderartsen?', find, counterpartsOf([dispute], corpus))
    expect(first(found)).toBe(expected)
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: 'speaker', speaks }])
    expect(found.outcome !== 'no_answer' && found.quotes).toHaveLength(2)
  })

  it('comes with what fits the subject too, and not with what only its name is near to', async () => {
    const find = (question: string): Finding => ({
      confidence: 0.8,
      passages: question.includes('kinderartsen')
        ? [
            ['Te veel rust', 3, 0.8],
            ['Sporten is niet', 1, 0.4],
          ]
        : [['Sporten is niet', 1, 0.4]],
    })
    const found = await answer('Wat zeggen de kinderartsen over sporten?', find)
    expect(found.outcome !== 'no_answer' && found.quotes[0]!.passage.text).toMatch(/^Sporten is niet/)
  })

  it('is unknown when no source mentions it', async () => {
    const found = await answer('Wat vindt het Bureau van rust?', rest(0.01))
    expect(first(found)).toBe('stichting')
    expect(jsonOf(found)).toEqual([{ voice: 'Bureau', kind: 'unknown', speaks: false }])
  })

  it('speaks when its subject is told in other sentences', async () => {
    const nothing: Finding = { confidence: 0.1, passages: [['Slaap genoeg', 1, 0.1]] }
    const found = await answer('Ik lees over rust. Letten kinderartsen daar op bij klachten?', (question) =>
      question.includes('rust') ? rest(0.7)() : nothing,
    )
    expect(jsonOf(found)).toEqual([{ voice: 'NVK', kind: 'speaker', speaks: true }])
    expect(first(found)).toBe('NVK')
  })

  it('claims nothing when it is only named', async () => {
    expect(jsonOf(await answer('Ik ging naar het Bureau. Helpt rust?', rest(0.5)))).toEqual([])
  })
})

describe('what is said of the voices', () => {
  const t = loadTranslations()('nl')
  const lines = async (question: string, find: () => Finding) => leadLines(await answer(question, find), t)
  const related = { ...rest(0.01)(), confidence: 0.4 }
  const sport = (): Finding => ({ confidence: 0.9, passages: [['Sporten is niet', 1, 0.9]] })

  it('is a sentence for each outcome', async () => {
    expect(await lines('Wat zeggen de kinderartsen over rust?', rest(0.8))).toBeNull()
    expect(await lines('Wat zegt de Sportraad over sporten?', sport)).toBe(
      'Ik heb geen tekst van de Sportraad zelf. De NVK zegt erover:',
    )
    expect(await lines('Wat zeggen de kinderartsen over rust?', rest(0.01))).toBe(
      'Hierover vind ik niets van de NVK in mijn bronnen. Dit zeggen anderen erover:',
    )
    expect(await lines('Wat vindt het Bureau van rust?', rest(0.01))).toBe(
      'Van het Bureau heb ik geen bron. Dit zeggen anderen erover:',
    )
  })

  it.each([
    ['Anna de Vries', 'Anna de Vries'],
    ['Het Dagblad', 'Het Dagblad'],
    ['Stichting Zon', 'de Stichting Zon'],
    ['VKN', 'de VKN'],
  ])('has an article before a speaker that takes one: %s', async (name, called) => {
    const speakers = corpus.documents.flatMap(({ speakers }) => speakers)
    const spoken = { ...speakers.find(({ id }) => id === 'NVK')!, id: 'other', name, aliases: [], kinds: [] }
    const [document] = corpus.documents
    const voices = createVoices({ ...corpus, documents: [{ ...document!, speakers: [spoken] }] })
    const [voice] = voices.asked(`Wat zegt ${name} over rust?`).voices
    expect(t('voice-silent', { voice: voice!.name, article: voice!.article || 'none' })).toBe(
      `Hierover vind ik niets van ${called} in mijn bronnen.`,
    )
  })

  it('says that a body is only one of its kind, where all are asked for', async () => {
    expect(await lines('Wat vinden sportartsen van sporten?', sport)).toBe(
      'Van de sportartsen noemen mijn bronnen alleen de Sportraad. Ik heb geen tekst van de Sportraad zelf. De NVK zegt erover:',
    )
    for (const [message, kind] of [
      ['Patiëntenorganisaties zeggen dat GET schadelijk is, klopt dat?', 'patiëntenorganisaties'],
      ['wat vinden patientenverenigingen van GET', 'patiëntenverenigingen'],
      ['zijn de kinderartsen voor CGT?', 'kinderartsen'],
      ['wat zeggen journalisten over GET', 'journalisten'],
    ] as const)
      expect(voices.asked(message).voices.map(({ oneOf }) => oneOf)).toEqual([kind])
    for (const message of [
      'Wat zegt de patiëntenorganisatie over GET?',
      'Wat vinden kinderartsen en de NVK van CGT?',
      'Wat vinden de NVK en kinderartsen van CGT?',
    ])
      expect(voices.asked(message).voices.map(({ oneOf }) => oneOf)).toEqual([undefined])
  })

  it('speaks for one of its kind only in its own name, in both languages', () => {
    const voice = voices.asked('wat vinden patiëntenclubs van GET').voices[0]!
    const said = { asked: [{ voice, speaks: true }], seen: [], comforts: false, absent: null } as unknown as Answer
    expect(LANGUAGES.map((language) => leadLines(said, loadTranslations()(language), []))).toEqual([
      'Van de patiëntenclubs komt in mijn bronnen alleen de ME/CVS Stichting aan het woord.',
      'Of the patiëntenclubs, only the ME/CVS Stichting speaks in my sources.',
    ])
  })

  it('promises nothing where nothing answers', async () => {
    expect(await lines('Wat vindt het Bureau van rust?', () => related)).toBe('Van het Bureau heb ik geen bron.')
    expect(await lines('Wat vindt het Bureau van rust?', () => ({ ...related, confidence: 0.1 }))).toBe(
      'Van het Bureau heb ik geen bron.',
    )
  })

  it('is short, however long a name is', async () => {
    const name = `Jan ${'Hottentottententententoonstelling'.repeat(20)}`
    const found = await answer(`Wat vindt ${name} van rust?`, rest(0.01))
    expect(found.asked).toHaveLength(1)
    for (const language of LANGUAGES) expect(leadLines(found, loadTranslations()(language))!.length).toBeLessThan(200)
  })
})

describe('an asker that states something before it asks', () => {
  const BODY = `# Vragen

NOS: Er zijn drie poliklinieken geopend. Leren jullie daarvan?

- NVK: Ja, veel.

NOS: Wij horen veel over moeheid.

- NVK: Wij ook.
`
  const own = tinyCorpus({ 'gesprek/document.md': interviewOf('gesprek', BODY), 'gesprek/source.txt': sourceOf(BODY) })

  it('is quoted with that where its view is asked for, and not with a claim that is farther off', async () => {
    const passages: Finding['passages'] = [
      ['Er zijn drie', 3, 0.7],
      ['Wij horen', 2, 0.6],
    ]
    const answerer = createAnswerer({
      corpus: own.corpus,
      counterparts: counterpartsOf([], own.corpus),
      searcher: fakeSearcher(own.corpus, () => ({ confidence: 0.9, passages })),
      detectDanger: () => null,
      senseDanger: () => null,
      detectRequest: () => null,
    })
    const found = await answerer.answer('Wat is er volgens de omroep geopend?')
    expect(found.outcome !== 'no_answer' && found.quotes[0]!.passage.text).toMatch(/^Er zijn drie/)
  })
})
