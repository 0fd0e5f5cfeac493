import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig, PATHS } from '../../src/config/config.ts'
import { fingerprintModel } from '../../src/embedding/fingerprint.ts'
import {
  calibrate,
  EVIDENCE,
  type Evidence,
  fuse,
  loadWeights,
  projectionOf,
  SIGNALS,
  type Signals,
  storedProjection,
} from '../../src/retrieval/weights.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

const json = readFileSync(PATHS.weights, 'utf8')
const load = (text: string) => loadWeights(join(folderWith({ 'weights.json': text }), 'weights.json'))

describe('the weights of the repository', () => {
  const weights = loadWeights(PATHS.weights)

  it('were tuned for its model', () => {
    expect(weights.model).toBe(fingerprintModel(createConfig({}).model))
  })

  it('ask more confidence of an answer than of what is only related', () => {
    expect(weights.thresholds.answered).toBeGreaterThan(weights.thresholds.related)
    expect(weights.thresholds.related).toBeGreaterThan(0)
    expect(weights.thresholds.answered).toBeLessThan(1)
  })
})

describe('the projection', () => {
  it('is the same after it was stored', () => {
    const projection = { from: 3, to: 2, matrix: Float32Array.of(0.1, -2, 3e-9, 4, 0, 1 / 3) }
    expect(projectionOf({ ...loadWeights(PATHS.weights), projection: storedProjection(projection) })).toEqual(
      projection,
    )
  })

  it('of the repository makes as many dimensions as the mean token vector has', () => {
    const weights = loadWeights(PATHS.weights)
    expect(projectionOf(weights).to).toBe(weights.tokenMean.length)
  })
})

describe('weights that can not be used are refused with what to do', () => {
  it('a missing file', () => {
    expect(messageOf(() => loadWeights('/geen/weights.json'))).toMatch(
      /^The weights in \/geen\/weights\.json can't be read .*npm run tune/,
    )
  })

  it.each([
    ['cut short', json.slice(0, 100), /can't be read .*Restore the file/],
    ['of another format', json.replace(/"format":\d/, '"format":9'), /not of this version \(format: .*npm run tune/],
    [
      'with a signal too few',
      json.replace(/("fusion":\{"weights":\[)[^,]*,/, '$1'),
      /not of this version \(fusion\.weights/,
    ],
    [
      'with a projection cut short',
      json.replace(/("matrix":")[^"]{8}/, '$1'),
      /not of this version \(projection: of another size.*npm run tune/,
    ],
    ['of nothing', '{}', /not of this version/],
  ])('a file %s', (_what, text, message) => {
    expect(text).not.toBe(json)
    expect(messageOf(() => load(text))).toMatch(message)
  })
})

describe('weighing', () => {
  it('adds up signals times their weights', () => {
    const signals = Object.fromEntries(SIGNALS.map((name, at) => [name, at + 1])) as Signals
    expect(fuse(signals, { weights: SIGNALS.map((_, at) => 10 ** at) })).toBe(
      SIGNALS.reduce((sum, _, at) => sum + (at + 1) * 10 ** at, 0),
    )
  })

  it('turns evidence into a probability: half without any, near 1 and 0 with much for and against', () => {
    const evidence = (value: number) => Object.fromEntries(EVIDENCE.map((name) => [name, value])) as Evidence
    const model = { weights: EVIDENCE.map(() => 1), bias: 0 }
    expect(calibrate(evidence(0), model)).toBe(0.5)
    expect(calibrate(evidence(9), model)).toBeGreaterThan(0.999)
    expect(calibrate(evidence(-9), model)).toBeLessThan(0.001)
    expect(calibrate(evidence(0), { ...model, bias: Math.log(3) })).toBeCloseTo(0.75)
  })
})
