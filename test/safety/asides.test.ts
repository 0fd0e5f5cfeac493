import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadAsides } from '../../src/safety/asides.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const asideOf = loadAsides('corpus/asides.yaml')

describe('a message that asks the sources nothing', () => {
  it.each([
    'ik ben zo verdrietig vandaag',
    'ik mis mezelf',
    'mijn vrouw is bij me weg',
    'ik schaam me dood',
    'ik voel me een slechte moeder',
    'je staat erbij en je kunt niks doen',
    'pffff weer zo’n dag',
    'deze ziekte is verschrikkelijk',
    'vroeger liep ik marathons',
    'een kwartier bezoek gehad en nu lig ik al 3 dagen in het donker',
    'niemand komt meer langs',
    'ik wil mijn leven terug',
    'mijn zoon ligt alleen maar, het breekt mijn hart',
    'wat een kutdag',
    'zucht',
    'ik was verpleegkundige en nu kan ik niks',
    'i feel so alone',
    'this illness took everything from me',
  ])('tells how somebody feels: %s', (message) => expect(asideOf(message)).toBe('feels'))

  it.each(['even mijn hart luchten', 'Ze heeft vandaag gedanst. Dat moest ik even kwijt'])(
    'only wants to be heard: %s',
    (message) => expect(asideOf(message)).toBe('tells'),
  )

  it.each([
    'slaat u mijn berichten op',
    'wordt dit gesprek opgeslagen',
    'kan iemand zien wat ik vraag',
    'do you store my messages',
  ])('asks what the bot keeps: %s', (message) => expect(asideOf(message)).toBe('privacy'))

  it.each([
    'wat kan jij?',
    'hoe werkt deze bot en wie zit erachter',
    'ben je een mens',
    'gebruik je AI',
    'wie heeft deze bot gemaakt',
    'jullie zijn vast betaald door de farma',
    'are you human',
  ])('asks what the bot is: %s', (message) => expect(asideOf(message)).toBe('about'))

  it.each(['dank je wel, dit hielp me echt', 'thanks that really helped'])('praises it: %s', (message) =>
    expect(asideOf(message)).toBe('praise'),
  )
})

describe('a message that asks something is no aside', () => {
  it.each([
    'ik ben zo moe, helpt rust?',
    'ik ben bang dat get me slechter maakt',
    'ik ben moe en ik wil weten wat pem is',
    'ik mis uitleg over pem',
    'ik ben bang dat het nooit overgaat',
    'waarom word ik pas na twee dagen ziek',
    'ik heb verdriet en zoek een psycholoog',
    'ik weet niet wat ik moet doen',
    'Ik ben bang voor de herkeuring van het UWV',
    'mijn man is altijd moe heeft hij nu me',
    'bedankt, en wat is pem',
    'dank je, maar hielp get bij kinderen',
    'wat kan ik zelf doen',
    'hoe werkt cgt',
    'wie zit er achter de brochure',
    'wat een rotweer vandaag',
  ])('%s', (message) => expect(asideOf(message)).toBeNull())
})

describe('the file', () => {
  it('may be absent: then there are none', () => {
    expect(loadAsides(join(folderWith({}), 'asides.yaml'))('ik ben zo verdrietig')).toBeNull()
  })

  it('with a mistake is refused with its line', () => {
    const folder = folderWith({
      'asides.yaml':
        'fillers: []\nnegations: []\nforgiving: []\nwords: {}\nharmless: []\nphrases:\n  feels:\n    - (moe\n',
    })
    expect(() => loadAsides(join(folder, 'asides.yaml'), folder)).toThrow(/asides\.yaml:\d+: /)
  })
})
