import { describe, expect, it } from 'vitest'
import { leansOnBefore } from '../../src/dutch/leaning.ts'

describe('a sentence leans on what goes before it', () => {
  it.each([
    'Zeker.',
    'Ja, dat kan.',
    'Dit is onjuist.',
    '“Deze lijst is gratis.”',
    'Die conclusie kun je niet trekken.',
    'Daarom wordt vaak een combinatie aangeboden.',
    'In deze visie is het een lichamelijke ziekte.',
    'Alleen zo komen we tot goede zorg.',
    'Juist dat willen we voorkomen.',
    'Ze benadrukken dat het vrijwillig is.',
    'Het benadrukt het belang van rust.',
    'Uit onderzoek blijkt dat deze benadering schadelijk is.',
    'We noemen dit ook wel ‘pacing’.',
    'Voorzichtigheid is dus terecht.',
    'Overleg altijd met je arts wanneer je hieraan wilt beginnen.',
    'Ook werd hier niet voor gewaarschuwd, en daarmee is het geen argument.',
  ])('%s', (sentence) => expect(leansOnBefore(sentence)).toBe(true))
})

describe('a sentence stands by itself', () => {
  it.each([
    'ME/CVS is een chronische aandoening.',
    'De richtlijn is op dit moment onder revisie.',
    'Het effect van rust is bekend.',
    'Het is evident dat kennis essentieel is.',
    'Datum en plaats zijn niet bekend.',
    'Zorg op maat helpt, en dat geldt voor iedereen.',
    'Ditjes helpen niet.',
    'Kortom: er is geen consensus.',
    'Veel onderzoeken laten zien dat rust helpt, mits die past bij het kind.',
  ])('%s', (sentence) => expect(leansOnBefore(sentence)).toBe(false))
})
