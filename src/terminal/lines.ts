/** Longest line, in UTF-16 units. */
const LONGEST_LINE = 16_384

/**
 * The lines of a stream, without their ends. Only a newline ends a line, with or without a carriage return before it: readline
 * also ends one at U+2028 or a lone carriage return, and then one question would get two answers. Invalid UTF-8 becomes U+FFFD.
 * Of a very long line only the beginning is kept: four times what is read of a message.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split('\n')
    for (const [at, line] of lines.entries()) {
      if (at > 0) {
        yield rest.replace(/\r$/, '')
        rest = ''
      }
      rest += line.slice(0, LONGEST_LINE - rest.length)
    }
  }
  rest = (rest + decoder.decode()).slice(0, LONGEST_LINE)
  if (rest !== '') yield rest.replace(/\r$/, '')
}
