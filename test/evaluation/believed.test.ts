import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { realProduct } from '../support/product.ts'

const { answerer, corpus } = await realProduct()
const quoted = (answer: Answer) => (answer.outcome === 'no_answer' ? [] : answer.quotes)
const psychic = corpus.passages.find(({ text }) => text.includes('vooral een psychische aandoening'))!

/** Somebody who isn't believed: by a doctor, a school, an employer, family; in Dutch, Flemish and English, misspelt too. */
const TOLD = [
  'mijn huisarts neemt me niet serieus',
  "m'n dokter luistert niet naar mij",
  'de arts wuift mijn klachten weg',
  'de huisarts zei dat ik me niet zo moet aanstellen',
  'volgens de huisarts mankeer ik niks',
  'de dokter vindt dat het wel meevalt',
  'ik word van het kastje naar de muur gestuurd',
  'ik voel me niet gehoord door de artsen',
  'ze denken allemaal dat ik lui ben',
  'mijn moeder denkt dat ik doe alsof',
  'mn vader snapt er niks van en zegt dat ik me aanstel',
  'school gelooft niet dat onze dochter ziek is',
  'de mentor zegt dat mijn zoon gewoon spijbelt',
  'de juf denkt dat ze geen zin heeft',
  'mijn baas denkt dat ik de kantjes eraf loop',
  'mijn leidinggevende gelooft er niks van',
  "collega's roddelen dat ik niet echt ziek ben",
  'de bedrijfsarts zegt dat ik niet ziek ben',
  'de specialist zei dat het tussen mijn oren zit',
  'mijn vrienden geloven me niet meer',
  'mijn man neemt het niet serieus',
  'niemand neemt mij serieus',
  'ik wordt nooit serieus genome',
  'huisarts neemt mijn dochter totaal niet serieus',
  'den dokter gelooft mij nie',
  'mijnen dokter pakt mij niet serieus',
  'ze pakken mij ni serieus bij den dokter',
  "ze lachen mij uit op 't werk",
  "onze huisdokter zegt da't in mijne kop zit",
  'mijn schoonmoeder vindt dat we ons kind verwennen',
  'ik krijg steeds te horen dat het psychisch is',
  'ze zeggen dat ik het verzin',
  'iedereen zegt maar dat ik een aansteller ben',
  'ik werd weggestuurd bij de dokter zonder iets',
  'de arts had geen tijd voor me en luisterde niet',
  'ik moet steeds maar bewijzen dat ik echt ziek ben',
  'de kinderarts geloofde ons niet',
  'we worden niet geloofd door het ziekenhuis',
  'niemand begrijpt me',
  "my doctor doesn't take me seriously",
  "my GP won't listen to me",
  "they think I'm faking it",
  "my teacher says I'm just lazy",
  "my family doesn't believe I'm ill",
  'nobody takes my daughter seriously',
  'the doctor dismissed me again',
  "my boss thinks I'm exaggerating",
  'I feel gaslighted by doctors',
  'mijn huisats neemt me niet serrieus',
  'me huisarts geloofd me niet',
  'ze doen alsof ik gek ben',
  'mijn broer noemt me een slappeling',
  'mijn ouders denken dat ik gewoon geen zin heb in school',
  'ik word afgescheept met een folder',
  'de dokter doet er lacherig over',
  "ze nemen m'n zus niet serieus op school",
]

/** Questions on the same subjects, which the texts answer or may. */
const ASKED = [
  'nemen artsen ME/CVS serieus volgens de NVK?',
  'Vindt de NVK dat artsen ME/CVS serieus moeten nemen?',
  'moeten dokters me/cvs serieus nemen?',
  'zijn de klachten van kinderen met ME echt volgens kinderartsen?',
  'is ME/CVS echt of verzonnen volgens de bronnen?',
  'zit ME/CVS tussen de oren?',
  'denken kinderartsen dat het tussen de oren zit?',
  'Wat zegt de NVK over of de klachten reëel zijn?',
  'is cvs psychisch volgens de stichting?',
  'waarom is het zo moeilijk om een diagnose te krijgen?',
  'waarom is het voor patiënten lastig om een goede behandeling te vinden?',
  'erkennen de kinderartsen dat kinderen ernstig beperkt zijn?',
  'betekent onverklaard dat het niet echt is?',
  'wat vinden artsen van patiënten met ME?',
  'hoe gaan kinderartsen om met kinderen met ME/CVS?',
  'mogen ze zeggen dat het psychisch is?',
  'is me een lichamelijke ziekte?',
  'waarom zeggen sommige artsen dat het psychisch is?',
  'vinden de kinderartsen een empathische benadering belangrijk?',
  'does the NVK take ME/CFS seriously?',
  'is ME all in the head according to the sources?',
  'do paediatricians think the complaints are real?',
  'luisteren de kinderartsen naar patiënten?',
  'worden patiënten betrokken bij richtlijnen?',
  'wordt er naar ouders geluisterd bij de keuze van behandeling?',
  'mag ik CGT weigeren als de dokter aandringt?',
  'mijn huisarts gelooft niet in ME, wat zegt de NVK daarover?',
  'de dokter zegt dat GET helpt maar ik word er zieker van, klopt dat?',
  'de huisarts zegt dat het psychisch is. klopt dat volgens de kinderartsen?',
  'mijn arts zegt dat de richtlijn verouderd is, is dat zo?',
  'mijn dokter neemt me niet serieus, zijn er artsen die wel verstand hebben van ME?',
  'school gelooft niet dat pacing werkt, wat is pacing?',
  'waar vind ik een arts die ME serieus neemt?',
  'is er een overzicht van klinieken?',
  'wat betekent SOLK?',
]

describe('somebody who tells of not being believed', () => {
  it.each(TOLD)('hears a kind word, and gets no answer: %s', async (message) => {
    const answer = await answerer.answer(message)
    expect(answer.comforts).toBe(true)
    expect(answer.outcome).not.toBe('answered')
    const [first, ...others] = quoted(answer)
    // Another quote is of another side, and none says that it is psychic.
    for (const { side } of others) expect(side).not.toBe(first!.side)
    expect(quoted(answer).map(({ passage }) => passage.id)).not.toContain(psychic.id)
  })

  it('gets an answer to a question that comes with it', async () => {
    for (const message of [
      'mijn dokter neemt me niet serieus, zijn er artsen die wel verstand hebben van ME?',
      'De huisarts gelooft me niet. Is er een overzicht van klinieken?',
      'niemand gelooft me, waar staat de lijst met behandelaren',
    ]) {
      const answer = await answerer.answer(message)
      expect([answer.outcome, answer.comforts], message).toEqual(['answered', true])
    }
  })
})

describe('a question about belief', () => {
  it('keeps its answer, or what comes close', async () => {
    const answers = await Promise.all(ASKED.map((message) => answerer.answer(message)))
    expect(answers.filter(({ outcome }) => outcome !== 'no_answer').length).toBeGreaterThanOrEqual(ASKED.length - 2)
    expect(answers.filter(({ outcome }) => outcome === 'answered').length).toBeGreaterThanOrEqual(ASKED.length - 6)
    // Nobody tells anything in them, but one.
    expect(answers.filter(({ comforts }) => comforts).length).toBeLessThanOrEqual(1)
  })
})
