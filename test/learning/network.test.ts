import { describe, expect, it } from 'vitest'
import { type Lesson, trainNetwork } from '../../src/learning/network.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { createNetwork, networkSchema, sigmoid } from '../../src/retrieval/network.ts'

/** Queries with three candidates; one answers where both of its features are high, which no sum of the two can tell. */
function lessons(count: number, seed: number): Lesson[] {
  const random = mulberry32(seed)
  return Array.from({ length: count }, () => {
    const features = Array.from({ length: 3 }, () => [random() < 0.5 ? -1 : 1, random() < 0.5 ? -1 : 1, random()])
    return { features, targets: features.map(([a, b]) => (a === b ? 1 : 0)), weight: 1, counts: [1, 1, 1] }
  })
}

describe('a network', () => {
  const taught = trainNetwork(lessons(800, 1), () => {})

  it('learns what depends on two features together', () => {
    const logitOf = createNetwork(taught)
    const right = lessons(200, 2).flatMap(({ features, targets }) =>
      features.map((row, at) => sigmoid(logitOf(row)) > 0.5 === (targets[at] === 1)),
    )
    expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.95)
  })

  it('is the same when it is taught the same, and is saved as it was taught', () => {
    expect(trainNetwork(lessons(800, 1), () => {})).toEqual(taught)
    expect(networkSchema.parse(JSON.parse(JSON.stringify(taught)))).toEqual(taught)
  })

  it('does not follow a feature beyond what it has seen', () => {
    const logitOf = createNetwork(taught)
    expect(logitOf([1, 1, 1e9])).toBe(logitOf([1, 1, 1e12]))
  })

  it('is refused when its layers do not fit', () => {
    const [member] = taught.members
    expect(networkSchema.safeParse({ ...taught, members: [{ ...member, biases: [0] }] }).success).toBe(false)
    expect(networkSchema.safeParse({ ...taught, deviation: taught.deviation.map(() => 0) }).success).toBe(false)
  })
})
