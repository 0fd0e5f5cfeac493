import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseReportBox } from '../../src/keeping/reports.ts'
import { createChoices } from '../../src/telegram/choices.ts'
import { BEAT, shareDatabase } from './share-database.ts'

let shared: Awaited<ReturnType<typeof shareDatabase>>
const opened: { close(): Promise<void> }[] = []
beforeAll(async () => {
  shared = await shareDatabase()
}, 180_000)
afterAll(async () => {
  for (const one of opened) await one.close()
  await shared.database.close()
})

const beats = () => new Promise((resolve) => setTimeout(resolve, 6 * BEAT))

let bots = 0
/** Two instances of a bot of their own. */
async function two(settings: Readonly<Record<string, string>> = {}) {
  const token = `${1000 + bots++}:TEST`
  const at = (port: number) => ({ ...settings, WEBHOOK_PORT: String(port) })
  const both = [await shared.join(token, at(8000 + 2 * bots)), await shared.join(token, at(8001 + 2 * bots))] as const
  opened.push(...both)
  return { one: both[0], other: both[1], bot: token.split(':')[0]! }
}

describe('what chats choose', () => {
  it('is known to every instance at once, and gone when the default is chosen again', async () => {
    const { one, other, bot } = await two()
    const choices = [one, other].map(({ preferences }) => createChoices(preferences, () => {}))
    await choices[0]!.change('-100123', () => ({ language: 'en', without: ['a'] }))
    expect(await choices[1]!.read('-100123')).toEqual({ language: 'en', without: ['a'] })
    await choices[1]!.change('-100123', () => ({}))
    expect(await choices[0]!.read('-100123')).toEqual({})
    expect(await shared.database.query('SELECT * FROM bronwijzer_settings.chats WHERE bot = $1', [bot])).toEqual([])
  })

  it('is not lost when something else is chosen at the same moment at another instance', async () => {
    const { one, other } = await two()
    const choices = [one, other].map(({ preferences }) => createChoices(preferences, () => {}))
    await Promise.all([
      choices[0]!.change('5', (before) => ({ ...before, rest: true })),
      choices[1]!.change('5', (before) => ({ ...before, language: 'en' })),
    ])
    expect(await choices[0]!.read('5')).toEqual({ rest: true, language: 'en' })
  })

  it('holds as it was last known while the database is away; where nothing is known, the safe choice does', async () => {
    const { one, other } = await two()
    const log: string[] = []
    const known = createChoices(one.preferences, (line) => log.push(line))
    await known.change('-7', () => ({ language: 'en' }))
    shared.state.problem = 'unreachable'
    try {
      expect(await known.read('-7')).toEqual({ language: 'en' })
      expect(await createChoices(other.preferences, (line) => log.push(line)).read('-7')).toEqual({
        answers: 'private',
      })
      await expect(known.change('-7', () => ({ rest: true }))).rejects.toThrow('database')
    } finally {
      shared.state.problem = null
    }
    expect(log).toHaveLength(1)
  })
})

describe('limits', () => {
  it('hold over all instances, and the refusal is told once', async () => {
    const { one, other } = await two({ LIMIT_PER_USER: '3' })
    const counts = [one, other].map(({ fairUse }) => fairUse('chats'))
    const verdicts = []
    for (let n = 0; n < 6; n++) verdicts.push(await counts[n % 2]!.count('user', 7))
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false, false])
    expect(verdicts.slice(3)).toMatchObject([{ first: true }, { first: false }, { first: false }])
    expect(await one.fairUse('pages').count('user', 7)).toEqual({ allowed: true })
    expect(await other.fairUse('chats').refuse('user', 8)).toMatchObject({ allowed: false, first: true })
    expect(await one.fairUse('chats').refuse('user', 8)).toMatchObject({ allowed: false, first: false })
    expect(await one.fairUse('chats').count('user', 8)).toEqual({ allowed: true })
  })

  it('hold for each instance by itself while the database is away', async () => {
    const { one } = await two({ LIMIT_PER_USER: '1' })
    const counts = one.fairUse('chats')
    shared.state.problem = 'unreachable'
    try {
      expect(await counts.count('user', 7)).toEqual({ allowed: true })
      expect(await counts.count('user', 7)).toMatchObject({ allowed: false, first: true })
    } finally {
      shared.state.problem = null
    }
  })
})

describe('reports', () => {
  const report = { passages: ['abcdefgh'], kind: 'other', question: 'Wat is PEM?' } as const

  it('of all instances are in one box, without their question, until the operator has read them', async () => {
    const { one, other, bot } = await two()
    await one.reports.add(report)
    await other.reports.add({ ...report, kind: 'passage' })
    expect(one.reports.keepsQuestions).toBe(false)
    const box = databaseReportBox(shared.database, bot)
    const { reports } = await box.all()
    expect(reports).toMatchObject([
      { passages: ['abcdefgh'], kind: 'other', question: null },
      { passages: ['abcdefgh'], kind: 'passage', question: null },
    ])
    await box.remove(reports[0]!)
    expect((await box.all()).reports).toMatchObject([{ kind: 'passage' }])
  })

  it('are twenty a day for one person, over all instances', async () => {
    const { one, other } = await two()
    const may = []
    for (let n = 0; n < 22; n++) may.push(await (n % 2 ? one : other).reports.mayAdd!(5))
    expect(may.filter(Boolean)).toHaveLength(20)
  })
})

describe('a database that is away', () => {
  it('is told in one line, however often it is asked, and once more when it is back', async () => {
    const token = `${1000 + bots++}:TEST`
    const one = await shared.join(token, { WEBHOOK_PORT: '7001' })
    opened.push(one)
    shared.state.problem = 'unreachable'
    for (let n = 0; n < 5; n++) await expect(one.preferences.read('5')).rejects.toThrow()
    await beats()
    expect(one.lines.map((line) => JSON.parse(line).level)).toEqual(['error'])
    expect(one.lines[0]).toContain('Questions are answered meanwhile')
    shared.state.problem = null
    await beats()
    expect(one.lines.map((line) => JSON.parse(line).level)).toEqual(['error', 'info'])
    expect(await one.preferences.read('5')).toEqual({})
  })

  it('at the start is opened later', async () => {
    shared.state.problem = 'unreachable'
    const one = await shared.join(`${1000 + bots++}:TEST`, { WEBHOOK_PORT: '7002' })
    opened.push(one)
    await expect(one.preferences.read('5')).rejects.toThrow('cannot read what a chat chose')
    shared.state.problem = null
    await beats()
    expect(await one.preferences.read('5')).toEqual({})
  })

  it('stops the start when it refuses the password, or is of a newer program', async () => {
    shared.state.problem = 'refused'
    await expect(shared.join('1:TEST')).rejects.toThrow('database')
    shared.state.problem = null
    await shared.database.query('INSERT INTO bronwijzer_settings.migrations (step) VALUES (1000)')
    await expect(shared.join('1:TEST')).rejects.toThrow('newer')
    await shared.database.query('DELETE FROM bronwijzer_settings.migrations WHERE step = 1000')
  })
})
