import { describe, expect, it } from 'vitest'
import { topicOf } from '../../src/answering/topic.ts'

describe('what a question is about', () => {
  it.each([
    ['hoe lang duurt een UWV-keuring?', 'UWV-keuring'],
    ['Kan ik ergens financiële steun krijgen met ME?', 'financiële steun'],
    ['Welke bijwerkingen heeft naltrexon?', 'bijwerkingen, naltrexon'],
    ['Wat zijn de bijwerkingen van naltrexon?', 'bijwerkingen van naltrexon'],
    ['Hoe schrijf ik een bezwaar?', 'bezwaar'],
    ['Is ME besmettelijk, de buurvrouw durft niet meer op de koffie', null],
    ['mag ik autorijden met deze ziekte van het CBR', 'autorijden, CBR'],
    ['Wordt een ergotherapeut vergoed vanuit het basispakket?', 'ergotherapeut, basispakket'],
    ['Hallo! Mijn man is ziek. Wat kost een rolstoel?', 'rolstoel'],
  ])('is told in its own words: %s', (message, topic) => {
    expect(topicOf(message, false)).toBe(topic)
  })

  it('is told of keywords where they are known to be about our subject', () => {
    expect(topicOf('UWV keuring', true)).toBe('UWV keuring')
    expect(topicOf('leuke muziek', false)).toBeNull()
    expect(topicOf('welke dosis LDN begin je mee', true)).toBe('dosis LDN')
    expect(topicOf('zijn er datingsites voor chronisch zieken', true)).toBe('datingsites voor chronisch zieken')
    // More words tell something.
    for (const told of ['collega’s roddelen dat ik niet echt ziek ben', 'de juf denkt dat ze geen zin heeft'])
      expect(topicOf(told, true)).toBeNull()
  })

  it.each([
    'hoi',
    'dank je wel',
    'Ik slaap slecht en mijn man is weg.',
    'mijn dochter mag niet naar school',
    'Wat is er met ME?',
    'Kan het dat mijn zoon van veertien na het voetbal op zaterdag drie dagen ziek in zijn bed ligt met koorts?',
    'Hoe moet dat? En wat kost een rolstoel?',
    'Waarom helpen rolstoel, wandelstok, krukken, looprek en bed?',
    '',
  ])('is left out where nobody can be sure of it: %s', (message) => {
    expect(topicOf(message, true)).toBeNull()
  })

  it('is never a long text', () => {
    expect(topicOf(`wat kost ${'x'.repeat(100)}?`, true)).toBeNull()
  })
})
