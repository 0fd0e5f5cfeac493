import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import type { Passage } from '../../src/corpus/document.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import {
  checkQuote,
  type Difference,
  hasLongQuotation,
  MAX_CHECKED_LENGTH,
  type QuoteCheck,
  type Stretch,
} from '../../src/quote-check/check-quote.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { answered, quoteOf } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'

const corpus = realCorpus()

/** The first words and the last ones. */
function shorten(text: string): string {
  const words = text.replace(/\s+/g, ' ').split(' ')
  return words.length <= 9 ? words.join(' ') : [...words.slice(0, 4), '…', ...words.slice(-3)].join(' ')
}

/**
 * One line for each quote: its kind, whether it is attributed rightly, whose words it is, and the differences, with "!" for
 * those that turn the meaning. "~" stands between glued pieces.
 */
function summary(text: string, check: QuoteCheck): string[] {
  if (check.kind !== 'checked') return [check.kind]
  const words = ({ passage, range }: Stretch) => passage.text.slice(range.start, range.end)
  const said = (stretches: readonly Stretch[]) =>
    `${[...new Set(stretches.map(({ passage }) => passage.speaker.id))].join('+')}: ${stretches.map((stretch) => shorten(words(stretch))).join(' / ')}`
  const turn = (turns: string | null | undefined) => (turns ? ` !${turns}` : '')
  return check.quotes.map(({ finding }) => {
    if (finding.kind === 'heading')
      return `heading ${finding.document.text.slice(finding.range.start, finding.range.end)}`
    if (finding.kind === 'not-found' || finding.kind === 'too-short') return finding.kind
    const start = finding.attribution === 'unstated' ? finding.kind : `${finding.kind} ${finding.attribution}`
    const differences = (list: readonly Difference[]) =>
      list.map(({ kind, quoted, source, meaningChange }) => {
        const theirs = text.slice(quoted.start, quoted.end)
        const ours = words(source)
        return ` | ${kind} ${kind === 'changed' ? `${ours} > ${theirs}` : ours || theirs}${turn(meaningChange)}`
      })
    if (finding.kind === 'glued') {
      const pieces = finding.pieces.map(({ stretches, differences: list }, at) => {
        const joint = finding.joints[at]
        const next = joint ? ` ~${joint.between}${turn(joint.omission?.meaningChange)}~` : ''
        return said(stretches) + differences(list).join('') + next
      })
      return `${start} ${pieces.join(' ')}`
    }
    return [
      `${start} ${said(finding.stretches)}`,
      ...(finding.kind === 'almost' ? differences(finding.differences) : []),
      ...finding.omissions.map(
        (omission) =>
          ` | omitted ${omission.words.map((stretch) => shorten(words(stretch))).join(' / ')}${turn(omission.meaningChange)}`,
      ),
      finding.kind === 'literal' && finding.negationCutOff ? ` | cut off ${words(finding.negationCutOff)}` : '',
      finding.kind === 'literal' && finding.elsewhere.length > 0
        ? ` | also ${finding.elsewhere.map(([first]) => first.passage.section.at(-1)).join(', ')}`
        : '',
    ].join('')
  })
}

type Case = readonly [name: string, text: string, expected: readonly string[]]

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'literal words': [
    [
      'as they stand',
      '"Die conclusie kun je niet trekken. Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen niet achterhaald."',
      ['literal NVK: Die conclusie kun je … kinderen niet achterhaald.'],
    ],
    [
      'without quotation marks',
      'Uit meerdere onderzoeken blijkt dat deze benadering schadelijk kan zijn voor ME/CVS-patiënten.',
      ['literal mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten.'],
    ],
    [
      'part of a sentence',
      '"schadelijk kan zijn voor ME/CVS-patiënten"',
      ['literal mecvs: schadelijk kan zijn voor ME/CVS-patiënten'],
    ],
    [
      'in capitals, with other punctuation at the end',
      '"DE GEZONDHEIDSRAAD ZIET CGT EN GET NIET ALS SCHADELIJK OP ZICHZELF!!!"',
      ['literal NVK: De Gezondheidsraad ziet CGT … schadelijk op zichzelf'],
    ],
    [
      'without accents',
      '"Ze benadrukken dat CGT of GET alleen zinvol kan zijn bij individuele afstemming"',
      ['literal NVK: Ze benadrukken dat CGT … bij individuele afstemming'],
    ],
    [
      'that run on in the next passage',
      '"Pijnbestrijding;\nEen balans vinden tussen inspanning en ontspanning;"',
      ['literal mecvs: Pijnbestrijding / Een balans vinden tussen inspanning en ontspanning;'],
    ],
    [
      'that stand in two passages',
      '"ME/CVS is (vooralsnog) een niet te genezen chronische aandoening"',
      [
        'literal mecvs: ME/CVS is (vooralsnog) een niet te genezen chronische aandoening | also De behandeling van ME/CVS',
      ],
    ],
    [
      'with headings between them',
      'Twee visies op behandeling\n\nIn grote lijnen zijn er twee visies op de behandeling van ME/CVS.\n\nEen biomedische visie op ME/CVS\n\nVanuit deze visie wordt erkend dat ME/CVS een biomedische, lichamelijke aandoening is.',
      [
        'literal mecvs: In grote lijnen zijn … behandeling van ME/CVS / Vanuit deze visie wordt … lichamelijke aandoening is.',
      ],
    ],
    [
      'cut off inside a word',
      '"Eenduidige vertaalslagen van volwassenenrichtlijnen naar kinderen zijn dan ook onwens',
      ['literal NVK: Eenduidige vertaalslagen van volwassenenrichtlijnen … dan ook onwens'],
    ],
    [
      'with a marked omission',
      '"CGT en GET worden in de huidige richtlijn als mogelijke opties benoemd, niet als verplichte behandeling. [...] Juist dat willen we voorkomen."',
      [
        'literal NVK: CGT en GET worden … als verplichte behandeling / Juist dat willen we voorkomen. | omitted Ze kunnen in samenspraak … bij kunnen hebben',
      ],
    ],
    [
      'with an omission that hides a negation',
      '“De Gezondheidsraad ziet CGT en GET […] als schadelijk op zichzelf”',
      ['literal NVK: De Gezondheidsraad ziet CGT en GET / als schadelijk op zichzelf | omitted niet !negation'],
    ],
    [
      'beside a negation that is cut off',
      '"dat deze interventies inherent schadelijk zijn"',
      ['literal NVK: dat deze interventies inherent schadelijk zijn | cut off niet'],
    ],
    [
      'beside emoji',
      '😡😡 "Er is geen internationale consensus dat CGT/GET schadelijk is" 😡👩‍⚕️',
      ['literal NVK: er is geen internationale consensus dat CGT/GET schadelijk is'],
    ],
    ['that are a whole short answer', 'Zeker.', ['literal NVK: Zeker.']],
  ],
  'other marks and line breaks': [
    ['low and high marks', '„Die conclusie kun je niet trekken.”', ['literal NVK: Die conclusie kun je niet trekken.']],
    ['German marks', '„Die conclusie kun je niet trekken.“', ['literal NVK: Die conclusie kun je niet trekken.']],
    ['guillemets', '«Die conclusie kun je niet trekken.»', ['literal NVK: Die conclusie kun je niet trekken.']],
    [
      'guillemets with spaces',
      '« Die conclusie kun je niet trekken. »',
      ['literal NVK: Die conclusie kun je niet trekken.'],
    ],
    [
      'reversed guillemets',
      '»Die conclusie kun je niet trekken.«',
      ['literal NVK: Die conclusie kun je niet trekken.'],
    ],
    [
      'single marks around an apostrophe',
      '‘essentieel om tot een passende behandeling PAIS’en zoals ME/CVS te komen’',
      ['literal NOS: essentieel om tot een … ME/CVS te komen'],
    ],
    [
      'straight single marks',
      "'De vraagstelling suggereert op voorhand dat de SOLK-richtlijn bij kinderen'",
      ['literal NVK: De vraagstelling suggereert op … SOLK-richtlijn bij kinderen'],
    ],
    ['commas as marks', ",,Die conclusie kun je niet trekken.''", ['literal NVK: Die conclusie kun je niet trekken.']],
    [
      'marks within marks of the same kind',
      '"Het is onjuist om te stellen dat Britse en Amerikaanse richtlijnen "al jaren" waarschuwen tegen de combinatie van CGT en GET als behandeling."',
      ['literal NVK: Het is onjuist om … GET als behandeling.'],
    ],
    [
      'other marks within the words',
      '«Het is onjuist om te stellen dat Britse en Amerikaanse richtlijnen ‘al jaren’ waarschuwen tegen de combinatie»',
      ['literal NVK: Het is onjuist om … tegen de combinatie'],
    ],
    [
      'a mark that is never closed',
      'NVK: "Die conclusie kun je niet trekken. Op basis van de huidige wetenschap\n\nAldus de krant',
      ['literal right NVK: Die conclusie kun je … de huidige wetenschap'],
    ],
    [
      'line breaks',
      '"Patiënten verschillen in de soort\nklachten die zij hebben en in de mate\r\nwaarin ze die ervaren."',
      ['literal mecvs: Patiënten verschillen in de … ze die ervaren.'],
    ],
    [
      'hyphens at line ends',
      'Patiënten verschillen in de soort klach-\nten die zij hebben en in de mate waarin ze die er-\nvaren. Het is dan ook belangrijk een behan-\ndeling te vinden',
      ['literal mecvs: Patiënten verschillen in de … behandeling te vinden'],
    ],
    [
      'another hyphen, soft hyphens, no-break and zero-width spaces',
      '"post\u2011exertionele malaise\u00a0(PEM),  cognitieve klach\u00adten en\u200b slaapstoornissen"',
      ['literal NVK: post-exertionele malaise (PEM), cognitieve klachten en slaapstoornissen'],
    ],
    [
      'hyphens left out',
      '"ernstige vermoeidheid, postexertionele malaise (PEM), cognitieve klachten"',
      ['literal NVK: ernstige vermoeidheid, post-exertionele malaise (PEM), cognitieve klachten'],
    ],
    [
      'dashes',
      '"therapieën die - mits goed toegepast - wel degelijk verlichting kunnen geven"',
      ['literal NVK: therapieën die – mits … verlichting kunnen geven'],
    ],
    [
      'lines quoted as in e-mail',
      '> Het is evident dat kennis over PEM essentieel is\n> voor het begrijpen én behandelen van ziekten',
      ['literal NVK: Het is evident dat … behandelen van ziekten'],
    ],
  ],
  'changed words': [
    [
      'one changed',
      '"De behandeling van ME/CVS is nauwelijks in ontwikkeling."',
      ['almost mecvs: De behandeling van ME/CVS is volop in ontwikkeling | changed volop > nauwelijks !negation'],
    ],
    [
      'one changed, without marks',
      'Er zijn in Nederland maar veel klinieken gespecialiseerd in ME/CVS.',
      ['almost mecvs: Er zijn in Nederland … gespecialiseerd in ME/CVS | changed weinig > veel'],
    ],
    [
      'one added',
      '"Uit zeer meerdere onderzoeken blijkt dat deze benadering schadelijk kan zijn"',
      ['almost mecvs: Uit meerdere onderzoeken blijkt … schadelijk kan zijn | added zeer'],
    ],
    [
      'one missing',
      '"Cruciaal daarbij is dat er aanvullend onderzoek wordt gedaan naar PEM bij kinderen"',
      ['almost NVK: Cruciaal daarbij is dat … PEM bij kinderen | missing goed (interventie'],
    ],
    [
      'the first',
      '"Deze conclusie kun je niet trekken. Op basis van de huidige wetenschap"',
      ['almost NVK: Die conclusie kun je … de huidige wetenschap | changed Die > Deze'],
    ],
    [
      'the beginning, without marks',
      'Veel studies tonen aan dat deze benadering schadelijk kan zijn voor ME/CVS-patiënten.',
      [
        'almost mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten | changed Uit meerdere onderzoeken blijkt > Veel studies tonen aan',
      ],
    ],
    [
      'the last',
      '"Alleen zo kunnen we komen tot passende en veilige zorg voor kinderen en adolescenten met deze klachten"',
      ['almost NVK: Alleen zo kunnen we … met deze aandoeningen | changed aandoeningen > klachten'],
    ],
    [
      'words in another order',
      'De NVK schrijft dat CGT en GET in de huidige richtlijn als mogelijke opties worden benoemd, niet als verplichte behandeling',
      ['almost right NVK: CGT en GET worden … als verplichte behandeling | missing worden | added worden'],
    ],
    [
      '"kan" dropped',
      '"Uit meerdere onderzoeken blijkt dat deze benadering schadelijk is voor ME/CVS-patiënten."',
      ['almost mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten | changed kan zijn > is !certainty'],
    ],
    [
      '"vaak" made "altijd"',
      '"kinderen met deze klachten altijd ernstig beperkt zijn in hun functioneren"',
      ['almost NVK: kinderen met deze klachten … in hun functioneren | changed vaak > altijd !certainty'],
    ],
    [
      '"kan" in other words',
      '"Een training die je zou kunnen helpen bij het verbeteren van je geestelijk welzijn."',
      ['almost mecvs: Een training die je … je geestelijk welzijn | changed kan > zou kunnen'],
    ],
    [
      'negation dropped',
      '"Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen achterhaald."',
      ['almost NVK: Op basis van de … kinderen niet achterhaald | missing niet !negation'],
    ],
    [
      'negation dropped, without marks',
      'Zij zijn dan genezen, maar voelen zich beter omdat ze hebben geleerd te leven binnen de grenzen die hun lichaam aan hen stelt.',
      ['almost mecvs: Zij zijn dan niet … aan hen stelt | missing niet !negation'],
    ],
    [
      'negation added',
      '"De NVK erkent niet dat kinderen met deze klachten vaak ernstig beperkt zijn in hun functioneren"',
      ['almost NVK: De NVK erkent dat … in hun functioneren | added niet !negation'],
    ],
    [
      'negation added before an unmarked quote',
      'De NVK niet volgt de wetenschappelijke ontwikkelingen met grote aandacht.',
      ['almost right NVK: volgt de wetenschappelijke ontwikkelingen met grote aandacht | added niet !negation'],
    ],
    [
      '"geen" to "een"',
      '„Daarmee is het een valide argument om de richtlijn als achterhaald te bestempelen”',
      ['almost NVK: Daarmee is het geen … achterhaald te bestempelen | changed geen > een !negation'],
    ],
    [
      '"zonder" to "met"',
      '"actief te blijven met grenzen te overschrijden"',
      ['almost mecvs: actief te blijven zonder grenzen te overschrijden | changed zonder > met !negation'],
    ],
    [
      'one negation for another',
      '"Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen nooit achterhaald"',
      ['almost NVK: Op basis van de … kinderen niet achterhaald | changed niet > nooit'],
    ],
    [
      'a prefix that denies',
      '"Het is juist om te stellen dat Britse en Amerikaanse richtlijnen “al jaren” waarschuwen"',
      ['almost NVK: Het is onjuist om … “al jaren” waarschuwen | changed onjuist > juist !negation'],
    ],
    [
      'a prefix cut off at the beginning',
      '"juist om te stellen dat Britse en Amerikaanse richtlijnen “al jaren” waarschuwen"',
      ['almost NVK: onjuist om te stellen … “al jaren” waarschuwen | changed onjuist > juist !negation'],
    ],
    [
      'number changed',
      '"Daarbij bleek dat circa 58% van de adolescenten PEM rapporteerde."',
      ['almost NVK: Daarbij bleek dat circa … adolescenten PEM rapporteerde | changed 85 > 58 !number'],
    ],
    [
      'decimal sign added',
      '"Daarbij bleek dat circa 8,5% van de adolescenten PEM rapporteerde."',
      ['almost NVK: Daarbij bleek dat circa … adolescenten PEM rapporteerde | changed 85 > 8,5 !number'],
    ],
    [
      'number word changed',
      '"In grote lijnen zijn er drie visies op de behandeling van ME/CVS."',
      ['almost mecvs: In grote lijnen zijn … behandeling van ME/CVS | changed twee > drie !number'],
    ],
    [
      'number in figures',
      '"In grote lijnen zijn er 2 visies op de behandeling van ME/CVS."',
      ['almost mecvs: In grote lijnen zijn … behandeling van ME/CVS | changed twee > 2'],
    ],
    [
      'year changed',
      '"De biomedische visie op ME/CVS past bij het advies van de gezondheidsraad (2008)."',
      ['almost mecvs: De biomedische visie op … de gezondheidsraad (2018 | changed 2018 > 2008 !number'],
    ],
    [
      'digits run together',
      '"https://www.nature.com/articles/s41467-02445107-3"',
      ['almost NOS: https://www.nature.com/articles/s41467-024-45107-3 | changed 024-45107 > 02445107 !number'],
    ],
    [
      'a number cut off at the beginning',
      '"5% van de adolescenten PEM rapporteerde"',
      ['almost NVK: 85% van de adolescenten PEM rapporteerde | changed 85 > 5 !number'],
    ],
    [
      'a word cut off to another one',
      '"De term ALK (aanhoudende lichamelijke klachten) is net als SOLK"',
      ['almost NVK: De vervangende term ALK … net als SOLK | missing vervangende'],
    ],
    [
      'one changed, and a hyphen left out',
      '"De diagnose wordt, conform nationale criteria, gebaseerd op een herkenbaar klachtencomplex, waaronder ernstige vermoeidheid, postexertionele malaise"',
      [
        'almost NVK: De diagnose wordt, conform … vermoeidheid, post-exertionele malaise | changed internationale > nationale',
      ],
    ],
  ],
  'glued quotes': [
    [
      'of two documents',
      '"Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen niet achterhaald. Uit meerdere onderzoeken blijkt dat deze benadering schadelijk kan zijn voor ME/CVS-patiënten."',
      [
        'glued NVK: Op basis van de … kinderen niet achterhaald ~documents~ mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten',
      ],
    ],
    [
      'of two answers',
      '"De weg vooruit ligt niet in het schrappen van behandelingen, maar in het verbeteren ervan. Eenduidige vertaalslagen van volwassenenrichtlijnen naar kinderen zijn dan ook onwenselijk."',
      [
        'glued NVK: De weg vooruit ligt … het verbeteren ervan ~passages~ NVK: Eenduidige vertaalslagen van volwassenenrichtlijnen … dan ook onwenselijk',
      ],
    ],
    [
      'of two answers, with a mark',
      '"Eenduidige vertaalslagen van volwassenenrichtlijnen naar kinderen zijn dan ook onwenselijk. [...] De weg vooruit ligt niet in het schrappen van behandelingen"',
      [
        'glued NVK: Eenduidige vertaalslagen van volwassenenrichtlijnen … dan ook onwenselijk ~passages~ NVK: De weg vooruit ligt … schrappen van behandelingen',
      ],
    ],
    [
      'of two speakers',
      '"Wordt overwogen om richtlijnen voor het behandelen van ME/CVS in de toekomst onder te brengen voor nog te formuleren richtlijnen voor kinderen met long covid? Als daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid."',
      [
        'glued NOS: Wordt overwogen om richtlijnen … met long covid ~speakers~ NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid',
      ],
    ],
    [
      'with a sentence left out',
      '"De richtlijn SOLK bij kinderen is op dit moment onder revisie. De vervangende term ALK is net als SOLK een werkhypothese"',
      [
        'glued NVK: De richtlijn SOLK bij … moment onder revisie ~left-out~ NVK: De vervangende term ALK … klachten) een werkhypothese | missing aanhoudende lichamelijke klachten | missing somatisch onvoldoende verklaarde lichamelijke klachten',
      ],
    ],
    [
      'with words left out that deny',
      '"In de Verenigde Staten is er een landelijke medische richtlijn. Ook hier werd gewaarschuwd voor nadelige effecten"',
      [
        'glued NVK: In de Verenigde Staten … landelijke medische richtlijn | changed geen > een !negation ~left-out !negation~ NVK: Ook hier werd echter niet gewaarschuwd voor nadelige effecten | missing echter niet !negation',
      ],
    ],
    [
      'in another order',
      '"Juist dat willen we voorkomen. CGT en GET worden in de huidige richtlijn als mogelijke opties benoemd, niet als verplichte behandeling."',
      ['glued NVK: Juist dat willen we voorkomen ~passages~ NVK: CGT en GET worden … als verplichte behandeling'],
    ],
  ],
  'whose words they are': [
    ['label', 'NVK: "Zeker."', ['literal right NVK: Zeker.']],
    [
      'lead',
      'De NVK antwoordde: "Als daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid."',
      ['literal right NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid.'],
    ],
    [
      'the asker as somebody spoken to',
      'NVK, in antwoord op de NOS: "Die conclusie kun je niet trekken."',
      ['literal right NVK: Die conclusie kun je niet trekken.'],
    ],
    [
      'two questions given to who answers',
      'Volgens de NVK "lijden veel patiënten ook aan PEM", want: NVK: "Is de SOLK bij kinderen-richtlijn achterhaald als het gaat om de behandeling van ME/CVS met CGT/GET?"',
      [
        'literal wrong NOS: lijden veel patiënten ook aan PEM',
        'literal wrong NOS: Is de SOLK bij … ME/CVS met CGT/GET?',
      ],
    ],
    [
      'question given to who answers',
      'NVK: “Dit is relevant omdat long covid pathofysiologisch veel gemeen heeft met ME/CVS”',
      ['literal wrong NOS: Dit is relevant omdat … heeft met ME/CVS'],
    ],
    [
      'answer given to who asks',
      'De NOS schreef: "Er is geen internationale consensus dat CGT/GET schadelijk is", maar volgens de NVK klopt dat niet.',
      ['literal wrong NVK: er is geen internationale consensus dat CGT/GET schadelijk is'],
    ],
    [
      "another document's, behind",
      '"Die conclusie kun je niet trekken", aldus de ME/CVS Stichting.',
      ['literal wrong NVK: Die conclusie kun je niet trekken'],
    ],
    [
      "another document's, on a line",
      '“Uit meerdere onderzoeken blijkt dat deze benadering schadelijk kan zijn voor ME/CVS-patiënten.”\n— NVK',
      ['literal wrong mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten.'],
    ],
    [
      "another document's title",
      '“Dit advies is gebaseerd op internationale richtlijnen” (Bron: Behandeling ME/CVS)',
      ['literal wrong NVK: Dit advies is gebaseerd op internationale richtlijnen'],
    ],
    [
      'the right address',
      '"Er zijn in Nederland maar weinig klinieken gespecialiseerd in ME/CVS."\nhttps://mecvs.nl/over-me-cvs/behandeling-me-cvs/',
      ['literal right mecvs: Er zijn in Nederland … gespecialiseerd in ME/CVS.'],
    ],
    [
      'an outsider',
      'Gezondheidsraad: "CGT en GET worden niet uitgesloten of als schadelijk bestempeld"',
      ['literal wrong NVK: CGT en GET worden … als schadelijk bestempeld'],
    ],
    [
      'an outsider whom the source quotes',
      'PostCovidNL: “CGT als curatieve behandeling geen plaats heeft in de richtlijnen voor PAIS’en zoals ME/CVS.”',
      ['literal reported NOS: CGT als curatieve behandeling … PAIS’en zoals ME/CVS.'],
    ],
    [
      'changed and wrong',
      'ME/CVS Stichting: "Het is evident dat kennis over PEM overbodig is voor het begrijpen én behandelen van ziekten"',
      ['almost wrong NVK: Het is evident dat … behandelen van ziekten | changed essentieel > overbodig'],
    ],
    [
      'two names',
      'NVK en NOS: "Die conclusie kun je niet trekken."',
      ['literal NVK: Die conclusie kun je niet trekken.'],
    ],
    [
      'asked about',
      'Wat vindt de NVK van "CGT als curatieve behandeling geen plaats heeft in de richtlijnen"?',
      ['literal NOS: CGT als curatieve behandeling … in de richtlijnen'],
    ],
    [
      'a name in another clause',
      '"Er is geen internationale consensus dat CGT/GET schadelijk is", zegt mijn huisarts, maar de NOS vindt van niet',
      ['literal NVK: er is geen internationale consensus dat CGT/GET schadelijk is'],
    ],
    [
      'an alias',
      'Volgens de ME-stichting "is de SOLK bij kinderen-richtlijn achterhaald als het gaat om de behandeling van ME/CVS met CGT/GET"',
      ['literal wrong NOS: Is de SOLK bij … ME/CVS met CGT/GET'],
    ],
    [
      'words that two sources have, by the one that is named',
      'NVK: "zulke combinatie van CGT en GET"',
      ['almost right NVK: de combinatie van CGT en GET | changed de > zulke'],
    ],
    [
      'words that two sources have, by the other one',
      'ME/CVS Stichting: "zulke combinatie van CGT en GET"',
      ['almost right mecvs: de combinatie van CGT en GET | changed de > zulke'],
    ],
  ],
  'several quotes': [
    [
      'two in marks',
      'De NOS vroeg: "Wordt overwogen om richtlijnen voor het behandelen van ME/CVS in de toekomst onder te brengen?" De NVK antwoordde: "Als daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid."',
      [
        'literal right NOS: Wordt overwogen om richtlijnen … onder te brengen',
        'literal right NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid.',
      ],
    ],
    [
      'one true, one not',
      '"Uit meerdere onderzoeken blijkt dat deze benadering schadelijk kan zijn voor ME/CVS-patiënten" en "De NVK wil kinderen met ME/CVS dwingen tot sport"',
      ['literal mecvs: Uit meerdere onderzoeken blijkt … zijn voor ME/CVS-patiënten', 'not-found'],
    ],
    [
      'the interview pasted',
      'NOS: Wordt overwogen om richtlijnen voor het behandelen van ME/CVS in de toekomst onder te brengen voor nog te formuleren richtlijnen voor kinderen met long covid?\n\n- NVK: Als daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid.',
      [
        'literal right NOS: Wordt overwogen om richtlijnen … met long covid?',
        'literal right NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid.',
      ],
    ],
    [
      'marks around both speakers',
      '"NOS: Is de SOLK bij kinderen-richtlijn achterhaald als het gaat om de behandeling van ME/CVS met CGT/GET? NVK: De richtlijn SOLK bij kinderen is op dit moment onder revisie."',
      [
        'literal right NOS: Is de SOLK bij … ME/CVS met CGT/GET?',
        'literal right NVK: De richtlijn SOLK bij … moment onder revisie.',
      ],
    ],
    [
      'a tweet',
      'Wat een onzin van de NVK, die conclusie kun je niet trekken. Op basis van de huidige wetenschap is de richtlijn CVS/ME voor kinderen niet achterhaald. 😡 #MECVS',
      ['literal right NVK: Die conclusie kun je … kinderen niet achterhaald.'],
    ],
    [
      'a message around a quote',
      'Lieve mensen, lees dit eens. In veel gevallen bereiken patiënten na een periode van een jaar of twee een stabiele situatie. Zij zijn dan genezen. Hoe dan?? Groetjes',
      ['almost mecvs: In veel gevallen bereiken … dan niet genezen | missing niet !negation'],
    ],
    [
      'scare quotes beside a quote',
      'Die ‘experts’ zeggen "Er is geen internationale consensus dat CGT/GET schadelijk is"',
      ['literal NVK: er is geen internationale consensus dat CGT/GET schadelijk is'],
    ],
    [
      'an answer of the bot, forwarded',
      'NOS vraagt: Wordt overwogen om richtlijnen voor het behandelen van ME/CVS in de toekomst onder te brengen voor nog te formuleren richtlijnen voor kinderen met long covid?\nAls daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid.\n— NVK, in antwoord op NOS\nBron: Reactie NVK op vragen NOS over ME/CVS bij kinderen (Nederlandse Vereniging voor Kindergeneeskunde, datum onbekend)',
      [
        'literal right NOS: Wordt overwogen om richtlijnen … met long covid?',
        'literal right NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid.',
      ],
    ],
    [
      'an answer of an earlier bot, forwarded',
      'Vraag van de NOS: Wordt overwogen om richtlijnen voor het behandelen van ME/CVS in de toekomst onder te brengen voor nog te formuleren richtlijnen voor kinderen met long covid?\nAls daar voldoende wetenschappelijke onderbouwing voor is, is dat een mogelijkheid.\n— NVK, in antwoord op de NOS\nBron: Reactie NVK op vragen NOS over ME/CVS bij kinderen (Nederlandse Vereniging voor Kindergeneeskunde, ongedateerd)',
      [
        'literal right NOS: Wordt overwogen om richtlijnen … met long covid?',
        'literal right NVK: Als daar voldoende wetenschappelijke … dat een mogelijkheid.',
      ],
    ],
  ],
  'no quotes': [
    ['unrelated', '"De beste behandeling is elke dag een uur wandelen in de frisse lucht."', ['not-found']],
    [
      'on the subject',
      'Kinderen met ME/CVS krijgen bijna altijd CGT aangeboden, en dat is volgens mij niet goed.',
      ['not-found'],
    ],
    [
      'English',
      'The NVK says that CGT and GET are harmful for children with ME/CFS and should be stopped.',
      ['not-found'],
    ],
    [
      'English in marks',
      '"There is no international consensus that CBT/GET is harmful to patients with ME/CFS"',
      ['not-found'],
    ],
    ['a few common words', '"en dat is"', ['too-short']],
    ['one word', '‘pacing’', ['too-short']],
    [
      'a heading',
      '"De behandeling van ME/CVS in de alternatieve geneeskunde"',
      ['heading De behandeling van ME/CVS in de alternatieve geneeskunde'],
    ],
    [
      'a title',
      '"Reactie NVK op vragen NOS over ME/CVS bij kinderen"',
      ['heading Reactie NVK op vragen NOS over ME/CVS bij kinderen'],
    ],
  ],
}

describe.each(Object.entries(CASES))('%s', (_group, cases) => {
  it.each(cases)('%s', (_name, text, expected) => {
    expect(summary(text, checkQuote(text, corpus))).toEqual(expected)
  })
})

describe('a text as a whole', () => {
  it('is refused when it is longer than a message', () => {
    expect(checkQuote('a'.repeat(MAX_CHECKED_LENGTH), corpus).kind).toBe('checked')
    expect(checkQuote('a'.repeat(MAX_CHECKED_LENGTH + 1), corpus)).toEqual({
      kind: 'too-long',
      length: 4097,
      limit: 4096,
    })
  })

  it.each(['', ' \n ', '""', '„…”', '😡👩‍⚕️', '\u200b'])('has nothing to check in %j', (text) => {
    expect(checkQuote(text, corpus)).toEqual({ kind: 'empty' })
  })

  it('gives the place of each quote, without its marks, its label and its signature', () => {
    const ranges = (text: string) => {
      const check = checkQuote(text, corpus)
      return check.kind === 'checked' ? check.quotes.map(({ range }) => text.slice(range.start, range.end)) : []
    }
    expect(ranges('Zij zegt: „Die conclusie kun je niet trekken.” Ja?')).toEqual(['Die conclusie kun je niet trekken.'])
    expect(ranges('"NVK: Die conclusie kun je niet trekken."')).toEqual(['Die conclusie kun je niet trekken.'])
    expect(ranges('"Die conclusie kun je niet trekken. – NVK"')).toEqual(['Die conclusie kun je niet trekken.'])
    expect(ranges('NVK: Zeker.')).toEqual(['Zeker.'])
  })

  it('gives the source that it names', () => {
    const claimed = (text: string) => {
      const check = checkQuote(text, corpus)
      const source = check.kind === 'checked' ? check.quotes[0].claimed : null
      return source && [text.slice(source.range.start, source.range.end), source.document?.id, source.speaker?.id]
    }
    const quote = '"Die conclusie kun je niet trekken"'
    expect(claimed(quote)).toBeNull()
    expect(claimed(`Volgens de nos ${quote}`)).toEqual(['nos', 'nvk-nos-mecvs-kinderen', 'NOS'])
    expect(claimed(`${quote} (Behandeling ME/CVS)`)).toEqual(['Behandeling ME/CVS', 'mecvs-behandeling', undefined])
    expect(claimed(`${quote}, zegt Jan Jansen.`)).toEqual(['Jan Jansen', undefined, undefined])
    expect(claimed(`Citaat: ${quote}`)).toBeNull()
    expect(claimed(`Hij zegt: ${quote}`)).toBeNull()
  })
})

describe('a quotation of 40 characters', () => {
  const forty = 'De behandeling is volop in ontwikkeling.'

  it.each([
    `"${forty}"`,
    `“${forty}”`,
    `„${forty}“`,
    `«${forty}»`,
    `»${forty}«`,
    `‘${forty}’`,
    `'${forty}'`,
    `Klopt ",${forty}"?`,
  ])('is a quote to check: %s', (text) => {
    expect(forty).toHaveLength(40)
    expect(hasLongQuotation(text)).toBe(true)
  })

  it.each([
    `"${forty.slice(1)}"`,
    `"   ${forty.slice(1)}   "`,
    forty,
    `"${forty}`,
    "'s Avonds ben ik altijd moe en 's ochtends ook, hoe komt dat en wat kan ik eraan doen?",
    "Ik heb foto's en video's van mijn klachten gemaakt, wat zeggen de collega's daar eigenlijk van?",
    "Ik ben 's avonds altijd moe, en dat zijn al mijn kinderen en ook hun ouders' ouders.",
    'Is "pacing" hetzelfde als "grenzen bewaken" of is dat toch weer een heel andere behandeling?',
  ])('is not in: %s', (text) => {
    expect(hasLongQuotation(text)).toBe(false)
  })
})

/** A passage as the bot sends it. A forwarded copy has lost the block quotation. */
function asSent(passage: Passage): string {
  const t = loadTranslations()('nl')
  const context = { corpus, t, username: 'bronwijzer_bot', rest: false, audience: 'private' } as const
  const last = passage.sentences.length - 1
  const quotes = [quoteOf(passage, corpus, last)]
  return renderAnswer({ ...answered([passage], corpus), quotes } as Answer, context)[0]!.text
}

describe('an answer of the bot', () => {
  it.each(corpus.passages.map((passage) => [passage.id, passage] as const))(
    'is literal and rightly attributed when it comes back: %s',
    (_id, passage) => {
      const text = asSent(passage)
      const check = checkQuote(text, corpus)
      const quotes = check.kind === 'checked' ? check.quotes : []
      const found = quotes.flatMap(({ finding }) =>
        finding.kind === 'literal' && finding.attribution === 'right' ? finding.stretches : [],
      )
      expect(found.some((stretch) => stretch.passage === passage && stretch.range.start === 0)).toBe(true)
      for (const { finding } of quotes) {
        expect(finding.kind).toBe('literal')
        expect('attribution' in finding && finding.attribution).not.toBe('wrong')
      }
    },
  )
})
