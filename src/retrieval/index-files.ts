import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import hnswlib, { type HierarchicalNSW } from 'hnswlib-node'
import { z } from 'zod'
import { hashFile } from '../embedding/checksums.ts'
import type { LexicalData } from './bm25.ts'
import { checkGraph, checkParts } from './check-index.ts'
import type { IndexParts } from './search-index.ts'
import type { View } from './views.ts'

/** Changes with the layout of the files. */
const FORMAT = 4
const FILES = ['views.json', 'terms.json', 'vectors.bin', 'questions.hnsw', 'texts.hnsw'] as const
const GRAPHS = ['questions', 'texts'] as const
/** An unfinished folder that is older than this was abandoned by a process that died. */
const ABANDONED_AFTER = 60 * 60 * 1000 // ms
const CHUNK = 64 * 1024 * 1024 // bytes
/** Folders kept: the newest, and its predecessor to roll back to. */
const KEPT = 2

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  fingerprint: z.string(),
  /** Of everything that vectors depend on: those of another index can be reused when it is equal. */
  embedding: z.string(),
  dimensions: z.int().positive(),
  sha256: z.record(z.enum(FILES), z.string()),
  /** Numbers in each of the arrays of vectors.bin, in order. */
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

/** An index on disk that can't be used. */
export interface Unusable {
  readonly reason: string
}

function folderOf(indexes: string, fingerprint: string): string {
  return join(indexes, fingerprint.slice(0, 16))
}

/**
 * Reads the index with a fingerprint.
 * @returns null when there is none; a reason when it is damaged, or native code would read beyond its parts.
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
    if (!manifest) return { reason: 'it is by another version of Bronwijzer' }
    if (manifest.fingerprint !== fingerprint) return { reason: 'it belongs to another corpus or model' }
    return readParts(folder, manifest)
  } catch (error) {
    return { reason: `it is damaged (${error instanceof Error ? error.message.split('\n')[0] : error})` }
  }
}

/** The newest intact index whose vectors were made in the same way; null when there is none. */
export function readSimilar(indexes: string, embedding: string): IndexParts | null {
  for (const folder of foldersByAge(indexes)) {
    try {
      const manifest = readManifest(folder)
      if (manifest?.embedding === embedding) return readParts(folder, manifest)
    } catch {
      // A damaged index is replaced when its own fingerprint is asked for.
    }
  }
  return null
}

/**
 * Writes an index to a temporary folder and renames that, so that no other process ever sees half an index. When two processes
 * build the same one, the first wins and the second uses it.
 * @throws Error of the file system when it can't be written, after cleaning up.
 */
export function writeIndex(indexes: string, fingerprint: string, embedding: string, parts: IndexParts): void {
  mkdirSync(indexes, { recursive: true })
  removeAbandoned(indexes)
  const building = join(indexes, `.building-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(building)
    const arrays = arraysOf(parts)
    writeFileSync(join(building, 'views.json'), JSON.stringify(parts.views))
    writeFileSync(join(building, 'terms.json'), JSON.stringify(parts.lexical))
    writeVectors(Object.values(arrays), join(building, 'vectors.bin'))
    for (const name of GRAPHS) writeGraph(parts.graphs[name], parts.dimensions, join(building, `${name}.hnsw`))
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
    moveIntoPlace(building, folderOf(indexes, fingerprint), fingerprint, parts)
    for (const old of foldersByAge(indexes).slice(KEPT)) rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

function moveIntoPlace(building: string, folder: string, fingerprint: string, parts: IndexParts): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      renameSync(building, folder)
      return
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error
      if (isIntact(folder, fingerprint, parts)) return
      // The folder in place is damaged. Move it away, in one step too, unless another process has done so.
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

function isIntact(folder: string, fingerprint: string, { dimensions, centroids }: IndexParts): boolean {
  try {
    const manifest = readManifest(folder)
    if (manifest?.fingerprint !== fingerprint) return false
    const parts = readParts(folder, manifest)
    return parts.dimensions === dimensions && parts.centroids.lengths.length === centroids.lengths.length
  } catch {
    return false
  }
}

/** @returns null when it has another format. */
function readManifest(folder: string): Manifest | null {
  const { checksum, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  if (typeof manifest.format === 'number' && manifest.format !== FORMAT) return null
  if (sha256(JSON.stringify(manifest)) !== checksum) throw new Error('manifest.json has changed since it was written')
  return manifestSchema.parse(manifest)
}

function readParts(folder: string, manifest: Manifest): IndexParts {
  const check = (file: (typeof FILES)[number], hash: string) => {
    if (hash !== manifest.sha256[file]) throw new Error(`${file} has changed since it was written`)
  }
  const { dimensions, lengths } = manifest
  const readJson = (file: 'views.json' | 'terms.json'): unknown => {
    const json = readFileSync(join(folder, file))
    check(file, sha256(json))
    return JSON.parse(json.toString('utf8'))
  }
  const views = readJson('views.json') as View[]
  const lexical = readJson('terms.json') as LexicalData
  const { vectors, hash } = readVectors(join(folder, 'vectors.bin'))
  check('vectors.bin', hash)
  let at = 0
  const take = <A>(
    type: { new (buffer: ArrayBuffer, at: number, length: number): A; BYTES_PER_ELEMENT: number },
    length: number,
  ) => {
    const array = new type(vectors, at, length)
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
  const parts = {
    views,
    dimensions,
    means: { dimensions, starts: meanStarts, bytes: meanBytes, scales: meanScales },
    tokens: { dimensions, starts, tokens, bytes, scales },
    statistics,
    centroids,
    lexical,
  }
  checkParts(parts)
  const graph = (name: (typeof GRAPHS)[number]) => {
    const path = join(folder, `${name}.hnsw`)
    check(`${name}.hnsw`, hashFile(path))
    checkGraph(path, dimensions, views)
    return readGraph(path, dimensions)
  }
  return { ...parts, graphs: { questions: graph('questions'), texts: graph('texts') } }
}

/** In the order of the file: four-byte numbers first, so that each array is aligned. */
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

/** In chunks: Node reads and writes at most two gigabytes at once, and a large corpus has more. */
function writeVectors(arrays: readonly ArrayBufferView[], path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const { buffer, byteOffset, byteLength } of arrays) {
      for (let at = 0; at < byteLength; at += CHUNK) {
        writeFileSync(file, new Uint8Array(buffer, byteOffset + at, Math.min(CHUNK, byteLength - at)))
      }
    }
  } finally {
    closeSync(file)
  }
}

/** @returns the whole file, and its sha256 in hexadecimal. */
function readVectors(path: string): { readonly vectors: ArrayBuffer; readonly hash: string } {
  const hash = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    const vectors = new ArrayBuffer(fstatSync(file).size)
    for (let at = 0, read = 0; at < vectors.byteLength; at += read) {
      const chunk = new Uint8Array(vectors, at, Math.min(CHUNK, vectors.byteLength - at))
      read = readSync(file, chunk)
      if (read === 0) throw new Error('vectors.bin was truncated while it was read')
      hash.update(chunk.subarray(0, read))
    }
    return { vectors, hash: hash.digest('hex') }
  } finally {
    closeSync(file)
  }
}

function writeGraph(graph: HierarchicalNSW, dimensions: number, path: string): void {
  graph.writeIndexSync(path)
  // hnswlib doesn't report a full disk, so read the file back.
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
      // Another process removed it first.
    }
  }
}
