import fc from 'fast-check'
import type { Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { runUpdates, type Trial } from './run-updates.ts'
import { KINDS, SHAPES } from './shapes.ts'
import { openStubProduct } from './stub-product.ts'
import { drawTrial } from './trials.ts'
import { type Choose, drawWorld } from './world.ts'

const product = openStubProduct(createConfig({}).corpusFolder)

/** Draws what fast-check chose, and the first of everything when that is used up: fewer choices are a simpler update. */
function chooser(choices: readonly number[]): Choose {
  let at = 0
  return (below) => (choices[at++] ?? 0) % below
}

/** Draws nothing that fails. */
const fine: Choose = (below) => below - 1

const shape = (name: string) => {
  const found = SHAPES.find((one) => one.name === name)
  if (!found) throw new Error(`no shape "${name}"`)
  return found
}

describe('fuzzing', () => {
  it('knows every kind of update, and does with each what may be done with it', async () => {
    // That no kind is missing is what the compiler asserts.
    expect(KINDS.length).toBeGreaterThanOrEqual(27)
    const world = (number: number) => drawWorld(chooser([number, 0, number, 0, 1]))
    const trials = SHAPES.map(({ expected, make }, number): Trial => {
      return { update: { update_id: 1_000_000 + number, ...make(world(number)) }, expected }
    })
    expect(SHAPES.length).toBeGreaterThan(600)
    expect((await runUpdates(trials, { product, choose: fine })).problems).toEqual([])
  })

  it('finds nothing wrong with mutated updates while calls fail', async () => {
    const choices = fc.array(fc.nat(), { minLength: 4, maxLength: 60 })
    const runs: { readonly trials: readonly Trial[]; readonly choose: Choose }[] = []
    fc.assert(
      fc.property(fc.array(choices, { minLength: 400, maxLength: 400 }), fc.infiniteStream(fc.nat()), (all, rest) => {
        const trials = all.map((one, number) => drawTrial(number, chooser(one)))
        runs.push({ trials, choose: (below) => rest.next().value! % below })
      }),
      { seed: 1, numRuns: 5 },
    )
    expect(runs).toHaveLength(5)
    // At the same time: mostly, they wait until a call that was refused may be made again.
    const found = await Promise.all(runs.map(({ trials, choose }) => runUpdates(trials, { product, choose })))
    expect(found.flatMap(({ problems }) => problems)).toEqual([])
  }, 60_000)

  it.each([
    ['answers nobody', 'message: question to nobody in a group', 'nobody asked, and it calls'],
    ['quotes where it may not', 'message: /vraag in a group', 'it quotes where nobody asked'],
  ] as const)('finds a bot that %s', async (_what, name, problem) => {
    const { make } = shape(name)
    const expected = problem.startsWith('nobody') ? 'nothing' : 'no quote'
    const asked = shape('message: /vraag in a group').make(drawWorld(chooser([])))
    const update = { update_id: 1_000_000, ...(expected === 'nothing' ? asked : make(drawWorld(chooser([])))) }
    const { problems } = await runUpdates([{ update, expected }], { product, choose: fine })
    expect(problems.map(({ what }) => what).join()).toContain(problem)
  })

  it('finds a question without an answer, and a failure', async () => {
    const question = {
      update_id: 1_000_000,
      ...shape('message: question in a private chat').make(drawWorld(chooser([]))),
    }
    const silent = { ...product, answerer: { answer: () => Promise.reject(new TypeError('broken')) } as never }
    const { problems } = await runUpdates([{ update: question as Update, expected: 'answer' }], {
      product: silent,
      choose: fine,
    })
    expect(problems.map(({ what }) => what)).toContain('its outcome is failed')
  })

  it('finds what nobody catches', async () => {
    const question = {
      update_id: 1_000_000,
      ...shape('message: question in a private chat').make(drawWorld(chooser([]))),
    }
    const careless = {
      ...product,
      answerer: {
        ...product.answerer,
        answer: (text: string) => {
          void Promise.reject(new Error('nobody waits for this'))
          return product.answerer.answer(text)
        },
      },
    }
    const { problems } = await runUpdates([{ update: question as Update, expected: 'answer' }], {
      product: careless,
      choose: fine,
    })
    expect(problems.map(({ what }) => what).join()).toContain('nobody caught')
  })
})
