import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawChart } from '../../bench/draw-chart.ts'
import { drawGrowth, type Growth, tableOfGrowth } from '../../bench/growth.ts'
import { quantile } from '../../bench/quantile.ts'
import { nearestByComparing, recallOf } from '../../bench/recall.ts'
import { synthesise } from '../../bench/synthesise.ts'
import { dequantise } from '../../src/retrieval/token-vectors.ts'
import { realProduct } from '../support/product.ts'

const { index } = await realProduct()

describe('a synthetic corpus', () => {
  const { views, vectorsOf } = synthesise(index, 40, 7).all()
  const contents = (corpus: ReturnType<ReturnType<typeof synthesise>['all']>) =>
    corpus.views.map((view) => ({ view, vectors: corpus.vectorsOf(view) }))

  it('is the same for the same seed, another for another, and the beginning of a larger one', () => {
    const own = contents(synthesise(index, 5, 7).all()).filter(({ view }) => view.passage >= 0)
    expect(contents({ views, vectorsOf }).slice(0, own.length)).toEqual(own)
    expect(
      synthesise(index, 40, 8)
        .all()
        .views.map(({ text }) => text),
    ).not.toEqual(views.map(({ text }) => text))
  })

  it('has a text, a context, a sentence and two questions for each passage, and the real questions off the topic', () => {
    for (let passage = 0; passage < 40; passage++) {
      const kinds = views.filter((view) => view.passage === passage).map(({ kind }) => kind)
      expect(kinds).toEqual(['text', 'context', 'sentence', 'question', 'question'])
    }
    const offTopic = (list: typeof views) => list.filter(({ kind }) => kind === 'off-topic').map(({ text }) => text)
    expect(offTopic(views)).toEqual(offTopic(index.views))
  })

  it('has vectors as an index has them: unit length, a token and a scale for each row', () => {
    for (const { view, vectors } of contents({ views, vectorsOf })) {
      const { mean, ofTokens, tokens } = vectors
      const { dimensions } = index.tokens
      expect(tokens.length > 0 || view.kind === 'off-topic').toBe(true)
      expect(ofTokens.scales).toHaveLength(tokens.length)
      for (const stored of [mean, ofTokens]) {
        const starts = Uint32Array.of(0, stored.scales.length)
        const rows = dequantise({ dimensions, starts, ...stored }, 0)
        for (let row = 0; row < rows.length; row += dimensions) {
          expect(Math.hypot(...rows.subarray(row, row + dimensions)), view.text).toBeCloseTo(1, 1)
        }
      }
    }
  })

  it('is the same made whole and passage by passage', () => {
    const corpus = synthesise(index, 40, 7)
    const one = corpus.passage(17)
    expect(one.views).toEqual(views.filter(({ passage }) => passage === 17))
    expect(one.vectors).toEqual(views.filter(({ passage }) => passage === 17).map(vectorsOf))
    expect(corpus.offTopic().views).toEqual(views.filter(({ passage }) => passage < 0))
    expect(corpus.views).toBe(views.length)
  })

  it('knows only its own views', () => {
    expect(() => vectorsOf({ ...views[0]! })).toThrow('not one of this corpus')
  })
})

describe('recall', () => {
  const unit = (degrees: number) =>
    Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
  const degrees = [90, 10, 0, 45, 5]
  const tiny = {
    views: degrees.map((_, at) => ({
      kind: at === 2 ? ('off-topic' as const) : ('question' as const),
      passage: at,
      sentence: 0,
      author: '',
      text: '',
    })),
    means: degrees.map(unit),
  }

  const cosine = (from: number, to: number) => expect.closeTo(Math.cos(((from - to) * Math.PI) / 180), 6)

  it('is measured against the nearest views of a graph, nearest first', () => {
    expect(nearestByComparing(unit(0), tiny.means, tiny.views, 'questions', 3)).toEqual(
      [5, 10, 45].map((d) => cosine(0, d)),
    )
    expect(nearestByComparing(unit(80), tiny.means, tiny.views, 'questions', 1)).toEqual([cosine(80, 90)])
    expect(nearestByComparing(unit(80), tiny.means, tiny.views, 'texts', 1)).toEqual([])
  })

  it('is the share of those that are found, or others that are as near, in any order', () => {
    const found = (...cosines: number[]) => cosines.map((cosine) => ({ cosine }))
    expect(recallOf(found(0.7, 0.9, 0.4), [0.9, 0.8, 0.7])).toBeCloseTo(2 / 3)
    expect(recallOf(found(0.7, 0.9, 0.8), [0.9, 0.8, 0.7])).toBe(1)
    expect(recallOf(found(0.9, 0.7, 0.7, 0.7), [0.9, 0.7])).toBe(1)
    expect(recallOf([], [0.4])).toBe(0)
  })
})

describe('a quantile', () => {
  it('is a value of the list, whatever its order, and 0 for none', () => {
    expect(quantile([30, 10, 20], 0.5)).toBe(20)
    expect(quantile([30, 10, 20], 0.95)).toBe(30)
    expect(quantile([], 0.5)).toBe(0)
  })
})

describe('the figure', () => {
  /** Places of lines, dots and words, moved to where their panel stands. */
  const places = (svg: string) =>
    svg.split('<g transform="translate(').flatMap((panel, at) => {
      if (at === 0) return []
      const left = Number.parseFloat(panel)
      const inLines = [...panel.matchAll(/class="line \w+" d="M ([^"]+)"/g)].flatMap(([, path]) =>
        path!.split(' L ').map((pair) => pair.split(' ').map(Number)),
      )
      const elsewhere = [...panel.matchAll(/c?x="([\d.-]+)" c?y="([\d.-]+)"/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ])
      return [...inLines, ...elsewhere].map(([x, y]) => [left + x!, y!] as const)
    })
  const figure = fc.double({ min: 0.001, max: 1e6, noNaN: true })
  const line = fc.record({
    name: fc.constantFrom('graph', 'BM25 & words', '<b>'),
    points: fc.tuple(figure, figure, figure).map(
      ([a, b, c]) =>
        [
          [1e3, a],
          [1e4, b],
          [1e5, c],
        ] as const,
    ),
    shown: fc.constant('12 ms'),
  })
  const panels = fc.array(
    fc.record({ title: fc.constant('Search'), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }),
    { minLength: 1, maxLength: 3 },
  )

  it('stays within its box, whatever it shows, and its labels lie apart', () => {
    fc.assert(
      fc.property(panels, (given) => {
        const svg = drawChart(given, 'passages', 'told')
        const [, width, height] = svg.match(/viewBox="0 0 (\d+) (\d+)"/)!.map(Number)
        for (const [x, y] of places(svg)) {
          expect(x >= 0 && x <= width! && y >= 0 && y <= height!, `${x} ${y}`).toBe(true)
        }
        for (const panel of svg.split('<g transform').slice(1)) {
          const labels = [...panel.matchAll(/class="name \w+" x="[\d.]+" y="([\d.-]+)"/g)].map(([, y]) => Number(y))
          labels.sort((a, b) => a - b)
          for (const [at, y] of labels.slice(1).entries()) expect(y - labels[at]!).toBeGreaterThan(20)
        }
      }),
    )
  })

  it('says its words as they are, in a file that can be read', () => {
    const svg = drawChart(
      [
        {
          title: 'A & B',
          lines: [
            {
              name: '<i>',
              points: [
                [1, 1],
                [10, 5],
              ],
              shown: '5 "s"',
            },
          ],
        },
      ],
      'passages',
      'cost "grows"',
    )
    expect(svg).toContain('aria-label="cost &quot;grows&quot;"')
    expect(svg).toContain('&lt;i&gt;')
    expect(svg).toContain('A &amp; B')
  })
})

describe('growth, in a table and in a picture', () => {
  const search = {
    read: 0.1,
    ready: 0.3,
    resident: 3e8,
    stages: {
      nearest: { median: 0.3, p95: 0.5 },
      words: { median: 12.34, p95: 102.5 },
      rerank: { median: 0.4, p95: 0.5 },
      search: { median: 1.8, p95: 4.5 },
    },
    recall: { questions: 0.99667, texts: 0.98123 },
  }
  const grown = (passages: number): Growth => ({
    passages,
    files: {
      disk: passages * 25_000,
      build: { views: 3 * passages, tokens: 55 * passages, graph: passages / 1000, centroids: 2, save: 1, peak: 4e8 },
      search,
    },
    database: null,
  })
  const all = [grown(1000), grown(10_000)]

  it('has a column for each size', () => {
    const table = tableOfGrowth(all)
    for (const row of table) expect(row.split('|')).toHaveLength(5)
    expect(table[0]).toBe('| passages | 1,000 | 10,000 |')
    expect(table[1]).toBe('| --- | --- | --- |')
    expect(table).toContain('| words (BM25), ms | 12 · 103 | 12 · 103 |')
    expect(table).toContain('| recall@10 of the questions | 0.9967 | 0.9967 |')
    expect(table).toContain('| recall@10 of the texts | 0.9812 | 0.9812 |')
  })

  it('has the database below, also for a size that is nowhere else', () => {
    const publish = { version: 1, views: 3000, write: 12, graph: 34, disk: 5e8, peak: 4e8 }
    const both = all.map((one) => ({ ...one, database: { publish, search } }))
    const table = tableOfGrowth([...both, { passages: 1e6, files: null, database: { publish, search } }])
    for (const row of table) expect(row.split('|')).toHaveLength(6)
    expect(table).toContain('| publish: graph and lists, s | 34 | 34 | 34 |')
    expect(table).toContain('| build: graphs (HNSW), s | 1.0 | 10 | – |')
    expect(table.filter((row) => row.startsWith('| whole search, ms |'))).toHaveLength(2)
  })

  it('says in words what the picture shows', () => {
    const { svg, alternative } = drawGrowth(all)
    expect(alternative).toContain('graphs 10 s')
    expect(alternative).not.toContain('database')
    expect(svg).toContain(`aria-label="${alternative}"`)
  })
})
