/**
 * Characters that a terminal obeys instead of showing, or that reorder the text around them: C0 but for white space, delete, C1, and
 * the marks for the direction of writing. In a quote they could make somebody read what it doesn't say.
 */
const CONTROL = /(?![\t\n\r])\p{Cc}|\p{Bidi_Control}/u
const ALL = new RegExp(CONTROL, 'gu')

/** Where the first of them is; −1 when there is none. */
export function indexOfControl(text: string): number {
  return text.search(CONTROL)
}

/** The text with each of them in a form that can be seen: "␛" and the like, or its number. */
export function showControls(text: string): string {
  return text.replace(ALL, (character) => {
    const code = character.codePointAt(0)!
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** JSON in which a terminal finds nothing to obey either. */
export function escapeControls(json: string): string {
  return json.replace(ALL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
