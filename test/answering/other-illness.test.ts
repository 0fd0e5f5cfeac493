import { describe, expect, it } from 'vitest'
import { otherIllnessIn } from '../../src/answering/other-illness.ts'
import { loadIllnesses } from '../../src/corpus/illnesses.ts'

const illnesses = loadIllnesses('corpus/illnesses.yaml')
const found = (message: string) => otherIllnessIn(message, illnesses)?.join(' ') ?? null

describe('the other illness that a message is about', () => {
  it.each([
    ['Ik heb MS. Is cgt dan iets voor mij?', 'ms'],
    ['mijn vader heeft parkinson, mag hij graded exercise doen', 'parkinson'],
    ['wat zegt NICE over migraine?', 'migraine'],
    ['ik doe cgt voor mn angst, hoe vaak moet ik oefenen', 'mn angst'],
    ['Geldt dat over GET ook voor Q-koortspatiënten?', 'q koortspatienten'],
    ['helpt pacing bij fibromyalgie', 'fibromyalgie'],
    ['I have lupus, not ME. Should I avoid graded exercise?', 'lupus'],
    ['Ik heb geen ME maar een burn-out, mag ik opbouwen?', 'burn out'],
  ])('is read in %j', (message, illness) => {
    expect(found(message)).toBe(illness)
  })

  it.each([
    ['the illness of the sources is named, too', 'Ik heb MS en ME, helpt pacing?'],
    ['it is denied', 'Ik heb geen depressie, wat is dit dan wel?'],
    ['it was had before', 'Ik heb pfeiffer gehad en ben nooit meer opgeknapt. Gaat dit over?'],
    ['it comes on top', 'Ik heb POTS erbij gekregen, wat kan ik doen aan de moeheid?'],
    ['it is only compared with', 'bij kanker staat er een heel team klaar, waarom bij ons niet?'],
    ['it is one that a doctor guesses', 'De arts twijfelt of het reuma is. Welke test is er?'],
    ['it is a word for something else', 'als ik te veel doe lig ik dagen plat'],
    [
      'it is named in a long story',
      `Voor de migraine heb ik pillen. ${'En verder ben ik elke dag doodmoe. '.repeat(5)}`,
    ],
  ])('is none where %s', (_why, message) => {
    expect(found(message)).toBeNull()
  })
})
