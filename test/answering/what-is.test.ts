import { describe, expect, it } from 'vitest'
import { pointsAtName, whatIs } from '../../src/answering/what-is.ts'

describe('a question after what something is', () => {
  it.each([
    ['Wat is PEM?', 'pem'],
    ['wat betekent PEM precies', 'pem'],
    ['Wat houdt pacing eigenlijk in?', 'pacing'],
    ['Leg pacing eens uit', 'pacing'],
    ['kun je mij uitleggen wat GET nou inhoudt', 'get'],
    ['ik weet niet wat PEM is', 'pem'],
    ['pacing uitleg', 'pacing'],
    ['wa is da juist, pacing?', 'pacing'],
    ['Wat wordt er bedoeld met multidisciplinaire behandeling?', 'multidisciplinaire behandeling'],
    ["What's pacing?", 'pacing'],
    ['wat is ME', 'me'],
    ['Wat is de ziekte ME nou', 'me'],
    ['Hoi! Ik ben nieuw hier. Wat is ME/CVS?', 'cvs'],
    ['Wat zijn cognitieve klachten?', 'cognitieve klachten'],
    ['pacing, wadisda?', 'pacing'],
    ['what does pacing mean in this', 'pacing'],
  ])('is one: %s', (message, name) => {
    expect(whatIs(message)?.names[0]).toBe(name)
    expect(whatIs(message)?.kind).not.toBe('bare')
  })

  it.each([
    ['Symptomen van PEM', 'symptoms'],
    ['welke klachten horen bij long covid', 'symptoms'],
    ['hoe herken je PEM', 'symptoms'],
    ['Waar staat de afkorting CGT voor?', 'letters'],
    ['what does CGT stand for', 'letters'],
    ['pacing', 'bare'],
    ['pem wat is dat', 'meaning'],
  ])('may ask how it shows, what it is short for, or only name it: %s', (message, kind) => {
    expect(whatIs(message)?.kind).toBe(kind)
  })

  it('leaves out whom it is about, in a second reading', () => {
    expect(whatIs('Wat is pacing bij kinderen met ME?')?.names).toEqual(['pacing bij kinderen', 'pacing'])
  })

  it.each(['wat is dat?', 'leg me uit', '', 'Wat is PEM? En helpt pacing?', 'wat is er'])('is not: %s', (message) => {
    expect(whatIs(message)).toBeNull()
  })

  it.each(['wat is de diagnose', 'Wat betekent die nieuwe term?', 'hoe herken je een goede arts', 'kan pacing kwaad'])(
    'may be another question: %s',
    (message) => {
      expect(whatIs(message)?.isMeaning).not.toBe(true)
    },
  )
})

describe('a clause', () => {
  it.each(['wat is dat?', 'leg uit', 'wat bedoelen ze daarmee', 'waar is dat een afkorting van', ' wat '])(
    'may ask what another one names: %s',
    (clause) => {
      expect(pointsAtName(clause)).toBe(true)
    },
  )

  it.each(['wat is het nut', 'leg uit waarom', 'ik lees er veel over', ''])('may ask something else: %s', (clause) => {
    expect(pointsAtName(clause)).toBe(false)
  })
})
