/** The first place where a body and its source differ. Each side is its letters and digits from there on. */
export interface Infidelity {
  /** 1-based line of the source. */
  readonly line: number
  readonly source: string
  readonly body: string
}

/** Letters and digits shown of each side. */
const SHOWN = 30

/**
 * Compares the letters and digits of a document's body with those of its source, in order. White space and punctuation may
 * differ, so that line ends, page breaks and bullets can be repaired; words may not.
 * @param omissions ranges of source lines (1-based, inclusive) that the body leaves out.
 * @returns null when they are the same.
 */
export function findInfidelity(
  body: string,
  source: string,
  omissions: readonly { readonly lines: readonly [number, number] }[],
): Infidelity | null {
  const kept = source.split('\n').flatMap((text, index) => {
    const line = index + 1
    const omitted = omissions.some(({ lines: [first, last] }) => line >= first && line <= last)
    return omitted ? [] : Array.from(text.match(/[\p{L}\p{N}]/gu) ?? [], (character) => ({ character, line }))
  })
  const written = body.match(/[\p{L}\p{N}]/gu) ?? []
  const length = Math.max(kept.length, written.length)
  for (let at = 0; at < length; at++) {
    if (kept[at]?.character === written[at]) continue
    return {
      line: kept[at]?.line ?? source.split('\n').length,
      source: kept
        .slice(at, at + SHOWN)
        .map(({ character }) => character)
        .join(''),
      body: written.slice(at, at + SHOWN).join(''),
    }
  }
  return null
}
