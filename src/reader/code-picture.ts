import { deflateSync } from 'node:zlib'

/** What draws a QR code: its squares, of which some are dark. */
interface Code {
  readonly size: number
  get(x: number, y: number): boolean
}

/** Squares of white around it, which scanners need. */
const EDGE = 4
/** Pixels of a square, so that a printer that smooths pictures keeps its edges: half a byte, of which each pixel is a bit. */
const SCALE = 4

/** A QR code as a PNG of black and white: of a long address it weighs a fifth of its drawing. */
export function codePicture(code: Code): Buffer {
  const side = code.size + 2 * EDGE
  const line = (y: number) => {
    // The first byte says that the others are as they are.
    const bytes = Buffer.alloc(1 + Math.ceil(side / 2), 0xff)
    bytes[0] = 0
    for (let x = 0; x < side; x++) {
      const at = 1 + (x >> 1)
      if (code.get(x - EDGE, y - EDGE)) bytes[at]! &= x % 2 === 0 ? 0x0f : 0xf0
    }
    return bytes
  }
  const lines = Array.from({ length: side * SCALE }, (_, y) => line(Math.floor(y / SCALE)))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side * SCALE, 0)
  header.writeUInt32BE(side * SCALE, 4)
  // One bit a pixel; the rest, zero, is grey, deflate, plain filters, not interlaced.
  header[8] = 1
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(checksum(body), body.length + 4)
  return whole
}

/** CRC-32 as PNG wants it; that of zlib is not in every Node.js that we run on. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
