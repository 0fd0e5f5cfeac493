import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { codeOf, codePicture } from '../../src/reader/cite.ts'
import { barsOf } from '../../src/reader/collect.js'

describe('a code', () => {
  const code = codeOf('https://lezen.example.org/mandje/?mandje=abcdefgh,hgfedcba')
  const squares = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => code.get(x, y)),
  )

  it('is drawn with all of its dark squares, and no others', () => {
    const drawn = squares.map((row) => row.map(() => false))
    for (const row of barsOf(code).split('M').slice(1)) {
      const [, y = '', lines = ''] = /^0 (\d+)(.*)$/.exec(row)!
      let x = 0
      for (const [, gap, length] of lines.matchAll(/m(\d+) 0h(\d+)/g)) {
        x += Number(gap)
        for (let end = x + Number(length); x < end; x++) drawn[Number(y)]![x] = true
      }
    }
    expect(drawn).toEqual(squares)
  })

  it('is a picture of the same squares, four pixels each, with a white edge', () => {
    const picture = codePicture(code)
    const side = (code.size + 8) * 4
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([side, side])
    const partAt = (name: string) => picture.indexOf(name, 0, 'latin1') + 4
    const data = inflateSync(picture.subarray(partAt('IDAT'), partAt('IEND') - 8))
    const palette = picture.subarray(partAt('PLTE'))
    const width = 1 + Math.ceil(side / 8)
    const isDark = (x: number, y: number) => {
      const colour = (data[y * width + 1 + (x >> 3)]! >> (7 - (x % 8))) & 1
      const [level] = new Set(palette.subarray(3 * colour, 3 * colour + 3))
      return level === 0
    }
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) expect(isDark(x, y)).toBe(squares[(y >> 2) - 4]?.[(x >> 2) - 4] ?? false)
  })
})
