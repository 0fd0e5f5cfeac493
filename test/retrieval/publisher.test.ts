import { expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { DatabaseError, type DatabaseProblem } from '../../src/database/database-error.ts'
import { createPublisher } from '../../src/retrieval/publisher.ts'

/** A publisher whose database has a problem for as many tries as are said. */
function publisherWith(problem: DatabaseProblem, tries: number) {
  const lines: string[] = []
  let connected = 0
  const database = { stats: () => ({ open: 1, idle: 1, waiting: 0 }) } as Database
  const connect = async () => {
    if (++connected > tries) return database
    throw new DatabaseError("The database at db can't be used. Mend INDEX_URL.", problem)
  }
  const publisher = createPublisher(connect, 5)
  return {
    lines,
    ...publisher,
    open: () =>
      publisher.open(
        async () => 'a product',
        (line) => lines.push(line),
      ),
  }
}

it('waits at the start for a database that is away, and tells the operator once', async () => {
  for (const problem of ['unreachable', 'busy'] as const) {
    const { open, lines, connections } = publisherWith(problem, 20)
    expect(connections()).toBeNull()
    expect(await open()).toBe('a product')
    expect(lines).toEqual([
      "The database at db can't be used. Mend INDEX_URL. Nothing is answered until then.",
      'The database answers again.',
    ])
    expect(connections()).toEqual({ open: 1, idle: 1, waiting: 0 })
  }
})

it('gives up at the start where waiting is no use', async () => {
  for (const problem of ['refused', 'other'] as const) {
    const { open, lines } = publisherWith(problem, 1)
    await expect(open()).rejects.toMatchObject({ problem })
    expect(lines).toEqual([])
  }
})

it('does not wait when another corpus is opened later: the old one answers', async () => {
  const away = new DatabaseError("The database at db can't be reached.", 'unreachable')
  const { open } = createPublisher(async () => ({}) as Database, 5)
  await open(
    async () => 'a product',
    () => {},
  )
  const opening = open(
    async () => {
      throw away
    },
    () => {},
  )
  await expect(opening).rejects.toBe(away)
})
