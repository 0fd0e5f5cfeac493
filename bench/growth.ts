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
  /** In files, with their bytes; null for what is too large to be in memory. */
  readonly files: { readonly build: BuildCost; readonly disk: number; readonly search: SearchCost } | null
  /** In the database of INDEX_URL; null where none is set. */
  readonly database: { readonly publish: PublishCost; readonly search: SearchCost } | null
}

const MEGABYTE = 1024 * 1024

/** Passages of which an index can be in memory. */
export const MOST_IN_FILES = 100_000

/**
 * Builds, opens and searches a synthetic corpus, each in a process of its own.
 * @param onStep called with a line before each.
 * @param withDatabase whether it is published in the database of INDEX_URL and searched there, too.
 * @throws Error when one ends early; it has told why on standard error.
 */
export function measureGrowth(passages: number, onStep: (line: string) => void, withDatabase: boolean): Growth {
  const files = passages > MOST_IN_FILES ? null : inFiles(passages, onStep)
  if (!withDatabase) return { passages, files, database: null }
  onStep(`${whole(passages)} passages: published …`)
  const publish = inProcess<PublishCost>('publish-size', passages)
  onStep(`${whole(passages)} passages: searched in the database …`)
  const search = inProcess<SearchCost>('search-size', passages, '', String(publish.version))
  return { passages, files, database: { publish, search } }
}

function inFiles(passages: number, onStep: (line: string) => void): Growth['files'] {
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-growth-'))
  try {
    onStep(`${whole(passages)} passages: built …`)
    const build = inProcess<BuildCost>('build-size', passages, folder)
    const disk = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name)))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    onStep(`${whole(passages)} passages: searched …`)
    return { build, disk, search: inProcess<SearchCost>('search-size', passages, folder) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function inProcess<Cost>(script: string, passages: number, ...more: string[]): Cost {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, path, String(passages), ...more], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${passages} passages can't be measured: ${script} ended before its end.`)
  return JSON.parse(stdout) as Cost
}

/** Growth as a table of Markdown, sizes beside each other; with the database below, where it was measured. */
export function tableOfGrowth(all: readonly Growth[]): string[] {
  const row = (name: string, figure: (one: Growth) => string) => `| ${name} | ${all.map(figure).join(' | ')} |`
  const of =
    <Part>(partOf: (one: Growth) => Part | null) =>
    (name: string, figure: (part: Part) => string) =>
      row(name, (one) => {
        const part = partOf(one)
        return part === null ? '–' : figure(part)
      })
  const searched = (searchOf: (one: Growth) => SearchCost | null) => {
    const search = of(searchOf)
    const stage = (name: keyof SearchCost['stages']) => (cost: SearchCost) =>
      `${milliseconds(cost.stages[name].median)} · ${milliseconds(cost.stages[name].p95)}`
    return [
      search('memory while searching, MB', ({ resident }) => megabytes(resident)),
      search('nearest views, ms', stage('nearest')),
      search('words (BM25), ms', stage('words')),
      search('rerank (MaxSim), ms', stage('rerank')),
      search('whole search, ms', stage('search')),
      search('recall@10 of the questions', ({ recall }) => recall.questions.toFixed(4)),
      search('recall@10 of the texts', ({ recall }) => recall.texts.toFixed(4)),
    ]
  }
  const files = of(({ files }) => files)
  const database = of(({ database }) => database)
  return [
    row('passages', ({ passages }) => whole(passages)),
    `| --- |${' --- |'.repeat(all.length)}`,
    row('views', (one) => whole(one.files?.build.views ?? one.database?.publish.views ?? 0)),
    files('token vectors', ({ build }) => whole(build.tokens)),
    files('build: graphs (HNSW), s', ({ build }) => seconds(build.graph)),
    files('build: centroids, s', ({ build }) => seconds(build.centroids)),
    files('save, s', ({ build }) => seconds(build.save)),
    files('memory while building, MB', ({ build }) => megabytes(build.peak)),
    files('index on the disk, MB', ({ disk }) => megabytes(disk)),
    files('open: read the files, s', ({ search }) => seconds(search.read)),
    files('open: words (BM25), s', ({ search }) => seconds(search.ready)),
    ...searched(({ files }) => files?.search ?? null),
    ...(all.some((one) => one.database !== null)
      ? [
          `| **in PostgreSQL** |${' |'.repeat(all.length)}`,
          database('publish: make and write, s', ({ publish }) => seconds(publish.write)),
          database('publish: graph and lists, s', ({ publish }) => seconds(publish.graph)),
          database('memory while publishing, MB', ({ publish }) => megabytes(publish.peak)),
          database('in the database, MB', ({ publish }) => megabytes(publish.disk)),
          database('open: what words there are, s', ({ search }) => seconds(search.read)),
          ...searched(({ database }) => database?.search ?? null),
        ]
      : []),
  ]
}

/** Growth as a picture, and what it shows in words. */
export function drawGrowth(all: readonly Growth[]): { readonly svg: string; readonly alternative: string } {
  const line = (name: string, figure: (one: Growth) => number | undefined, shown: (figure: number) => string) => {
    const points = all.flatMap((one) => {
      const value = figure(one)
      return value === undefined ? [] : [[one.passages, value] as const]
    })
    const last = points.at(-1)
    return last === undefined ? [] : [{ name, points, shown: shown(last[1]) }]
  }
  const inSeconds = (name: string, figure: (one: Growth) => number | undefined) =>
    line(name, figure, (s) => `${seconds(s)} s`)
  const inMilliseconds = (name: string, figure: (one: Growth) => number | undefined) =>
    line(name, figure, (ms) => `${milliseconds(ms)} ms`)
  const inMegabytes = (name: string, figure: (one: Growth) => number | undefined) =>
    line(
      name,
      (one) => {
        const bytes = figure(one)
        return bytes === undefined ? undefined : bytes / MEGABYTE
      },
      (mb) => `${whole(mb)} MB`,
    )
  const panels: Panel[] = [
    {
      title: 'Build and open, seconds',
      lines: [
        ...inSeconds('graphs', ({ files }) => files?.build.graph),
        ...inSeconds('open', ({ files }) => (files ? files.search.read + files.search.ready : undefined)),
        ...inSeconds('graphs, database', ({ database }) => database?.publish.graph),
        ...inSeconds('open, database', ({ database }) => database?.search.read),
      ],
    },
    {
      title: 'Search, median milliseconds',
      lines: [
        ...inMilliseconds('BM25', ({ files }) => files?.search.stages.words.median),
        ...inMilliseconds('whole search', ({ files }) => files?.search.stages.search.median),
        ...inMilliseconds('BM25, database', ({ database }) => database?.search.stages.words.median),
        ...inMilliseconds('whole, database', ({ database }) => database?.search.stages.search.median),
      ],
    },
    {
      title: 'Memory and disk, megabytes',
      lines: [
        ...inMegabytes('building', ({ files }) => files?.build.peak),
        ...inMegabytes('searching', ({ files }) => files?.search.resident),
        ...inMegabytes('on the disk', ({ files }) => files?.disk),
        ...inMegabytes('with database', ({ database }) => database?.search.resident),
      ],
    },
  ]
  const told = panels.map(
    ({ title, lines }) => `${title}: ${lines.map(({ name, shown }) => `${name} ${shown}`).join(', ')}.`,
  )
  const alternative = `What a corpus costs as it grows, at the largest size that was measured. ${told.join(' ')}`
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
