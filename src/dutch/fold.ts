/**
 * Folds a text for matching: lower case, no accents, plain quotes, dashes and spaces, no invisible characters.
 * The result is a disposable copy; it is never shown.
 */
export function fold(text: string): string {
  return PLAIN.test(text) ? tidy(text.replaceAll('`', "'")) : tidy(plain(text))
}

/** Most questions are ASCII, which takes a fifth of the time to fold. */
const PLAIN = /^\p{ASCII}*$/u

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—―]/g, '-')
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase().trim()
}

/** The words of a text, folded: runs of letters and digits. "ME/CVS" gives two words, "PAIS’en" gives "pais" and "en". */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * A copy that stands alone. V8 keeps a part of a text as a reference to the whole: a word of thirteen letters or more that is kept
 * would keep the message alive that it was in.
 */
export function detached(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le')
}
