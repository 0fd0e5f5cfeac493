import { describe, expect, it } from 'vitest'
import { type Classifier, type Labelled, trainClassifier } from '../../src/learning/classifier.ts'
import { mulberry32 } from '../../src/learning/random.ts'

/** Points in a plane: class 1 lies in two opposite quarters, which no straight line parts from class 0. */
function points(count: number, seed: number): Labelled[] {
  const random = mulberry32(seed)
  return Array.from({ length: count }, () => {
    const [x, y] = [2 * random() - 1, 2 * random() - 1]
    return { vector: Float32Array.of(3 + x, 50 * y), label: x * y > 0 ? 1 : 0 }
  })
}

function labelOf({ hidden, outputs }: Classifier, vector: Float32Array): number {
  const layer = ({ weights, biases }: Classifier['hidden'], inputs: readonly number[]) =>
    weights.map((row, unit) => row.reduce((sum, weight, d) => sum + weight * inputs[d]!, biases[unit]!))
  const logits = layer(outputs, layer(hidden, Array.from(vector)).map(Math.tanh))
  return logits.indexOf(Math.max(...logits))
}

const rightOf = (classifier: Classifier, label: number) => {
  const own = points(600, 2).filter((point) => point.label === label)
  return own.filter(({ vector }) => labelOf(classifier, vector) === label).length / own.length
}

describe('a classifier', () => {
  const learned = trainClassifier(points(3000, 1), 2, () => 1, 1)

  it('tells classes that no straight line parts, whatever the scale of the numbers', () => {
    expect(rightOf(learned, 0)).toBeGreaterThan(0.9)
    expect(rightOf(learned, 1)).toBeGreaterThan(0.9)
  })

  it('gives a class that counts more the benefit of the doubt', () => {
    const leaning = trainClassifier(points(3000, 1), 2, (label) => (label === 1 ? 8 : 1), 1)
    expect(rightOf(leaning, 1)).toBeGreaterThan(rightOf(learned, 1))
    expect(rightOf(leaning, 0)).toBeLessThan(rightOf(learned, 0))
  })

  it('is the same each time', () => {
    expect(trainClassifier(points(300, 1), 2, () => 1, 7)).toEqual(trainClassifier(points(300, 1), 2, () => 1, 7))
  })
})
