import { words } from '../dutch/fold.ts'
import { isSubject } from '../dutch/pointing.ts'

/** Folded words of who asks which side is right, that say nothing of what about. */
const OF_CHOICE = new Set(
  `gelijk geloven geloof gelooft vertrouwen vertrouw volgen volg visie visies kant kanten standpunt standpunten mening meningen partij partijen kijk
  opvatting verhaal versie zienswijze stroming juist juiste goed goede beste betrouwbaarste kiezen kies aanhouden waarheid spreekt spreken vertelt
  vertellen twee beide allebei ander andere anderen een ene zegt zeggen dit dat arts artsen dokter dokters kinderarts kinderartsen patient patienten
  right believe trust view views side sides opinion position version story correct best choose telling says say doctors patients two both other one
  stichting`.split(/\s+/),
)

/** Most words of a message that asks it of something, and tells no story. */
const MAX_WORDS = 12

/**
 * What a message asks it of that asks which side is right: "CGT" of "wie heeft gelijk over CGT, de artsen of de patiënten?". Empty where it
 * says of nothing, and a longer message as it is.
 * @param message without the names of voices.
 */
export function inQuestion(message: string): string {
  const said = message.match(/[\p{L}\p{N}\p{M}]+(?:[-/][\p{L}\p{N}\p{M}]+)*/gu) ?? []
  const about = said.filter((one) => words(one).some((word) => isSubject(word) && !OF_CHOICE.has(word)))
  return about.length > 0 && said.length > MAX_WORDS ? message : about.join(' ')
}
