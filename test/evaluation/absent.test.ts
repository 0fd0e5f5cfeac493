import { describe, expect, it } from 'vitest'
import { leadLines } from '../../src/answering/lead-lines.ts'
import { fold } from '../../src/dutch/fold.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { realProduct } from '../support/product.ts'

const { answerer, corpus } = await realProduct()
const texts = corpus.passages.map(({ text }) => fold(text))

/** Words that patients use and no text has. */
const ABSENT = [
  'een "crash", wat bedoelen mensen daarmee',
  'brainfog, wat is dat precies?',
  'dysautonomie, wadisda nu weer',
  'Wat is een crash?',
  'wat is een crash bij ME?',
  'wat betekent push crash?',
  'Wat is brainfog?',
  'wat is hersenmist',
  'leg uit wat POTS is',
  'Wat is orthostatische intolerantie?',
  'wat betekent MCAS?',
  'Wat is LDN?',
  'wat is een mestcelziekte',
  'Wat is dysautonomie?',
  'Wat is fibromyalgie?',
  'wat is een spoonie',
  'wat zijn spoons',
  'what is brain fog?',
  'Wat is pijnsyndroom',
  'wat is prikkelgevoeligheid',
  'Wat is overprikkeling?',
  'wat betekent hartslagmonitoring',
  'wat is een hartslagmeter',
  'wat is een rolling PEM',
  'Wat is hypersomnie?',
  'wat is burn-out',
  'wat is een bedlegerige patient',
  'wat zijn mitochondriën?',
  'Wat is een energiebudget?',
  'wat is een activiteitenweger?',
  'wat betekent SEID',
  'wat is postvirale vermoeidheid',
  'wat betekent tilttafeltest',
  'Wat is een inspanningstest?',
  'wat is Abilify',
  'wat is ehlers danlos',
  'wat is een mantelzorger',
  'Wat is de WIA?',
  'wat is een second opinion',
  'wat is ziektewinst',
  'wat is kinesiofobie',
  'wat is deconditionering?',
  'what does PENE mean',
  'what is a flare?',
  'what is baseline?',
  'wat is een basislijn',
  'Wat is een terugslag?',
  'wat is aggressive rest',
  'wat is radicale rust',
  'wat is een trigger',
  'wat is hypermobiliteit?',
  'wat is een prikkelarme kamer',
]

/** Names that the texts have, in any spelling or language, and questions that only look alike. */
const PRESENT = [
  'Wat is PEM?',
  'Wat is pacing?',
  'wat is ME/CVS',
  'Wat is CGT?',
  'wat is cognitieve gedragstherapie?',
  'Wat is graded exercise therapie?',
  'wat betekent GET',
  'wat is een terugval?',
  'wat is mindfulness',
  'wat is acupunctuur',
  'wat is osteopatie',
  'wat is orthomoleculaire therapie',
  'wat is shiatsu',
  'wat is een multidisciplinaire behandeling',
  'wat is SOLK',
  'wat is ALK?',
  'wat is NICE',
  'wat is FITNET',
  'wat is een biomarker',
  'wat zijn biomarkers',
  'wat is neuro-inflammatie',
  'wat is inspanningsintolerantie',
  'wat is immuunactivatie',
  'wat is een ergotherapeut',
  'wat is reguliere geneeskunde',
  'wat zijn alternatieve behandelingen',
  'wat is een werkhypothese',
  'wat is PAIS',
  'wat is de Gezondheidsraad',
  'wat is long covid',
  'wat is een zorgpad',
  'wat is het KNGF',
  'wat is een meta-analyse',
  'wat is off-label',
  'wat is CBT',
  'what is pacing',
  'what is cognitive behavioural therapy?',
  'what is post-exertional malaise',
  'what is graded exercise therapy',
  'what is a relapse',
  'what is chronic fatigue syndrome',
  'wat is chronisch vermoeidheidssyndroom',
  'wat is gedragstherapie',
  'wat is genezing',
  'wat is jullie standpunt',
  'wat is belangrijk bij de behandeling',
  'wat is het doel van de behandeling',
  'wat is bekend over herstel',
  'wat zijn symptomen',
]

describe('a question after what a word means that no text has', () => {
  it.each(ABSENT)('hears so, and gets no answer to something else: %s', async (message) => {
    const answer = await answerer.answer(message)
    expect(answer.outcome).not.toBe('answered')
    expect(answer.absent).not.toBeNull()
    expect(message).toContain(answer.absent)
    for (const text of texts) expect(text).not.toContain(fold(answer.absent!))
    for (const language of LANGUAGES)
      expect(leadLines(answer, loadTranslations()(language))).toContain(`“${answer.absent}”`)
  })

  it('is no other question', async () => {
    for (const message of PRESENT) expect((await answerer.answer(message)).absent, message).toBeNull()
  })

  it('has no slip of the keyboard in it', async () => {
    for (const message of [
      'wat is mindfullnes',
      'wat is een terugvall',
      'wat is accupunctuur',
      'wat is gedragstherpie',
    ])
      expect((await answerer.answer(message)).absent, message).toBeNull()
  })
})
