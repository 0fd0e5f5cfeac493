import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createPeers } from '../../src/keeping/peers.ts'
import type { Home } from '../../src/updates/forward.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** An instance that says these one after another, the last one again and again; null: it doesn't answer. */
async function instanceThatSays(...statuses: (number | null)[]): Promise<Home> {
  let asked = 0
  const server = createServer((_, response) => {
    const status = statuses[Math.min(asked++, statuses.length - 1)]
    if (status) response.writeHead(status).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.push(() => server.close().closeAllConnections())
  return { instance: 'other', address: `http://127.0.0.1:${(server.address() as { port: number }).port}` }
}

/** A fifth of what instances have for each other. */
const PATIENCE = { saysWithin: 200, again: 80, silentFor: 2000 }
const one: Home = { instance: 'one', address: 'http://127.0.0.1:2' }
const gone: Home = { instance: 'gone', address: 'http://127.0.0.1:1' }
const isHandledBy = (...peers: readonly Home[]) => {
  const { meet, isHandled } = createPeers(one, 'secret', PATIENCE)
  meet(peers, false)
  return isHandled(7)
}

describe('an update that is nowhere written down', () => {
  it('is taken when no other instance has it, or lives', async () => {
    expect(await isHandledBy()).toBe(false)
    expect(await isHandledBy(gone, await instanceThatSays(421))).toBe(false)
  })

  it('is left to one that has it, and taken when that one dies over it', async () => {
    expect(await isHandledBy(gone, await instanceThatSays(202, 202, 200))).toBe(true)
    expect(await isHandledBy(await instanceThatSays(202, 421))).toBe(false)
  })

  it('waits for one that is too busy to say whether it has it, but not for ever', async () => {
    expect(await isHandledBy(await instanceThatSays(null, null, 200))).toBe(true)
    const start = performance.now()
    expect(await isHandledBy(await instanceThatSays(null))).toBe(false)
    expect(performance.now() - start).toBeGreaterThan(1_800)
  })

  it('is not taken when another one says that it has handled it', async () => {
    const { leave, isHandledByTaker } = createPeers(one, 'secret', PATIENCE)
    expect(await isHandledByTaker(7)).toBe(false)
    expect(leave(7, gone, false, true)).toBe(true)
    expect(await isHandledByTaker(7)).toBe(true)
  })
})
