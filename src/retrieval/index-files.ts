import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import hnswlib, { type HierarchicalNSW } from 'hnswlib-node'
import { z } from 'zod'
import { hashFile } from '../embedding/hash-file.ts'
import type { IndexParts } from './search-index.ts'
import type { View } from './views.ts'

/** Changes with the layout of the files. */
const FORMAT = 3
const FILES = ['views.json', 'vectors.bin', 'passages.hnsw'] as const
/** A half-built folder that is older than this was left behind by a process that died. */
const ABANDONED_AFTER = 60 * 60 * 1000 // ms
/** Folders kept: the newest, and the one before it, to go back to. */
const KEPT = 2

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  fingerprint: z.string(),
  /** What vectors depend on: those of another index can be used again when this is the same. */
  embedding: z.string(),
  dimensions: z.int().positive(),
  sha256: z.record(z.enum(FILES), z.string()),
  /** Arrays in vectors.bin, one after another: how many numbers each has. */
  lengths: z.strictObject({
    meanScales: z.int(),
    meanStarts: z.int(),
    scales: z.int(),
    tokens: z.int(),
    starts: z.int(),
    tokenMean: z.int(),
    commonTokens: z.int(),
    origin: z.int(),
    precision: z.int(),
    projected: z.int(),
    centroidLengths: z.int(),
    meanBytes: z.int(),
    bytes: z.int(),
  }),
})
type Manifest = z.output<typeof manifestSchema>

/** An index that can't be used as it lies there. */
export interface Unusable {
  readonly reason: string
}

/** Folder of the index with this fingerprint. */
function folderOf(indexes: string, fingerprint: string): string {
  return join(indexes, fingerprint.slice(0, 16))
}

/**
 * Reads the index with a fingerprint.
 * @returns null when there is none; a reason when it is damaged.
 */
export function readIndex(indexes: string, fingerprint: string): IndexParts | Unusable | null {
  const folder = folderOf(indexes, fingerprint)
  try {
    statSync(folder)
  } catch {
    return null
  }
  try {
    const manifest = readManifest(folder)
    if (!manifest) return { reason: 'another version of Bronwijzer wrote it' }
    if (manifest.fingerprint !== fingerprint) return { reason: 'it belongs to another corpus or model' }
    return readParts(folder, manifest)
  } catch (error) {
    return { reason: `it is damaged (${error instanceof Error ? error.message.split('\n')[0] : error})` }
  }
}

/** Any sound index whose vectors were made in the same way, newest first; null when there is none. */
export function readSimilar(indexes: string, embedding: string): IndexParts | null {
  for (const folder of foldersByAge(indexes)) {
    try {
      const manifest = readManifest(folder)
      if (manifest?.embedding === embedding) return readParts(folder, manifest)
    } catch {
      // A damaged index has nothing to reuse; it is replaced when its own fingerprint is asked for.
    }
  }
  return null
}

/**
 * Writes an index beside whatever is there and moves it into place in one step, so that no other process ever sees half an
 * index. When two processes build the same one, the first wins and the second uses it.
 * @throws Error of the file system when it can't be written, after removing what was.
 */
export function writeIndex(indexes: string, fingerprint: string, embedding: string, parts: IndexParts): void {
  mkdirSync(indexes, { recursive: true })
  removeAbandoned(indexes)
  const building = join(indexes, `.building-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(building)
    const arrays = arraysOf(parts)
    writeFileSync(join(building, 'views.json'), JSON.stringify(parts.views))
    writeFileSync(join(building, 'vectors.bin'), Buffer.concat(Object.values(arrays).map(bytesOf)))
    writeGraph(parts.graph, parts.dimensions, join(building, 'passages.hnsw'))
    const manifest: Manifest = {
      format: FORMAT,
      fingerprint,
      embedding,
      dimensions: parts.dimensions,
      sha256: Object.fromEntries(FILES.map((file) => [file, hashFile(join(building, file))])) as Manifest['sha256'],
      lengths: Object.fromEntries(
        Object.entries(arrays).map(([name, array]) => [name, array.length]),
      ) as Manifest['lengths'],
    }
    const checksum = sha256(JSON.stringify(manifest))
    writeFileSync(join(building, 'manifest.json'), `${JSON.stringify({ ...manifest, checksum }, null, 2)}\n`)
    moveIntoPlace(building, folderOf(indexes, fingerprint), fingerprint)
    for (const old of foldersByAge(indexes).slice(KEPT)) rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

function moveIntoPlace(building: string, folder: string, fingerprint: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      renameSync(building, folder)
      return
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error
      if (isSound(folder, fingerprint)) return
      // What lies there is damaged: out of the way with it, in one step too, unless another process was first.
      const aside = `${building}-damaged`
      try {
        renameSync(folder, aside)
      } catch (moved) {
        if ((moved as NodeJS.ErrnoException).code !== 'ENOENT') throw moved
      }
      rmSync(aside, { recursive: true, force: true })
    }
  }
}

function isSound(folder: string, fingerprint: string): boolean {
  try {
    const manifest = readManifest(folder)
    return (
      manifest?.fingerprint === fingerprint &&
      FILES.every((file) => hashFile(join(folder, file)) === manifest.sha256[file])
    )
  } catch {
    return false
  }
}

/** @returns null when it has another format. */
function readManifest(folder: string): Manifest | null {
  const { checksum, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  if (typeof manifest.format === 'number' && manifest.format !== FORMAT) return null
  if (sha256(JSON.stringify(manifest)) !== checksum) throw new Error('manifest.json is not as it was written')
  return manifestSchema.parse(manifest)
}

function readParts(folder: string, manifest: Manifest): IndexParts {
  const read = (file: (typeof FILES)[number]): Buffer => {
    const content = readFileSync(join(folder, file))
    if (sha256(content) !== manifest.sha256[file]) throw new Error(`${file} is not as it was written`)
    return content
  }
  const { dimensions, lengths } = manifest
  const views = JSON.parse(read('views.json').toString('utf8')) as View[]
  const content = read('vectors.bin')
  // Numbers of four bytes must begin on a multiple of four; a large file does so already.
  const aligned = content.byteOffset % 4 === 0
  const vectors = (aligned ? content.buffer : new Uint8Array(content).buffer) as ArrayBuffer
  const origin = aligned ? content.byteOffset : 0
  let at = 0
  const take = <A>(
    type: { new (buffer: ArrayBuffer, at: number, length: number): A; BYTES_PER_ELEMENT: number },
    length: number,
  ) => {
    const array = new type(vectors, origin + at, length)
    at += length * type.BYTES_PER_ELEMENT
    return array
  }
  const meanScales = take(Float32Array, lengths.meanScales)
  const meanStarts = take(Uint32Array, lengths.meanStarts)
  const scales = take(Float32Array, lengths.scales)
  const tokens = take(Int32Array, lengths.tokens)
  const starts = take(Uint32Array, lengths.starts)
  const statistics = { mean: take(Float32Array, lengths.tokenMean), common: take(Int32Array, lengths.commonTokens) }
  const centroids = {
    dimensions,
    origin: take(Float32Array, lengths.origin),
    precision: take(Float32Array, lengths.precision),
    projected: take(Float32Array, lengths.projected),
    lengths: take(Float32Array, lengths.centroidLengths),
  }
  const meanBytes = take(Uint8Array, lengths.meanBytes)
  const bytes = take(Uint8Array, lengths.bytes)
  const graph = join(folder, 'passages.hnsw')
  if (hashFile(graph) !== manifest.sha256['passages.hnsw']) throw new Error('passages.hnsw is not as it was written')
  return {
    views,
    dimensions,
    means: { dimensions, starts: meanStarts, bytes: meanBytes, scales: meanScales },
    tokens: { dimensions, starts, tokens, bytes, scales },
    statistics,
    centroids,
    graph: readGraph(graph, dimensions),
  }
}

/** In the order of the file: four-byte numbers first, so that each array begins where its type wants it. */
function arraysOf({ means, tokens, statistics, centroids }: IndexParts) {
  return {
    meanScales: means.scales,
    meanStarts: means.starts,
    scales: tokens.scales,
    tokens: tokens.tokens,
    starts: tokens.starts,
    tokenMean: statistics.mean,
    commonTokens: statistics.common,
    origin: centroids.origin,
    precision: centroids.precision,
    projected: centroids.projected,
    centroidLengths: centroids.lengths,
    meanBytes: means.bytes,
    bytes: tokens.bytes,
  }
}

function bytesOf(array: Float32Array | Int32Array | Uint32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}

function writeGraph(graph: HierarchicalNSW, dimensions: number, path: string): void {
  graph.writeIndexSync(path)
  // hnswlib reports no error when the disk is full: reading back is what tells.
  if (readGraph(path, dimensions).getCurrentCount() !== graph.getCurrentCount()) {
    throw new Error(`${path} could not be written whole; is the disk full?`)
  }
}

function readGraph(path: string, dimensions: number): HierarchicalNSW {
  const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
  graph.readIndexSync(path)
  return graph
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

function foldersByAge(indexes: string): string[] {
  try {
    return readdirSync(indexes, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name))
      .map(({ name }) => join(indexes, name))
      .map((folder) => ({ folder, time: statSync(folder).mtimeMs }))
      .sort((a, b) => b.time - a.time)
      .map(({ folder }) => folder)
  } catch {
    return []
  }
}

function removeAbandoned(indexes: string): void {
  for (const name of readdirSync(indexes)) {
    if (!name.startsWith('.building-')) continue
    const path = join(indexes, name)
    try {
      if (Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER) rmSync(path, { recursive: true, force: true })
    } catch {
      // Its owner removed it first.
    }
  }
}
