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
    expect(topicOf('welke dosis LDN begin je mee', true)).toBe('dosis, LDN')
    expect(topicOf('zijn er datingsites voor chronisch zieken', true)).toBe('datingsites')
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

  it.each([
    ['helpt koudwatertherapie (wim hof)?', 'koudwatertherapie'],
    ['hoe krijg ik een rolstoel van de gemeente (wmo', 'rolstoel van de gemeente'],
    ['wordt een rolstoel (ook elektrisch) van de gemeente vergoed', 'rolstoel van de gemeente'],
    ['Is PEM bewezen, kun je het meten met een fietstest?', 'PEM'],
    ['Is de PACE trial frauduleus?', 'PACE trial'],
    ['kan mn arts thuisonderwijs regelen', 'thuisonderwijs'],
    ['mag mijn kind ritalin', 'ritalin'],
    ['is mitochondriale schade de oorzaak?', 'mitochondriale schade, oorzaak'],
    ['vergoedt de zorgverzekering osteopathie', 'zorgverzekering, osteopathie'],
    ['Ik ben arts. Welke medicatie kan ik inzetten bij vermoeidheid?', 'medicatie, vermoeidheid'],
    ['Als arts: hoeveel LDN mag ik geven?', 'LDN'],
    ['mag ik bloed doneren', 'bloed doneren'],
    ['hoe vaak ziet een kinderarts een kind met ernstige ME?', null],
    ['zijn er centra voor gespecialiseerde hulp', 'centra voor gespecialiseerde hulp'],
    ['hoe zit het met long covid', 'long covid'],
    ['is de omroep partijdig', 'omroep'],
    ['omroep eenzijdig', 'omroep'],
    ['fysio stop', 'fysio'],
  ])('is whole words that belong together: %s', (message, topic) => {
    expect(topicOf(message, true)).toBe(topic)
  })

  it.each([
    'Hoeveel mensen in Nederland hebben ME/CVS?',
    'hoeveel kinderen hebben ME?',
    'How many people in the Netherlands have ME?',
    'is er een kliniek bij mij in de buurt',
    'Wat is de ME/CVS Stichting?',
    'patiënten zijn aanstellers',
    'wat gebeurt er dan',
    'voltooid leven met ME',
    'Word je minder oud met deze ziekte?',
    'Mijn psychiater stelt dingen voor. Moet ik opbouwen?',
    'wie controleert of dat zo is',
  ])('is nothing where only people, a place or what is said of it would be left: %s', (message) => {
    expect(topicOf(message, true)).toBeNull()
  })

  it('is never a long text', () => {
    expect(topicOf(`wat kost ${'x'.repeat(100)}?`, true)).toBeNull()
  })
})
