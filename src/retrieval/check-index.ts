import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { z } from 'zod'
import type { IndexParts } from './search-index.ts'
import type { View } from './views.ts'

const count = z.int().nonnegative()
const byNumber = <S extends z.ZodType>(value: S) => z.record(z.string().regex(/^\d+$/), value)
const viewsSchema = z.array(
  z.object({ kind: z.string(), passage: z.int().min(-1), sentence: count, author: z.string(), text: z.string() }),
)
/** As MiniSearch saves them. */
const lexicalSchema = z.object({
  documentCount: count,
  documentIds: byNumber(count),
  fieldLength: byNumber(z.array(count)),
  averageFieldLength: z.array(z.number().nonnegative()),
  index: z.array(z.tuple([z.string(), byNumber(byNumber(count))])),
})

/**
 * Checks that the parts of an index fit each other, because native code would read beyond them: counts, offsets, and numbers that
 * are numbers.
 * @throws Error naming what doesn't fit.
 */
export function checkParts(parts: Pick<IndexParts, 'views' | 'lexical' | 'centroids'> & Vectors): void {
  const { views, dimensions, means, tokens, statistics, lexical, centroids } = parts
  const { origin, precision, projected, lengths } = centroids
  const passages = lengths.length
  const expect = (fits: boolean, what: string) => {
    if (!fits) throw new Error(`${what} do not fit`)
  }
  expect(
    origin.length === dimensions &&
      precision.length === dimensions ** 2 &&
      projected.length === passages * dimensions &&
      [origin, precision, projected, lengths].every(areFinite),
    'its centroids',
  )
  expect(viewsSchema.safeParse(views).success && views.every(({ passage }) => passage < passages), 'its views')
  for (const kind of ['text', 'context']) {
    const own = new Set(views.flatMap((view) => (view.kind === kind ? [view.passage] : [])))
    expect(own.size === passages && !own.has(-1), 'its views')
  }
  const terms = lexicalSchema.safeParse(lexical).data
  const isPassage = (id: string | number) => Number(id) < passages
  expect(
    terms?.documentCount === passages &&
      Object.values(terms.documentIds).every(isPassage) &&
      terms.index.every(([, fields]) =>
        Object.values(fields).every((found) =>
          Object.keys(found).every((id) => id in terms.documentIds && id in terms.fieldLength),
        ),
      ),
    'its terms',
  )
  for (const { starts, bytes, scales } of [means, tokens]) {
    expect(
      starts.length === views.length + 1 &&
        starts[0] === 0 &&
        starts.at(-1) === scales.length &&
        starts.every((start, at) => at === 0 || start >= starts[at - 1]!) &&
        bytes.length === scales.length * dimensions &&
        areFinite(scales),
      'its vectors',
    )
  }
  expect(means.scales.length === views.length && means.starts.every((start, at) => start === at), 'its vectors')
  expect(tokens.tokens.length === tokens.scales.length, 'its tokens')
  expect(statistics.mean.length === dimensions && areFinite(statistics.mean), 'its token statistics')
}

type Vectors = Pick<IndexParts, 'dimensions' | 'means' | 'tokens' | 'statistics'>

function areFinite(values: Float32Array): boolean {
  return values.every((value) => Number.isFinite(value))
}

/** Bytes of the head of a graph, and of a label. */
const HEAD = 96
const LABEL = 8
/** Elements that are read at once. */
const AT_ONCE = 4096
/** Neighbours of an element, and levels: far more than any graph has. */
const MOST = 1024

/**
 * Checks a file of hnswlib, which believes what it reads: every link leads to an element, and every label is that of a view of a
 * passage.
 * @throws Error naming what doesn't fit.
 */
export function checkGraph(path: string, dimensions: number, views: readonly View[]): void {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const read = (length: number, at: number): Buffer => {
      if (at + length > size) throw new Error('its graph is cut short')
      const buffer = Buffer.alloc(length)
      readSync(file, buffer, 0, length, at)
      return buffer
    }
    const head = read(HEAD, 0)
    const long = (at: number) => Number(head.readBigUInt64LE(at))
    const elements = long(16)
    const width = long(24)
    const labelAt = long(32)
    const dataAt = long(40)
    const level = head.readInt32LE(48)
    const entry = head.readUInt32LE(52)
    const upper = long(56)
    const lower = long(64)
    const fits =
      long(0) === 0 &&
      elements <= long(8) &&
      long(8) <= Math.max(1, views.length) &&
      upper <= MOST &&
      lower <= MOST &&
      dataAt === 4 + 4 * lower &&
      labelAt === dataAt + 4 * dimensions &&
      width === labelAt + LABEL &&
      (elements === 0 || (level >= 0 && level < MOST && entry < elements))
    if (!fits) throw new Error('the head of its graph does not fit')
    /** The elements to which a list of links leads. */
    const linksAt = (buffer: Buffer, at: number, most: number): number[] => {
      const length = buffer.readUInt16LE(at)
      const links = Array.from({ length: Math.min(length, most) }, (_, link) => buffer.readUInt32LE(at + 4 + 4 * link))
      if (length > most || links.some((element) => element >= elements)) {
        throw new Error('a link of its graph leads nowhere')
      }
      return links
    }
    for (let first = 0; first < elements; first += AT_ONCE) {
      const buffer = read(Math.min(AT_ONCE, elements - first) * width, HEAD + first * width)
      for (let start = 0; start < buffer.length; start += width) {
        linksAt(buffer, start, lower)
        if (!areFinite(new Float32Array(buffer.buffer, start + dataAt, dimensions))) {
          throw new Error('a vector of its graph is none')
        }
        const view = views[Number(buffer.readBigUInt64LE(start + labelAt))]
        if (!view || view.passage < 0) throw new Error('a label of its graph is no view of a passage')
      }
    }
    // Behind them, for each element: how many bytes its links on the levels above have, and those.
    const rest = read(size - HEAD - elements * width, HEAD + elements * width)
    const perLevel = 4 + 4 * upper
    const levels = new Uint16Array(elements)
    const places = new Uint32Array(elements)
    let at = 0
    for (let element = 0; element < elements; element++) {
      const length = at + 4 <= rest.length ? rest.readUInt32LE(at) : Number.NaN
      if (length % perLevel !== 0 || length > perLevel * level) throw new Error('a level of its graph does not fit')
      levels[element] = length / perLevel
      places[element] = at + 4
      at += 4 + length
    }
    if (at !== rest.length || (elements > 0 && levels[entry] !== level)) {
      throw new Error('the levels of its graph do not fit')
    }
    for (const [element, own] of levels.entries()) {
      for (let below = 0; below < own; below++) {
        const links = linksAt(rest, places[element]! + below * perLevel, upper)
        if (links.some((linked) => levels[linked]! <= below)) {
          throw new Error('a link of its graph leads below its level')
        }
      }
    }
  } finally {
    closeSync(file)
  }
}
