import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { filePreferences, onlyChoices } from '../../src/telegram/preferences.ts'

const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())

describe('preferences', () => {
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leave no trace of a chat that chose nothing', async () => {
    const storage = onlyChoices(filePreferences(folder))
    expect(await storage.read('1001')).toBeUndefined()
    await storage.write('1001', {})
    expect(files()).toEqual([])
  })

  it('are kept when chosen, and removed when taken back', async () => {
    const storage = onlyChoices(filePreferences(folder))
    await storage.write('1001', { rest: true })
    expect(await onlyChoices(filePreferences(folder)).read('1001')).toEqual({ rest: true })
    await storage.write('1001', {})
    expect(files()).toEqual([])
  })

  it('cut off by a crash are chosen anew', async () => {
    const storage = onlyChoices(filePreferences(folder))
    await storage.write('1001', { language: 'en' })
    writeFileSync(join(folder, files()[0]!), '{"lang')
    expect(await storage.read('1001')).toEqual({})
    await storage.write('1001', {})
    expect(files()).toEqual([])
  })
})
