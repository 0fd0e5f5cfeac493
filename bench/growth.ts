import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildCost } from './build-size.ts'
import { drawChart, type Panel } from './draw-chart.ts'
import type { PublishCost } from './publish-size.ts'
import type { SearchCost } from './search-size.ts'

/** What a synthetic corpus costs. */
export interface Growth {
  readonly passages: number
  readonly build: BuildCost
  /** Bytes of the index's files. */
  readonly disk: number
  readonly search: SearchCost
  /** In the database of INDEX_URL; null where none is set. */
  readonly database: { readonly publish: PublishCost; readonly search: SearchCost } | null
}

const MEGABYTE = 1024 * 1024

/**
 * Builds, opens and searches a synthetic corpus, each in a process of its own.
 * @param onStep called with a line before each.
 * @param withDatabase whether it is published in the database of INDEX_URL and searched there, too.
 * @throws Error when one ends early; it has told why on standard error.
 */
export function measureGrowth(passages: number, onStep: (line: string) => void, withDatabase: boolean): Growth {
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-growth-'))
  try {
    onStep(`${whole(passages)} passages: built …`)
    const build = inProcess<BuildCost>('build-size', passages, folder)
    const disk = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name)))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    onStep(`${whole(passages)} passages: searched …`)
    const search = inProcess<SearchCost>('search-size', passages, folder)
    if (!withDatabase) return { passages, build, disk, search, database: null }
    onStep(`${whole(passages)} passages: published …`)
    const publish = inProcess<PublishCost>('publish-size', passages, folder)
    onStep(`${whole(passages)} passages: searched in the database …`)
    const there = inProcess<SearchCost>('search-size', passages, folder, String(publish.version))
    return { passages, build, disk, search, database: { publish, search: there } }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function inProcess<Cost>(script: string, passages: number, folder: string, ...more: string[]): Cost {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url))
  const { status, stdout } = spawnSync(
    process.execPath,
    [...process.execArgv, path, String(passages), folder, ...more],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (status !== 0) throw new Error(`${passages} passages can't be measured: ${script} ended before its end.`)
  return JSON.parse(stdout) as Cost
}

/** Growth as a table of Markdown, sizes beside each other; with the database below, where it was measured. */
export function tableOfGrowth(all: readonly Growth[]): string[] {
  const row = (name: string, figure: (one: Growth) => string) => `| ${name} | ${all.map(figure).join(' | ')} |`
  const searched = (searchOf: (one: Growth) => SearchCost) => {
    const stage = (name: keyof SearchCost['stages']) => (one: Growth) => {
      const { median, p95 } = searchOf(one).stages[name]
      return `${milliseconds(median)} · ${milliseconds(p95)}`
    }
    return [
      row('memory while searching, MB', (one) => megabytes(searchOf(one).resident)),
      row('nearest views (HNSW), ms', stage('nearest')),
      row('words (BM25), ms', stage('words')),
      row('rerank (MaxSim), ms', stage('rerank')),
      row('whole search, ms', stage('search')),
      row('recall@10 of the graph', (one) => searchOf(one).recall.toFixed(4)),
    ]
  }
  const inDatabase = all.every(({ database }) => database !== null)
  return [
    row('passages', ({ passages }) => whole(passages)),
    `| --- |${' --- |'.repeat(all.length)}`,
    row('views', ({ build }) => whole(build.views)),
    row('token vectors', ({ build }) => whole(build.tokens)),
    row('build: graph (HNSW), s', ({ build }) => seconds(build.graph)),
    row('build: centroids, s', ({ build }) => seconds(build.centroids)),
    row('save, s', ({ build }) => seconds(build.save)),
    row('memory while building, MB', ({ build }) => megabytes(build.peak)),
    row('index on the disk, MB', ({ disk }) => megabytes(disk)),
    row('open: read the files, s', ({ search }) => seconds(search.read)),
    row('open: words (BM25), s', ({ search }) => seconds(search.ready)),
    ...searched(({ search }) => search),
    ...(inDatabase
      ? [
          `| **in PostgreSQL** |${' |'.repeat(all.length)}`,
          row('publish: write, s', ({ database }) => seconds(database!.publish.write)),
          row('publish: graph (HNSW), s', ({ database }) => seconds(database!.publish.graph)),
          row('in the database, MB', ({ database }) => megabytes(database!.publish.disk)),
          row('open: what words there are, s', ({ database }) => seconds(database!.search.read)),
          ...searched(({ database }) => database!.search),
        ]
      : []),
  ]
}

/** Growth as a picture, and what it shows in words. */
export function drawGrowth(all: readonly Growth[]): { readonly svg: string; readonly alternative: string } {
  const line = (name: string, figure: (one: Growth) => number, shown: (figure: number) => string) => ({
    name,
    points: all.map((one) => [one.passages, figure(one)] as const),
    shown: shown(figure(all.at(-1)!)),
  })
  const inSeconds = (name: string, figure: (one: Growth) => number) => line(name, figure, (s) => `${seconds(s)} s`)
  const inMilliseconds = (name: string, stage: keyof SearchCost['stages']) =>
    line(
      name,
      ({ search }) => search.stages[stage].median,
      (ms) => `${milliseconds(ms)} ms`,
    )
  const inMegabytes = (name: string, figure: (one: Growth) => number) =>
    line(
      name,
      (one) => figure(one) / MEGABYTE,
      (mb) => `${whole(mb)} MB`,
    )
  const panels: Panel[] = [
    {
      title: 'Build and open, seconds',
      lines: [
        inSeconds('graph', ({ build }) => build.graph),
        inSeconds('centroids', ({ build }) => build.centroids),
        inSeconds('open', ({ search }) => search.read + search.ready),
      ],
    },
    {
      title: 'Search, median milliseconds',
      lines: [
        inMilliseconds('HNSW', 'nearest'),
        inMilliseconds('BM25', 'words'),
        inMilliseconds('MaxSim', 'rerank'),
        inMilliseconds('whole search', 'search'),
      ],
    },
    {
      title: 'Memory and disk, megabytes',
      lines: [
        inMegabytes('building', ({ build }) => build.peak),
        inMegabytes('searching', ({ search }) => search.resident),
        inMegabytes('on the disk', ({ disk }) => disk),
      ],
    },
  ]
  const told = panels.map(
    ({ title, lines }) => `${title}: ${lines.map(({ name, shown }) => `${name} ${shown}`).join(', ')}.`,
  )
  const alternative = `What a corpus costs as it grows. At ${whole(all.at(-1)!.passages)} passages: ${told.join(' ')}`
  return { svg: drawChart(panels, 'passages', alternative), alternative }
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0)
}

function megabytes(bytes: number): string {
  return whole(bytes / MEGABYTE)
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
