import { words } from '../dutch/fold.ts'
import type { SignpostFor } from '../safety/signposts.ts'

/** Fewest words of a clause that says something. */
const MIN_WORDS = 3

/**
 * What a message says besides that somebody isn't believed: "mijn dokter neemt me niet serieus, ik zoek een specialist".
 * @returns null when that is all.
 */
export function besidesTelling(message: string, signpostFor: SignpostFor): string | null {
  const clauses = message.split(/[,.;:!?\n]+/).filter((clause) => words(clause).length >= MIN_WORDS)
  const others = clauses.filter((clause) => !signpostFor(clause)?.comforts)
  // Where no clause tells it alone, all of them do together.
  return others.length === 0 || others.length === clauses.length ? null : others.join('. ').trim()
}
