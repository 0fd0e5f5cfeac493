import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { leadLines } from '../../src/answering/lead-lines.ts'
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
