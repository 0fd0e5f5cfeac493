/** Encodings in which a source may have come. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh', 'ibm866'] as const
export type Encoding = (typeof ENCODINGS)[number]

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** In which encoding bytes are: what their byte order mark says, UTF-8 if they are that, and else what most old files in Dutch are. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))
  if (marked) return marked[0]
  const zeros = [0, 1].map((first) => bytes.filter((byte, at) => at % 2 === first && byte === 0).length)
  // Latin letters in UTF-16 have a zero in every second place.
  if (Math.max(...zeros) > bytes.length / 4) return zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be'
  return indexOfNoUtf8(bytes) < 0 ? 'utf-8' : 'windows-1252'
}

/** The text of bytes, without a byte order mark. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return decodeNamed(bytes, encoding)
}

/**
 * The text of bytes in any encoding of the web.
 * @throws RangeError for a name that isn't known.
 */
export function decodeNamed(bytes: Uint8Array, encoding: string): string {
  const decoder = new TextDecoder(encoding)
  // In one go, Node 20 reads Windows-1252 as Latin 1: quotation marks and bullets would become control characters.
  return decoder.decode(bytes, { stream: true }) + decoder.decode()
}

/** Where the first byte is that no UTF-8 has there; −1 when all is UTF-8. */
export function indexOfNoUtf8(bytes: Uint8Array): number {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return -1
  } catch {
    const text = Buffer.from(bytes).toString('utf8')
    let at = text.indexOf('\ufffd')
    // A replacement character may also be what was written.
    while (at >= 0) {
      const offset = Buffer.byteLength(text.slice(0, at))
      if (!(bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd)) return offset
      at = text.indexOf('\ufffd', at + 1)
    }
    return bytes.length
  }
}
