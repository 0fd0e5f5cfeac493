import { describe, expect, it } from 'vitest'
import { claimIn } from '../../src/answering/claim.ts'

describe('the claim of which a message asks who makes it', () => {
  it.each([
    ['Wie vindt dat rust nodig is?', 'rust nodig is?'],
    ['welke arts zegt nou dat kinderen beter worden', 'kinderen beter worden'],
    ['En waar staat eigenlijk dat je moet sporten?', 'je moet sporten?'],
    ['is er iemand die denkt dat het vanzelf overgaat', 'het vanzelf overgaat'],
    ['staat er ergens dat traplopen mag', 'traplopen mag'],
    ['zeggen jullie bronnen dat het lichamelijk is', 'het lichamelijk is'],
    ['Who says that rest is needed?', 'rest is needed?'],
  ])('is what is said in "%s"', (message, claim) => {
    expect(claimIn(message)).toBe(claim)
  })

  it.each(['Ik vind dat rust nodig is', 'wie zegt dat', 'wat zegt de dokter over rust', 'hoe vindt men dat'])(
    'is not in "%s"',
    (message) => {
      expect(claimIn(message)).toBeNull()
    },
  )
})
