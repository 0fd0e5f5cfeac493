import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { leadLines } from '../../src/answering/lead-lines.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { realProduct } from '../support/product.ts'

const { answerer } = await realProduct()
const t = loadTranslations()('nl')
const idsOf = (answer: Answer) => (answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id))
const silence = (answer: Answer) =>
  leadLines(answer, t)?.match(/Hierover vind ik niets van .*? in mijn bronnen/)?.[0] ?? null

describe('what is reported of a voice', () => {
  it.each([
    ['Wat zegt de CDC over CGT?', 'Dit zeggen anderen erover:'],
    ['Wat zegt het KNGF over GET?', 'Dit zeggen anderen erover:'],
    ['Wat adviseerde de Gezondheidsraad in 2018?', 'Dit zeggen anderen erover:'],
    ['Wat zegt de Gezondheidsraad?', 'Dit zeggen anderen erover:'],
    ['Zegt NICE dat GET inherent schadelijk is?', 'Dit zeggen anderen erover:'],
    ['Wat zegt de Gezondheidsraad over re-integratie?', 'De NVK zegt erover:'],
    ['Wat vonden Davis et al.?', "Ik heb geen tekst van Davis en collega's zelf. De NVK zegt erover:"],
    ['Wat vindt PostCovidNL van PEM?', 'De NVK zegt erover:'],
  ])('is under a name only where that one says all of it: %s', async (message, line) => {
    const answer = await answerer.answer(message)
    expect(leadLines(answer, t)).toContain(line)
    const isNamed = !line.includes('anderen')
    if (isNamed && answer.outcome !== 'no_answer')
      expect(answer.quotes.map(({ passage }) => passage.speaker.id)).toEqual(answer.quotes.map(() => 'NVK'))
  })

  it.each([
    'Wat zegt de Gezondheidsraad over GET?',
    'Is GET gevaarlijk volgens de Gezondheidsraad?',
    'Is de Gezondheidsraad voor GET?',
    'Wat zegt de Gezondheidsraad over CGT?',
  ])('is told by both sides where both tell it: %s', async (message) => {
    expect(idsOf(await answerer.answer(message))).toContain('ofth533b')
  })

  it.each(['Wat zegt het KNGF over GET?', 'Is GET schadelijk?'])('is nothing of another: %s', async (message) => {
    expect(idsOf(await answerer.answer(message))).not.toContain('ofth533b')
  })
})

describe('the words of an asker', () => {
  it.each([
    ['Volgens Olde Lohuis mag CGT alleen als coping. klopt dat?', 'j7gnnyxy', 'd5vnxaka'],
    ['Is NOS tegen CGT?', 'uodwjrfn', 'q5dqjzog'],
    ['Is de NOS kritisch over gedragstherapie?', 'uodwjrfn', 'q5dqjzog'],
    ['Wat vindt C-support van CGT?', 'j7gnnyxy', 'd5vnxaka'],
    ['wat zegt de omroep', 'uodwjrfn', 'q5dqjzog'],
  ])('that claim something come with the reply: %s', async (message, claim, reply) => {
    expect(idsOf(await answerer.answer(message)).slice(0, 2)).toEqual([claim, reply])
  })

  it.each(['Geneest CGT ME?', 'wat zegt die nos journalist eigenlijk?', 'Heeft PostCovidNL gelijk over CGT?'])(
    'never stand alone where somebody replies: %s',
    async (message) => {
      const answer = await answerer.answer(message)
      const [first, second] = answer.outcome === 'no_answer' ? [] : answer.quotes
      expect(second?.passage.answers).toBe(first?.passage.id)
    },
  )

  it('that only ask stand alone', async () => {
    const asked = await answerer.answer('Wat vraagt de NOS aan de NVK over de toekomst van de richtlijnen?')
    expect(idsOf(asked)).toEqual(['idp5qvxd'])
  })
})

describe('a question on what is in dispute', () => {
  it.each(['Is ME lichamelijk te verklaren?', 'Heeft ME een somatische oorzaak?'])(
    'gets both publishers, though one fits best: %s',
    async (message) => {
      const answer = await answerer.answer(message)
      expect(new Set(answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ document }) => document.id)).size).toBe(
        2,
      )
    },
  )

  it.each([
    'Hoe wordt de diagnose gesteld bij kinderen?',
    'Wordt de SOLK-richtlijn herzien?',
    'Is ME te genezen?',
    'Helpt mindfulness?',
  ])('is not one on what nobody disputes: %s', async (message) => {
    const answer = await answerer.answer(message)
    expect(new Set(answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ document }) => document.id)).size).toBe(1)
  })
})

describe('a follow-up after the other side', () => {
  const linesAfter = async (question: string, message: string) => {
    const first = await answerer.answer(question)
    return leadLines(await answerer.answer(message, nextTurn(question, first, null)), t) ?? ''
  }

  it.each(['en de NVK?', 'en de andere kant?'])('is told of no new side where both were shown: %s', async (message) => {
    const lines = await linesAfter('Is GET schadelijk?', message)
    expect(lines).toContain('De andere kant liet ik al zien: ME/CVS Stichting.')
    expect(lines).not.toContain('De ene kant')
  })

  it('takes one who only asks for no side', async () => {
    expect(await linesAfter('Is CGT schadelijk?', 'en de nos?')).not.toContain('De ene kant')
  })
})

describe('that a voice is silent', () => {
  it.each([
    ['Zegt de CDC dat GET schadelijk is?', 'ynehtyue'],
    ['Waarschuwt de CDC voor GET?', 'ynehtyue'],
    ['Noemt de CDC GET gevaarlijk?', 'ynehtyue'],
    ['Raadt de CDC oefentherapie nog aan?', 'ynehtyue'],
    ['Wat beweert de omroep over CGT en GET', 'uodwjrfn'],
    ['Wat vindt de journalist van oefentherapie en gedragstherapie?', 'uodwjrfn'],
  ])('is not said where its words are quoted: %s', async (message, first) => {
    const answer = await answerer.answer(message)
    expect(silence(answer)).toBeNull()
    expect(idsOf(answer)[0]).toBe(first)
  })

  it.each([
    'geef een samenvatting van het standpunt van de NVK',
    'Kun je de mening van de NVK kort weergeven?',
    'Wat zegt medRxiv over ME?',
    'Is de stichting wel objectief?',
    'Wie betaalt die stichting? farma?',
    'Zijn kinderartsen omgekocht',
  ])('is not said where there is nothing on which it could be: %s', async (message) => {
    expect(silence(await answerer.answer(message))).toBeNull()
  })

  it.each([
    ['Wat zegt de NVK over mindfulness?', 'de NVK'],
    ['Wat zegt de stichting over long covid?', 'de ME/CVS Stichting'],
    ['Wat zegt de Gezondheidsraad over acupunctuur?', 'de Gezondheidsraad'],
    ['Wat zegt de CDC over voeding?', 'de CDC'],
    ['Wat zegt NICE over pacing?', 'NICE'],
    ['Wat vindt het KNGF van CGT?', 'het KNGF'],
    ['Wat vindt de stichting van Veilig Thuis?', 'de ME/CVS Stichting'],
    ['Wat vindt de NOS van osteopathie?', 'de NOS'],
  ])('is said where it is: %s', async (message, voice) => {
    expect(silence(await answerer.answer(message))).toBe(`Hierover vind ik niets van ${voice} in mijn bronnen`)
  })

  it.each([
    'Wat is het standpunt van de NVK over de oorzaak en wat doen ze met nieuwe studies?',
    'Welke behandelaars krijg je bij een multidisciplinaire behandeling?',
  ])('is not said of a source that speaks on it, as the bot itself shows elsewhere: %s', async (message) => {
    expect((await answerer.answer(message)).sources.map(({ speaks }) => speaks)).not.toContain(false)
  })
})
