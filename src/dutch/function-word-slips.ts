/**
 * Small words that most questions have, and how they are mistyped. Only what is no word itself, and no abbreviation: "net" may be
 * meant for "niet", and "ene" for "een", but are words.
 */
const SLIPS: Readonly<Record<string, string>> = {
  bij: 'bji bjj bijj',
  daarom: 'darom daarm',
  dat: 'dta',
  deze: 'dzee deez',
  door: 'doro dooor',
  eigenlijk: 'eigelijk eigenlik eigelik eigenljik eignelijk',
  geen: 'geeen',
  hebben: 'hebbn hebebn hebbne',
  heeft: 'heetf heeeft heefd',
  helpt: 'hlept helptt helpd heplt',
  het: 'hte',
  hoe: 'heo',
  iets: 'itse ietss',
  kunnen: 'kunen kunnne kunenn',
  maar: 'maer maaar',
  met: 'mte',
  moet: 'meot moett',
  mijn: 'mjin mijnn',
  naar: 'naaar',
  niet: 'neit niett nite niiet',
  ook: 'oko okk',
  over: 'ovre ovr',
  tegen: 'tegn tgen tgeen tegne teegn teggen teggn',
  van: 'vna',
  voor: 'vor vooor voro vorr voorr',
  waarom: 'warom waarm waroom waaorm waaro waarmo waarrom',
  wanneer: 'waneer waaneer wannneer',
  wat: 'wta waat',
  welke: 'wleke weelke wlke',
  worden: 'wordne wroden',
  wordt: 'wrodt wordtt',
  zijn: 'zjin zijnn',
  zonder: 'zodner zondr',
}
const MEANT = new Map(Object.entries(SLIPS).flatMap(([meant, slips]) => slips.split(' ').map((slip) => [slip, meant])))

/** The small word that a folded word is a slip of; null for any other word. */
export function functionWordMeant(word: string): string | null {
  return MEANT.get(word) ?? null
}
