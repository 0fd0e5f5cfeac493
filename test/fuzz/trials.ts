import type { Update } from 'grammy/types'
import { mulberry32 } from '../../src/learning/random.ts'
import { mutate } from './mutate.ts'
import type { Trial } from './run-updates.ts'
import { SHAPES } from './shapes.ts'
import { type Choose, drawWorld, pick } from './world.ts'

/** Of ten updates, how many come as Telegram brings them. */
const UNCHANGED = 4
/** Telegram's numbers of updates are in the hundred millions; shorter ones are in no other number by chance. */
const FIRST = 1_000_000

/** As many that are answered as are not, although there are far more kinds of those. */
const BY_EXPECTED = (['nothing', 'no quote', 'answer', 'no effect'] as const).map((wanted) =>
  SHAPES.filter(({ expected }) => expected === wanted),
)

/** The update that comes of some choices: one of the shapes, as it is or mutated. */
export function drawTrial(number: number, choose: Choose): Trial {
  const draw = () => pick(pick(BY_EXPECTED, choose), choose).make(drawWorld(choose))
  const shape = pick(pick(BY_EXPECTED, choose), choose)
  const update = { update_id: FIRST + number, ...shape.make(drawWorld(choose)) } as Update
  if (choose(10) < UNCHANGED) return { update, expected: shape.expected }
  const { update_id, ...rest } = update
  return { update: { update_id, ...mutate(rest, draw, choose) }, expected: null }
}

/** Updates from one number up to another. Each depends on the seed and its number alone, so that any can be had again. */
export function* trials(seed: number, from: number, to: number): Generator<Trial> {
  for (let number = from; number < to; number++) {
    const random = mulberry32(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
    yield drawTrial(number, (below) => Math.floor(random() * below))
  }
}
