import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig, PATHS } from '../../src/config/config.ts'
import { fingerprintModel } from '../../src/embedding/fingerprint.ts'
import { loadWeights, projectionOf, storedProjection } from '../../src/retrieval/weights.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

const json = readFileSync(PATHS.weights, 'utf8')
const load = (text: string) => loadWeights(join(folderWith({ 'weights.json': text }), 'weights.json'))

describe('the weights of the repository', () => {
  const weights = loadWeights(PATHS.weights)

  it('were tuned for its model', () => {
    expect(weights.model).toBe(fingerprintModel(createConfig({}).model))
  })

  it('ask more of an answer than of what is only related', () => {
    expect(weights.thresholds.answered).toBeGreaterThan(weights.thresholds.related)
    expect(weights.thresholds.beside).toBeGreaterThan(0)
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
    ['with a feature too few', json.replace(/("network":\{"mean":\[)[^,]*,/, '$1'), /not of this version \(network: /],
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
