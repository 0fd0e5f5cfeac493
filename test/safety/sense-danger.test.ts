import { describe, expect, it } from 'vitest'
import { senseDanger } from '../../src/safety/sense-danger.ts'

const sense = senseDanger({
  kinds: {
    emergency: { weights: [0, 0], bias: -9 },
    suicide: { weights: [4, 0], bias: -2 },
    'self-harm': { weights: [0, 0], bias: -9 },
    abuse: { weights: [0, 4], bias: -2 },
  },
  threshold: 0.8,
})

describe('danger in what a message means', () => {
  it('is of the likeliest kind', () => {
    expect(sense(Float32Array.of(1, 0))).toBe('suicide')
    expect(sense(Float32Array.of(1, 1.2))).toBe('abuse')
  })

  it('is none where none is likely enough', () => {
    // A logit of 1.4 is a probability of 0.802; one of 1.3 is 0.786.
    expect(sense(Float32Array.of(0.85, 0))).toBe('suicide')
    expect(sense(Float32Array.of(0.825, 0))).toBeNull()
    expect(sense(Float32Array.of(0, 0))).toBeNull()
  })
})
