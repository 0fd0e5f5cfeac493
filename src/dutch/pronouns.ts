/** A word for whoever reads or is asked. */
export const OF_THE_READER = /(?<!\p{L})(?:je|jij|jou|jouw|u|uw|jullie)(?!\p{L})/iu
/** A word for one who speaks; "ME" is an illness. */
export const OF_THE_SPEAKER = /(?<!\p{L})(?:[Ii]k|[Mm]ij|[Mm]ijn|[Mm]e)(?![\p{L}/])/u
/** A word for one or several who speak. */
export const OF_SPEAKERS = /(?<!\p{L})(?:ik|mij|mijn|wij|we|ons|onze)(?!\p{L})/iu
