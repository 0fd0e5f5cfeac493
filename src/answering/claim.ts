const FILLER = `(?:(?:er|hier|daar|nou|nu|dan|eigenlijk|ook|toch|precies|ergens|echt|wel|allemaal|actually|even|really) )*`
const SAYS =
  '(?:zeg(?:t|d|gen)?|zei(?:den)?|vind(?:t|en)?|vond(?:en)?|denk(?:t|en)?|dacht(?:en)?|beweer(?:t|d|den|de|en)|schrijf(?:t)?|schrijven|stel(?:t|len)|meen(?:t|en)|gelooft|geloven|claimt|claimen|says?|said|thinks?|claims?|believes?|writes?|states?)'
const SOURCE = String.raw`(?:(?:jullie|je|jouw|mijn|deze|die|de|het|your|the|these) )?\p{L}+`
/** How people ask who holds something, up to what is held. */
const WHO_SAYS = new RegExp(
  `^(?:(?:en|maar|dus|ok|oke|hoi|hallo|hey|and|but|so|hi|hello),? )*(?:${[
    `(?:wie|who) ${FILLER}${SAYS}`,
    `(?:welke?|which|what) ${SOURCE} ${FILLER}${SAYS}`,
    `(?:waar|where) ${FILLER}(?:staat|staan|lees ik|kan ik lezen|wordt gezegd|vind ik|does it say|is it said)`,
    String.raw`(?:is|zijn|are|is there|are there) ${FILLER}(?:iemand|mensen|artsen|dokters|een \p{L}+|anyone|anybody|people|doctors) (?:die|dat|who|that) ${FILLER}${SAYS}`,
    `(?:staat|does it say) ${FILLER}(?:(?:in|op) ${SOURCE} )?`,
    `(?:zegt|zeggen|vindt|vinden|does|do) (?:iemand|anyone|anybody|${SOURCE}) ?(?:say|think|claim|believe)?`,
  ].join('|')}) ?${FILLER}(?:dat|of|that|whether) (?<claim>.+)$`,
  'iu',
)
/** Fewest words of a claim: fewer say nothing without who says it. */
const MIN_WORDS = 2

/**
 * What somebody is said to hold, of a message that asks who does: "GET schadelijk is" of "wie zegt dat GET schadelijk is?" Null for any
 * other message.
 */
export function claimIn(message: string): string | null {
  const claim = WHO_SAYS.exec(message.trim().replace(/\s+/g, ' '))?.groups?.claim ?? null
  return claim !== null && claim.split(' ').length >= MIN_WORDS ? claim : null
}
