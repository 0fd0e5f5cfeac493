import { describe, expect, it } from 'vitest'
import { senseDanger } from '../../src/safety/sense-danger.ts'

/** Two hidden units, each of one number of the vector; "none" has a logit of 0, emergency and self-harm next to nothing. */
const sense = senseDanger({
  members: [
    {
      hidden: {
        weights: [
          [1, 0],
          [0, 1],
        ],
        biases: [0, 0],
      },
      outputs: {
        weights: [
          [0, 0],
          [0, 0],
          [4, 0],
          [0, 0],
          [0, 4],
        ],
        biases: [0, -99, -2, -99, -2],
      },
    },
  ],
  threshold: 0.8,
})

describe('danger in what a message means', () => {
  it('is of the likeliest kind', () => {
    expect(sense(Float32Array.of(2, 0))).toBe('suicide')
    expect(sense(Float32Array.of(2, 3))).toBe('abuse')
  })

  it('is none where none is likely enough', () => {
    // Beside a logit of -2 for abuse, one of 1.4 for suicide is a probability of 0.806, and one of 1.2 one of 0.774.
    expect(sense(Float32Array.of(Math.atanh(3.4 / 4), 0))).toBe('suicide')
    expect(sense(Float32Array.of(Math.atanh(3.2 / 4), 0))).toBeNull()
    expect(sense(Float32Array.of(0, 0))).toBeNull()
  })
})
