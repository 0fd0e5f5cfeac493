/** What stands for itself in a script, so that no space in it may go: a string, or a regular expression where a value may begin. */
const WHOLE =
  /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/\w*/
/** Spaces and comments in a row. */
const GAP = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)+/
const PARTS = new RegExp(`(${WHOLE.source})|${GAP.source}`, 'g')

/**
 * A script without comments, and without the spaces and line ends that it can do without. It knows how our scripts are written, not all of
 * the language: a test holds what comes out beside what went in.
 */
export function squeeze(script: string): string {
  return script.replace(PARTS, (part, whole: string | undefined, at: number, all: string) => {
    if (whole !== undefined) return whole
    return gapBetween(all[at - 1] ?? '', all[at + part.length] ?? '', part.includes('\n'))
  })
}

function gapBetween(before: string, after: string, isLineEnd: boolean): string {
  if (before === '' || after === '') return ''
  // A line that ends so goes on below, and so does one above what begins so: no semicolon would come between them.
  if (isLineEnd) return /[{[(,;=&|?:<>*.]/.test(before) || /[}\]),?:.&|=]/.test(after) ? '' : '\n'
  const isNeeded = /^(?:[\w$]{2}|[/*+-]{2})$/.test(before + after)
  return isNeeded ? ' ' : ''
}
