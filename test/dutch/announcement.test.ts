import { describe, expect, it } from 'vitest'
import { onlyAnnounces, onlySaysOfWhom, withoutAnnouncement, withoutSources } from '../../src/dutch/announcement.ts'

describe('a message that announces a question', () => {
  it.each([
    'ik heb een vraag',
    'mag ik je iets vragen?',
    'vraagje',
    'hoi, vraag',
    'kan je me helpen',
    'zou je me ergens mee kunnen helpen?',
    'Hoi! Ik heb een vraag. Kan je me helpen?',
    'ik wilde even wat vragen',
    "'k heb een vraagske",
    'kunde gij mij helpen',
    'ik heb een vraag over mijn dochter',
    'vraagje over ME/CVS',
    'ik zoek informatie',
    'bedankt, ik heb nog een vraag',
    'mag ik iets vragen als dat mag',
    'can i ask you something?',
    'quick question',
    'hi, can you help me?',
  ])('and asks nothing yet is known: %s', (message) => {
    expect(onlyAnnounces(message)).toBe(true)
  })

  it.each([
    'ik heb een vraag over pacing',
    'mag ik iets vragen? helpt rust',
    'kan je me helpen met slapen',
    'kan cgt me helpen',
    'wie kan me helpen',
    'waar kan je me mee helpen',
    'wat kan ik je vragen',
    'ik heb geen vraag',
    'mag ik stoppen',
    'ik wil niet meer',
    'ik wil vragen of pacing helpt',
    'ik zit met pijn',
    'help',
    'hoi',
    'i have questions about GET',
    'can i ask for a wheelchair',
    '',
  ])('is none that asks or tells something: %s', (message) => {
    expect(onlyAnnounces(message)).toBe(false)
  })

  it('is looked up without that, from where it asks', () => {
    expect(withoutAnnouncement('Hoi, ik heb een vraag. Helpt rust?')).toBe('Helpt rust?')
    expect(withoutAnnouncement('Hoi, helpt rust? Bedankt')).toBe('Hoi, helpt rust? Bedankt')
    expect(withoutAnnouncement('mag ik iets vragen? helpt rust')).toBe('helpt rust')
    expect(withoutAnnouncement('vraagje: wat is PEM')).toBe('wat is PEM')
    expect(withoutAnnouncement('helpt rust? vraagje')).toBe('helpt rust? vraagje')
    expect(withoutAnnouncement('vraagje')).toBe('vraagje')
  })
})

describe('a message that only says of whom it is', () => {
  it.each([
    'over mijn kind',
    'het gaat over mijn zoon',
    "it's about my daughter",
    'en bij kinderen?',
    'voor volwassenen',
    'ivm mijn dochter',
  ])('is known: %s', (message) => {
    expect(onlySaysOfWhom(message)).toBe(true)
  })

  it.each(['over mijn rug', 'over pacing', 'bij kinderen met long covid', 'mijn kind heeft ME', 'over'])(
    'is none with a subject: %s',
    (message) => {
      expect(onlySaysOfWhom(message)).toBe(false)
    },
  )
})

describe('a question whether the sources say anything of something', () => {
  it.each([
    ['zeggen jullie bronnen iets over pacing?', 'pacing'],
    ['staat er iets over slapen in de teksten', 'slapen'],
    ['Do the sources say anything about pacing?', 'pacing'],
    ['is there anything about sleep in your sources?', 'sleep'],
  ])('is about that: %s', (message, subject) => {
    expect(withoutSources(message)).toBe(subject)
  })

  it.each([
    'zeggen de artsen iets over pacing?',
    'waar vind ik de tekst over pacing?',
    'is er iets over pacing bekend?',
  ])('is none that asks others, or for a text: %s', (message) => {
    expect(withoutSources(message)).toBe(message)
  })
})
