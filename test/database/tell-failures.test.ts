import { expect, it } from 'vitest'
import { DatabaseError } from '../../src/database/database-error.ts'
import { tellFailures } from '../../src/database/tell-failures.ts'

it('tells the operator once that a database is away, and once that it is back, and fails meanwhile', async () => {
  const away = new DatabaseError("The database at db can't be reached.", 'unreachable')
  let isAway = false
  const lines: string[] = []
  const told = tellFailures(
    {
      query: async () => {
        if (isAway) throw away
        return []
      },
    },
    (line) => lines.push(line),
  )
  await told.query('SELECT 1')
  for (let minute = 0; minute < 2; minute++) {
    isAway = true
    for (let n = 0; n < 3; n++) await expect(told.query('SELECT 1')).rejects.toBe(away)
    isAway = false
    for (let n = 0; n < 3; n++) await told.query('SELECT 1')
  }
  expect(lines).toEqual([away.message, 'The database answers again.', away.message, 'The database answers again.'])
})
