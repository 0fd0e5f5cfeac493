import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Queries } from '../../src/database/database.ts'
import { DatabaseError, type DatabaseProblem } from '../../src/database/database-error.ts'
import { failFast } from '../../src/database/fail-fast.ts'

const away = new DatabaseError("The database at db can't be reached.", 'unreachable')
const SECOND = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A database that does what it is told, and what the operator and the metrics are told of it. */
function watched() {
  const state = { answer: async (): Promise<[]> => [], tried: 0 }
  const lines: string[] = []
  const results: string[] = []
  const queries: Queries = {
    query: async () => {
      state.tried++
      return state.answer()
    },
  }
  const onQuery = (_: number, result: 'ok' | DatabaseProblem) => results.push(result)
  const { query } = failFast(queries, { onNotice: (line) => lines.push(line), onQuery })
  const failing = (error: Error) => async () => {
    throw error
  }
  return { state, lines, results, failing, ask: () => query('SELECT 1') }
}

it('tells the operator once that a database is away, and once that it is back, and fails meanwhile', async () => {
  const { state, lines, failing, ask } = watched()
  await ask()
  for (let minute = 0; minute < 2; minute++) {
    state.answer = failing(away)
    for (let n = 0; n < 60; n++) {
      await expect(ask()).rejects.toBe(away)
      vi.advanceTimersByTime(SECOND)
    }
    state.answer = async () => []
    for (let n = 0; n < 3; n++) await ask()
  }
  expect(lines).toEqual([away.message, 'The database answers again.', away.message, 'The database answers again.'])
})

it('tries a database that is away once a second, whoever asks, and one that hangs with one question only', async () => {
  const { state, results, failing, ask } = watched()
  state.answer = failing(away)
  for (let n = 0; n < 50; n++) await expect(ask()).rejects.toBe(away)
  expect(state.tried).toBe(1)
  vi.advanceTimersByTime(SECOND)
  let answer = () => {}
  state.answer = () =>
    new Promise((resolve) => {
      answer = () => resolve([])
    })
  const trying = ask()
  for (let n = 0; n < 50; n++) {
    vi.advanceTimersByTime(SECOND)
    await expect(ask()).rejects.toBe(away)
  }
  expect(state.tried).toBe(2)
  answer()
  await trying
  expect(results).toEqual(['unreachable', 'ok'])
})

it('tells of queries that fail now and then once a minute, and goes on trying', async () => {
  const { state, lines, failing, ask } = watched()
  const wrong = new DatabaseError('The database at db (INDEX_URL) failed with XX000.', 'other')
  await ask()
  for (let n = 0; n < 30; n++) {
    state.answer = failing(wrong)
    await expect(ask()).rejects.toBe(wrong)
    state.answer = async () => []
    await ask()
    vi.advanceTimersByTime(SECOND)
  }
  expect(lines).toEqual([wrong.message, 'The database answers again.'])
  expect(state.tried).toBe(61)
})

it('tells what comes after the first trouble, too, each thing once, but not that it can’t be reached either', async () => {
  const { state, lines, failing, ask } = watched()
  const refused = new DatabaseError('The database at db refuses the password.', 'refused')
  const MINUTE = 60 * SECOND
  for (const errors of [
    [away, refused, away, refused],
    [refused, away],
  ]) {
    state.answer = async () => []
    await ask()
    vi.advanceTimersByTime(MINUTE)
    for (const error of errors) {
      state.answer = failing(error)
      await expect(ask()).rejects.toBe(error)
      vi.advanceTimersByTime(SECOND)
    }
  }
  expect(lines).toEqual([away.message, refused.message, 'The database answers again.', refused.message])
})
