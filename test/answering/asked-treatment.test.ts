import { describe, expect, it } from 'vitest'
import { asksForAlone, createAbsent } from '../../src/answering/absent.ts'
import { treatmentNamed } from '../../src/answering/asked-treatment.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const BODY = `# Therapieën

Cognitieve gedragstherapie helpt sommige mensen. Pijnbestrijding ook.

Pacing kan helpen, net als fysiotherapie.

Dit komt voor:

- Acupunctuur
Een behandeling met naalden.
- Mindfulness
Een training voor je aandacht.
- Osteopathie
Een behandeling van gewrichten.
`
const { corpus } = tinyCorpus({ 'page/document.md': documentOf('page', BODY), 'page/source.txt': sourceOf(BODY) })
const SAME: Record<string, string[]> = {
  praattherapie: ['cognitieve gedragstherapie'],
  pijnstillers: ['pijnbestrijding'],
}
const illnesses = { own: [['me']], other: [['migraine*'], ['aandacht']] }
const { treatmentIn, illnessIn } = createAbsent(corpus, (name) => SAME[name] ?? [], illnesses)

describe('what a message asks whether it helps', () => {
  it.each([
    ['helpt hypnose?', 'hypnose'],
    ['Werkt LDN bij ME/CVS', 'LDN'],
    ['hoi, helpt CBD-olie tegen pijn', 'CBD-olie'],
    ['is zuurstoftherapie veilig', 'zuurstoftherapie'],
    ['heeft iemand ervaring met koude douches?', 'koude douches'],
    ['Heb je iets aan homeopathie?', 'homeopathie'],
    ['Kan paracetamol kwaad?', 'paracetamol'],
    ['iets aan hypnose gehad?', 'hypnose'],
    ['zou een behandeling met massage kunnen helpen', 'massage'],
    ['helpt mediteren', 'mediteren'],
    ['helpen zweethutten', 'zweethutten'],
    ['helpt reizen', 'reizen'],
    ['wat vinden jullie van yoga', 'yoga'],
    ['mag ik vitamine B12 slikken', 'vitamine B12'],
    ['Weten jullie of reiki werkt?', 'reiki'],
    ['heeft het zin om magnesium te nemen', 'magnesium'],
    ['ijsbaden tegen moeheid', 'ijsbaden'],
    ['does hypnosis help with ME?', 'hypnosis'],
    ['hypnose', 'hypnose'],
  ])('is told where no text has it: %s', (message, name) => {
    expect(treatmentIn(message)?.name).toBe(name)
  })

  it.each([
    'helpt mindfulness?',
    'werkt midnfulness',
    'baat bij een osteopaat',
    'baat bij een acupuncturist',
    'werkt pacen nu of niet',
    'helpt gepaced leven',
    'helpen fysioën',
    'helpt trainen',
    'is cognitieve gedagsterapie goed',
    'helpen pijnstillers',
    'helpt praattherapie',
    'heb je iets aan aandachttraining',
  ])('is not missing where a text has it in any form, or what means the same: %s', (message) => {
    expect(treatmentIn(message)).toBeNull()
  })

  it.each([
    'wat helpt tegen moeheid?',
    'welk medicijn werkt bij kinderen',
    'helpt iemand mij',
    'helpt het om te stoppen',
    'mijn kind helpt niet',
    'is er een test voor cvs',
    'Helpt dat? En werkt het snel?',
    'hoe zorg ik dat het bij mij gaat werken',
    'will I ever be able to work again',
  ])('is nothing that has a name: %s', (message) => {
    expect(treatmentNamed(message).words).toEqual([])
  })
})

it('a question asks for a treatment by its name, and not for one or another, or for something like it', () => {
  for (const question of ['helpt meditatie', 'iets voor mij, een meditatiecursus?', 'weet je of meditatie helpt'])
    expect(asksForAlone(question, 'meditatie')).toBe(true)
  for (const question of ['hypnose of meditatie', 'iets meditatie-achtigs', 'meditatie-achtige rust', 'helpt rust', ''])
    expect(asksForAlone(question, 'meditatie')).toBe(false)
})

describe('the illness that a message is about', () => {
  it('is named as it was typed', () => {
    expect(illnessIn('Helpt een training tegen Migraine-aanvallen?')).toBe('Migraine')
  })

  it('is none that a text names', () => {
    expect(illnessIn('Helpt een training tegen aandacht?')).toBeNull()
  })
})
