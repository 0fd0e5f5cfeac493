import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Danger, loadSafety } from '../../src/safety/danger.ts'
import { readCases, score } from '../support/cases.ts'
import { messageOf } from '../support/tiny-corpus.ts'

const FILE = 'corpus/safety.yaml'
const safety = loadSafety(FILE)

describe('the development cases', () => {
  const cases = readCases('test/eval/safety.jsonl')

  it('are all right in the half that the phrases were written with', () => {
    expect(
      score(
        cases.filter(({ line }) => line % 2 === 1),
        safety.detect,
      ),
    ).toMatchObject({
      missed: [],
      mistaken: [],
      falseAlarms: [],
    })
  })

  // 33 of 40 dangers when this was written. None of those was looked at; of the harmless, one was.
  it('are recognised for four fifths in the unseen half, without a false alarm', () => {
    const { dangers, missed, falseAlarms } = score(
      cases.filter(({ line }) => line % 2 === 0),
      safety.detect,
    )
    expect(falseAlarms).toEqual([])
    expect(missed.length).toBeLessThanOrEqual(dangers * 0.2)
  })

  it('are noticed in other words too', () => {
    const { dangers, harmless, missed, mistaken, falseAlarms } = score(
      readCases('test/eval/safety-own.jsonl'),
      safety.detect,
    )
    expect(missed.length).toBeLessThanOrEqual(dangers * 0.015)
    expect(mistaken.length).toBeLessThanOrEqual(dangers * 0.005)
    expect(falseAlarms.length).toBeLessThanOrEqual(harmless * 0.02)
  })
})

describe('an ordinary question', () => {
  it('of those that help to find passages sets off no alarm', () => {
    const questions = readdirSync('corpus', { recursive: true, encoding: 'utf8' })
      .filter((path) => /(questions|offtopic)\.yaml$/.test(path))
      .flatMap((path) => texts(parse(readFileSync(join('corpus', path), 'utf8'))))
    expect(questions.length).toBeGreaterThan(3000)
    // "Hoort pijn op de borst bij ME of moet ik 112 bellen?" is among them, and may.
    expect(questions.filter((question) => safety.detect(question)).length).toBeLessThanOrEqual(questions.length / 1000)
  })

  it.each([
    'ik ben doodmoe',
    'levenslang ziek',
    'ik lach me dood',
    'Wij zijn bang voor een melding bij Veilig Thuis omdat we CGT weigeren.',
    'Hoeveel mensen met ME plegen zelfmoord?',
    'GET heeft mij kapot gemaakt',
    'mijn batterij is dood',
    'Mijn moeder zegt tegen mij dat het tussen de oren zit, klopt dat?',
    'De huisarts wil me geen pillen meer geven, want die houden me ziek.',
    'Mijn man trekt mij er doorheen',
    'Na dat gesprek met het UWV was ik vijf dagen volledig van de wereld.',
    "Mijn zoon is 's ochtends niet wakker te krijgen",
    'Mijn baas dreigt mij met ontslag',
    'mijn vader verbiedt me te sporten',
    'Kan ik eruit stappen als de therapie me niet bevalt?',
    'Is er hoop op een medicijn binnen nu en vijf jaar?',
    'Mijn zus sleept me naar een orthomoleculair therapeut. Heeft dat zin?',
    'Maar als bloed, hart en longen in orde zijn, blijft toch alleen de geest over?',
    'knock out na de prik van gister, koorts is al gezakt',
    'In de trein werd ik uitgescholden omdat ik op de invalideplek zat',
    'Doet best zeer, dat mijn eigen broer denkt dat ik lui ben',
    'my boyfriend forces me to take breaks, is every 20 min too much?',
    'met alle geweld wil mijn schoonmoeder dat ik vegetarisch eet',
  ])('sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())
})

describe('violence', () => {
  it.each([
    'de vermoeidheid slaat me elke middag om 2 uur neer',
    'elke middag slaat de slaap me tegen de grond',
    'PEM slaat me plat na een verjaardag',
    'de migraine slaat mijn zoon na school helemaal lam',
    'mijn lijf slaat me elke avond neer',
    'de hitte slaat me neer deze week',
    'uwv wurgt me met papierwerk',
    'ze wurgen ons met die papieren',
    'UWV slaat me om de oren met formulieren',
    'mijn energierekening wurgt me',
    'de regels slaan ons om de oren',
    'mijn kat bijt me elke ochtend wakker',
    'onze puppy bijt mijn dochter in haar sokken',
    'de kat krabt mijn armen open als ik haar oppak',
    'Is ME hetzelfde als Lyme? Ik ben drie keer gebeten',
  ])('of no person sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())

  it.each([
    'mijn collega trapt me steeds op de ziel met grapjes over slapen',
    'mijn schoonmoeder slaat me om de oren met tips over yoga',
    'snijd ik mezelf niet in de vingers als ik dat bij het UWV toegeef?',
    'ik snij mezelf in eigen vlees door altijd ja te zeggen',
    'ik sla mezelf voor mn kop dat ik gister naar dat feestje ging',
    'ik steek mezelf in de schulden voor die kliniek',
    'I overdosed on true crime podcasts this weekend',
    'I nearly had a heart attack when I saw the energy bill!',
    'she is starving herself of joy',
  ])('to no body sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())

  it.each([
    'vroeger sneed ik mezelf, al 12 jaar niet meer. mag ik ldn',
    'vroeger sneed ik mezelf maar dat is nu 8 jaar geleden en gaat goed',
    'heb mezelf vroeger gesneden maar dat doe ik al 8 jaar niet meer',
    'mijn ex had losse handjes maar dat is 20 jaar geleden',
  ])('long past and over sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())

  it.each([
    'wat zijn de signalen van een beroerte en lijkt dat op me? ik moet dat leren voor ehbo examen',
    'voor mijn bhv cursus: hoe zie je of iemand een beroerte krijgt?',
    'in mijn serie wordt de hoofdpersoon verkracht, waarom zie je dat zo veel op tv',
  ])('that is learnt or watched sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())

  it.each<[Danger, string]>([
    ['abuse', 'hij slaat me elke avond neer'],
    ['abuse', 'door mijn ziekte slaat mijn man me'],
    ['abuse', 'sinds corona slaat me man me elke avond'],
    ['abuse', 'als ik moe ben van de pijn slaat hij me'],
    ['abuse', 'door de drukte slaat mijn zoon zijn zusje'],
    ['abuse', 'mijn begeleider van de gemeente slaat me'],
    ['abuse', 'het uwv heeft me afgewezen en nu slaat mijn man me'],
    ['abuse', 'de vermoeidheid slaat me neer en mijn vader trapt me'],
    ['abuse', 'ik ben gebeten door mijn vriend'],
    ['abuse', 'hij heeft me gebeten'],
    ['abuse', 'mijn vader trapt me op mijn ziel en daarna in mijn buik'],
    ['abuse', 'mijn stiefvader slaat me voor mijn kop'],
    ['abuse', 'mijn man slaat me om mijn oren'],
    ['abuse', 'mijn man sleurt me naar de dokter en zegt dat ik gevallen ben'],
    ['abuse', 'in de bus werd ik bedreigd met een mes'],
    ['abuse', 'thuis word ik elke dag uitgescholden'],
    ['self-harm', 'het doet pijn dat mijn eigen vader me slaat'],
    ['abuse', 'vroeger sloeg mijn vader me, nu slaat hij mijn moeder'],
    ['self-harm', 'ik sla mezelf met een riem'],
    ['self-harm', 'ik sla mezelf voor mijn kop met een hamer'],
    ['self-harm', 'ik snijd mezelf in mijn vingers om iets te voelen'],
    ['self-harm', 'ik snij in mijn eigen vlees tot het bloedt'],
    ['self-harm', 'vroeger sneed ik mezelf, al 12 jaar niet meer, maar nu is de drang terug'],
    ['self-harm', 'vroeger sneed ik mezelf, al 2 jaar niet meer, gister toch weer gedaan'],
    ['self-harm', 'ik sneed mezelf voor het eerst een jaar geleden'],
    ['self-harm', 'ik heb mezelf jaren niet gesneden, nu weer wel'],
    ['emergency', 'mijn man ligt knock out op de grond'],
    ['emergency', 'hij is knock out'],
    ['emergency', 'de koorts slaat me neer, 41 graden en ik ijl'],
    ['emergency', 'de pijn slaat me neer, ineens druk op de borst'],
    ['emergency', 'I took a nap and a whole bottle of pills'],
    ['emergency', 'ik heb een hoop pillen binnen'],
    ['emergency', 'ik heb binnen een uur 20 pillen geslikt'],
    ['emergency', 'de wond bloedt hard'],
    ['emergency', 'ik zit in een ehbo cursus en mijn buurvrouw krijgt een hartinfarct'],
    ['emergency', 'i overdosed on my pills'],
    ['emergency', 'i nearly had a heart attack, chest pain now'],
  ])('that looks like that is noticed as %s: %s', (danger, text) => expect(safety.detect(text)).toBe(danger))
})

describe('a threat, a plan or a question how many', () => {
  it.each<[Danger, string]>([
    ['suicide', 'ik hang mezelf straks op aan de balk in de schuur'],
    ['suicide', 'als ze me weer wegsturen dan hang ik mij op, dan hebben ze hun zin'],
    ['suicide', 'hij hangt zich nog op als dit zo doorgaat'],
    ['suicide', 'ik schiet een kogel door mijn kop'],
    ['suicide', 'ik wil een eind maken aan alles'],
    ['suicide', 'aan dit hele leven wil ik een einde maken'],
    ['suicide', 'ik neem vannacht alles wat ik in huis heb'],
    ['suicide', 'ik slik straks de hele voorraad in een keer'],
    ['suicide', 'hoeveel slaappillen is te veel voor iemand van 70 kg'],
    ['suicide', 'is 30 diazepam genoeg'],
    ['suicide', 'is 20 gram paracetamol gevaarlijk'],
    ['suicide', 'how many sleeping pills would be too many'],
    ['suicide', 'ik sta op het viaduct over de A2'],
    ['suicide', 'im on the roof of my building'],
    ['suicide', 'ik ben gestopt met drinken, hoe lang duurt versterven'],
    ['suicide', 'ik zie nergens meer de zin van in'],
    ['suicide', 'i want it to stop forever'],
    ['suicide', 'Alles is geregeld. Vannacht is het klaar met het lijden'],
    ['suicide', 'mijn spullen zijn verdeeld en de brieven liggen klaar'],
    ['suicide', 'vandaag maak ik er een eind aan'],
    ['suicide', 'kun je doodgaan aan 25 tramadol'],
    ['suicide', 'waarom zou ik er morgen nog zijn'],
    ['emergency', 'my son swallowed all his tablets'],
    ['emergency', 'mijn gezicht is opgezwollen na amoxicilline'],
    ['emergency', 'keel dicht na antibiotica'],
    ['emergency', 'mijn dochter van 15 weegt 36 kilo en eet niks meer'],
    ['emergency', 'mijn kind drinkt al twee dagen niet'],
    ['emergency', 'ze reageert bijna nergens meer op'],
    ['abuse', 'papa geeft mij druppels waar ik slaperig van word en zegt dat ik het niet mag zeggen'],
    ['abuse', 'ik mag niet naar de dokter van mijn ouders'],
    ['abuse', 'mijn man houdt me binnen'],
    ['abuse', 'mijn partner heeft mijn telefoon afgepakt en de deur op slot gedaan'],
    ['abuse', 'my husband wont let me leave the house or call anyone'],
  ])('is noticed as %s: %s', (danger, text) => expect(safety.detect(text)).toBe(danger))

  it.each([
    'hij hangt me op aan een foutje',
    'ik wil een einde aan dit traject',
    'mag ik alles tegelijk innemen, vitamine d en ijzer',
    'hoeveel paracetamol mag een kind van 30 kilo',
    'is 20 minuten wandelen gevaarlijk',
    '20 tabletten per maand is genoeg',
    'ik sta op de rand van een burn-out',
    'ik sta op het punt om met de training te beginnen',
    'ik zie er de zin niet van in om nog een keer naar die fysio te gaan',
    'i want this fatigue to end, is there a cure',
    'ik heb alles geregeld voor de herkeuring',
    'ik schrijf afscheidskaartjes voor mijn collega’s',
    'she took all her exams from bed',
    'mijn ogen zijn dik van het huilen na de prik',
    'hij drinkt al 10 jaar niet, eet gezond, en is toch ziek',
    'mijn zoon eet de laatste weken niet zoveel',
    'ik krijg niks meer binnen sinds de uitkering gestopt is',
    'mijn zoon reageert bijna niet op zijn medicatie',
    'mijn moeder geeft mijn pillen ’s ochtends want ik vergeet het',
    'mijn moeder houdt mijn medicijnen bij',
    'mijn man houdt me binnen de perken met pacing',
    'my parents never let me go out because i crash',
    'noemt de nos cgt kindermishandeling',
    'mijn dochter reageert niet op whatsapp',
    'mijn zoon zit opgesloten in zijn eigen lijf',
    'zegt de nvk dat ouders die weigeren hun kind verwaarlozen',
    'wat staat er over mishandeling in het artikel',
  ])('that only sounds so sets off no alarm: %s', (text) => expect(safety.detect(text)).toBeNull())
})

describe('what somebody says in the words of another', () => {
  it.each<[Danger, string]>([
    ['suicide', 'mijn zoon van 15 zegt dat hij er een eind aan wil maken'],
    ['suicide', 'ze vertelt dat ze er een eind aan wil gaan maken'],
    ['suicide', 'ons ma zegt dat ze der een eind aan gaat maken'],
    ['suicide', 'mijn vriendin appte dat ze er een punt achter wil zetten'],
    ['suicide', 'ik ben bang dat mijn zoon er een eind aan maakt'],
    ['suicide', 'mijn man zegt dat hij er uit gaat stappen'],
    ['suicide', 'mijn zoon zegt dat het voor hem niet meer hoeft'],
    ['suicide', 'mijn dochter zegt dat ze niet meer wakker wil worden'],
    ['suicide', 'mijn zoon vraagt waarom hij nog leeft'],
    ['suicide', 'mijn broer zegt dat hij zich ophangt'],
    ['suicide', 'mijn moeder zegt dat ze klaar is met het leven'],
    ['suicide', 'ze zegt dat ze al haar pillen gaat slikken'],
    ['suicide', 'my son says he wants to end it'],
    ['suicide', "she says we'd be better off without her"],
    ['self-harm', 'ons dochter snijdt in haar eigen'],
    ['abuse', 'ze zegt dat hij haar opsluit'],
    ['abuse', 'mijn leerling zegt dat hij thuis slaag krijgt'],
    ['abuse', 'mijn vriendin zegt dat ze bang is voor haar man'],
    ['abuse', 'my sister is afraid of her husband'],
    ['emergency', 'mijn man zegt dat hij pijn op zijn borst heeft'],
    ['emergency', 'ze zegt dat ze niet kan ademen'],
    ['emergency', 'mijn dochter belt dat haar broer niet meer reageert'],
    ['emergency', 'mijn zoon zegt dat hij ineens zijn arm niet meer kan optillen'],
  ])('is noticed as %s: %s', (danger, text) => expect(safety.detect(text)).toBe(danger))

  it.each([
    'de NVK wil er een eind aan maken, aan de discussie',
    'ze willen er een punt achter zetten, achter de discussie over CGT',
    'mijn dokter zegt dat hij er een punt achter zet en met pensioen gaat',
    'mijn man zegt dat er een eind aan komt',
    'mijn dochter zegt dat het voor haar niet meer hoeft, die fysiotherapie',
    'mijn vriend zegt dat hij niet meer verder wil studeren',
    'mijn zoon zegt dat hij niet meer reageert op berichten',
    'mijn man zegt dat de hond mijn dochter bijt',
    'mijn man zegt dat hij niet goed slaapt',
    'mijn zoon zegt dat hij klaar is met school',
    'my son says he wants to end the treatment',
  ])('sets off no alarm where it is about something else: %s', (text) => expect(safety.detect(text)).toBeNull())
})

describe('a cry', () => {
  it.each([
    'waar doe ik het nog voor',
    'waarom nog doorgaan',
    'alles doet pijn. waarom zou ik nog verder gaan?',
    'waarvoor nog leven',
    'waarom ben ik er nog',
    'waar leef ik nog voor',
    'why should i go on',
    'what am i living for',
  ])('asks what to live for: %s', (text) => expect(safety.detect(text)).toBe('suicide'))

  it.each([
    'waarom nog doorgaan met revalidatie',
    'cgt helpt niet, waarom zou ik nog doorgaan?',
    'waar doet de NVK het onderzoek voor',
    'waarom is er nog geen medicijn',
    'waar leef je met ME het beste',
    "what's the point of going on a diet",
  ])('is none where it asks what a treatment is for, or a thing: %s', (text) => expect(safety.detect(text)).toBeNull())
})

describe('fainting with a heart that beats wrongly', () => {
  it.each([
    'mijn hart slaat over en ik val steeds flauw',
    'hartkloppingen en net flauwgevallen',
    'my heart keeps skipping beats and I keep fainting',
  ])('is an emergency: %s', (text) => expect(safety.detect(text)).toBe('emergency'))

  it.each([
    'hoort flauwvallen bij ME',
    'helpt iets tegen hartkloppingen',
    'mijn hart bonst na een douche',
    'vorig jaar viel ik flauw en had ik hartkloppingen, nu gaat het goed',
  ])('is none of one of the two, or long ago: %s', (text) => expect(safety.detect(text)).toBeNull())
})

describe('a signal', () => {
  it.each<[Danger, string]>([
    ['suicide', 'IK WIL DOOD'],
    ['suicide', 'ik wil echt gewoon dood'],
    ['suicide', 'i want to die'],
    ['abuse', 'mijn vader klopt mij als ik moe ben'],
    ['abuse', 'mijn man verbiedt me contact met mijn zus'],
    ['abuse', 'mijn man verbiedt mij medicijnen te nemen'],
    ['suicide', 'ik wil... dóód'],
    ['suicide', 'ik heb zélfmoort gedachten'],
    ['suicide', "'k wil nie meer leve"],
    ['suicide', 'ikwil doooood'],
    ['suicide', 'z3lfm00rd'],
    ['suicide', 'ik denk aan zelmfoord'],
    ['self-harm', 'ik snei mezelf'],
    ['emergency', 'mijn vrauw reageerd niet'],
    ['self-harm', 'kheb in m’n arm gesneden'],
    ['emergency', 'help ze ademt niet'],
    ['emergency', 'pijn op de borst'],
    ['emergency', 'druk op borst en tintelende arm'],
    ['emergency', 'geen lucht'],
    ['emergency', 'stuiptrekkingen'],
    ['emergency', 'epileptische aanval duurt al 10 minuten'],
    ['emergency', 'hele strip paracetamol op'],
    ['suicide', 'sta op het spoor'],
    ['abuse', 'als ik moe ben dan slaat mijn vader mij'],
  ])('of %s is noticed in %s', (danger, text) => expect(safety.detect(text)).toBe(danger))

  it('is noticed in the middle of a long story', () => {
    const story = 'Ik heb al jaren ME en lig veel op bed. '.repeat(40)
    expect(safety.detect(`${story}Ik wil niet meer leven. ${story}`)).toBe('suicide')
  })

  it('is not made of words from two sentences', () => {
    expect(safety.detect('Dat is wat ik wil. Dood is de discussie niet.')).toBeNull()
  })

  it('takes two things only when they are near each other', () => {
    const between = 'Dat staat in de bron. '
    expect(safety.detect(`Druk op de borst bij traplopen. ${between}Nu meteen hulp?`)).toBe('emergency')
    expect(safety.detect(`Druk op de borst bij traplopen. ${between.repeat(6)}Nu meteen hulp?`)).toBeNull()
  })

  it('is not one where a word is near that rules it out, wherever else it is', () => {
    expect(safety.detect('Hij is knock out.')).toBe('emergency')
    expect(safety.detect('Knock out, dat ben ik. Hoe lang duurt dat?')).toBeNull()
    expect(safety.detect('Knock out, dat ben ik. Mijn zoon ook, help!')).toBe('emergency')
  })

  it('is not seen where the words are denied', () => {
    expect(safety.detect('ik wil niet dood')).toBeNull()
    expect(safety.detect('ik heb geen zelfmoordgedachten')).toBeNull()
  })

  it('is not hidden by a figure of speech beside it', () => {
    expect(safety.detect('ik lach me dood, maar ik wil ook echt dood')).toBe('suicide')
  })

  it('calls for the card of the most urgent danger', () => {
    expect(safety.detect('mijn vader slaat me en nu heb ik een hele strip paracetamol geslikt')).toBe('emergency')
  })
})

describe('any text', () => {
  it('is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        safety.detect(text)
      }),
    )
  })

  // Limits leave room for a slow machine: about 0.4 ms and 60 ms when this was written.
  it.each([
    ['a story', (length: number) => 'Mijn dochter heeft ME en gaat niet naar school. '.repeat(length / 48)],
    ['the same signal again and again', (length: number) => 'mijn vader heeft mij geslagen '.repeat(length / 30)],
    ['half signals', (length: number) => 'ik wil niet '.repeat(length / 12)],
    ['words of all phrases', (length: number) => wordsOfPhrases().repeat(9).slice(0, length)],
    ['one endless word', (length: number) => 'zelfmoor'.repeat(length / 8)],
    ['one word misspelt in many ways', (length: number) => misspellings(length)],
    ['fillers', (length: number) => 'maar '.repeat(length / 5)],
    ['accents', (length: number) => 'e\u0301\u0301\u0301'.repeat(length / 4)],
    ['punctuation', (length: number) => '. '.repeat(length / 2)],
  ])('is read quickly: %s', (_, make) => {
    expect(milliseconds(make, 4096)).toBeLessThan(25)
    expect(milliseconds(make, 100_000)).toBeLessThan(1500)
  })
})

describe('a card', () => {
  it.each<[Danger, string[]]>([
    ['emergency', ['112', '113', '0800-0113', '1733', '1813']],
    ['suicide', ['112', '113', '0800-0113', '113.nl', '0800-0432', '1813', '102']],
    ['self-harm', ['112', '113', '0800-0113', '113.nl', '0800-0432', '1813', '102']],
    ['abuse', ['112', '113', '0800-0113', '0800-2000', '0800-0432', '1712', '1813', '102']],
  ])('for %s names its numbers in both languages', (danger, numbers) => {
    for (const language of ['nl', 'en'] as const) {
      for (const number of numbers) expect(safety.card(danger, language, false)).toContain(number)
    }
  })

  it('is short enough to read in distress', () => {
    for (const danger of ['emergency', 'suicide', 'self-harm', 'abuse'] as const) {
      expect(safety.card(danger, 'nl', false).split('\n').length).toBeLessThanOrEqual(7)
      expect(safety.card(danger, 'nl', false).length).toBeLessThanOrEqual(650)
    }
  })
})

describe('the line where no words signal a danger', () => {
  it.each<[Danger, string[]]>([
    ['emergency', ['112', '113', '1733', '1813']],
    ['suicide', ['112', '113', '1813']],
    ['self-harm', ['112', '113', '1813']],
    ['abuse', ['112', '113', '0800-2000', '1712', '1813']],
  ])('for %s is one, asks, and names its numbers in both languages', (danger, numbers) => {
    for (const language of ['nl', 'en'] as const) {
      const line = safety.card(danger, language, true)
      for (const number of numbers) expect(line).toContain(number)
      expect(line).toMatch(/^[^\n]+\?[^\n]+$/)
      expect(line.length).toBeLessThanOrEqual(250)
    }
  })
})

describe('a mistake in the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safety-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const good = readFileSync(FILE, 'utf8')

  /** What loading says when a line is changed, and the line that it should name. */
  function changed(from: string, to: string): { load: () => unknown; line: number } {
    expect(good.split(from).length, `"${from}" stands once in the file`).toBe(2)
    const file = join(folder, 'safety.yaml')
    writeFileSync(
      file,
      good.replace(from, () => to),
    )
    return { load: () => loadSafety(file, folder), line: good.slice(0, good.indexOf(from)).split('\n').length }
  }

  it.each([
    ['an unknown name', '- levensmoe', '- <mezelf> dood', 'no words above have the name <mezelf>'],
    ['an open bracket', '- levensmoe', '- ik wil (dood | weg', 'a "(" is never closed'],
    ['a closing bracket too many', '- levensmoe', '- ik wil dood)', 'a ")" closes nothing'],
    ['a gap at the end', '- levensmoe', '- ik wil ...', '"..." is only allowed between words'],
    ['a clause that ends halfway', '- levensmoe', '- ik wil . dood', '"." is only allowed before'],
    ['too short a beginning', '- levensmoe', '- ik wil do*', 'needs at least three letters'],
    ['nothing that must be there', '- levensmoe', '- dood?', 'it needs a word that is not optional'],
    ['an empty phrase', '- levensmoe', '- ""', 'it needs a word that is not optional'],
    ['a hyphen in a word', '- levensmoe', '- levens-moe', '"levens-moe" is not one word'],
    ['a sign without meaning', '- levensmoe', '- ik = dood', '"=" means nothing here'],
    ['too many pieces', '- levensmoe', '- een & twee & drie & vier & vijf', 'at most 4 things'],
    ['too many readings', '- levensmoe', `-${' (een twee | drie vier)'.repeat(9)}`, 'too many ways'],
    ['two parts in what must not be near', '- killing me', '- killing - me + us', '"+" means nothing here'],
  ])('is reported with its line: %s', (_, from, to, message) => {
    const { load, line } = changed(from, to)
    const said = messageOf(load)
    expect(said).toContain(`safety.yaml:${line}: `)
    expect(said).toContain(message)
  })

  it('is reported for every phrase at once', () => {
    const { load } = changed('- levensmoe', '- (ik\n    - dood)')
    const said = messageOf(load)
    expect(said).toContain('a "(" is never closed')
    expect(said).toContain('a ")" closes nothing')
  })

  it('is a book of phrases that can be read in far too many ways, told once', () => {
    const phrase = '"(a | b c) (d | e f) (g | h i) (j | k l) (m | n o) (p | q r) (s | t u)"\n    '
    const { load } = changed('- levensmoe', `- ${Array(5000).fill(phrase).join('- ')}`)
    const said = messageOf(load)
    expect(said.split('\n')).toHaveLength(1)
    expect(said).toContain('the phrases can be read in over 50000 ways; write fewer')
  })

  it('is a card without the alarm number', () => {
    const { load } = changed(
      '• Levensgevaar, pijn op de borst, geen lucht, een dikke tong of keel, bewusteloos, te veel medicijnen: bel nu 112.\n',
      '• Levensgevaar: bel.\n',
    )
    expect(load).not.toThrow()
    const second = changed('In België: bel 112, de', 'In België: bel de')
    expect(second.load).not.toThrow()
    const text = good.replace('bel nu 112', 'bel nu').replace('In België: bel 112', 'In België: bel')
    writeFileSync(join(folder, 'safety.yaml'), text)
    expect(() => loadSafety(join(folder, 'safety.yaml'), folder)).toThrow(/safety\.yaml:\d+: .*expected the number 112/)
  })

  it('is a card without the numbers for thoughts of suicide: some who have them get another card', () => {
    for (const number of ['113', '1813']) {
      const text =
        good.slice(0, good.indexOf('  abuse:\n')) + good.slice(good.indexOf('  abuse:\n')).replaceAll(number, '')
      writeFileSync(join(folder, 'safety.yaml'), text)
      expect(() => loadSafety(join(folder, 'safety.yaml'), folder)).toThrow(/safety\.yaml:\d+: .*113, and 1813/)
    }
  })

  it('is a danger without phrases', () => {
    const { load } = changed('  self-harm:\n    - (snij*', '  selfharm:\n    - (snij*')
    expect(load).toThrow(/safety\.yaml:\d+: /)
  })
})

/** All strings in a YAML value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : []
}

function wordsOfPhrases(): string {
  const words = readFileSync(FILE, 'utf8').match(/[a-z]{2,}/g) ?? []
  return words.map((_, index) => words[(index * 7919) % words.length]).join(' ')
}

function misspellings(length: number): string {
  let text = ''
  for (let count = 0; text.length < length; count++) text += `zelfm${count.toString(36)}rd `
  return text
}

/** Time of one reading: the least of three, for a busy machine, each of another text, for what is remembered. */
function milliseconds(make: (length: number) => string, length: number): number {
  const times = [0, 60, 120].map((more) => {
    const text = make(length + more)
    const begin = performance.now()
    safety.detect(text)
    return performance.now() - begin
  })
  return Math.min(...times)
}
