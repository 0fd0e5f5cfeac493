import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filePreferences, onlyChoices } from '../../src/telegram/preferences.ts'

let folder: string
const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())

describe('preferences', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leave no trace of a chat that chose nothing', async () => {
    const storage = onlyChoices(filePreferences(folder))
    expect(await storage.read('1001')).toBeUndefined()
    await storage.write('1001', {})
    expect(files()).toEqual([])
  })

  it('are kept for numbers of chats only, so that no file outside their folder is read, written or deleted', async () => {
    const storage = filePreferences(join(folder, 'preferences'))
    await storage.write('1001', { rest: true })
    writeFileSync(join(folder, 'other.json'), '{"language":"en"}')
    expect(await storage.read('../../other')).toBeUndefined()
    await storage.delete('../../other')
    await expect(storage.write('../../other', { rest: true })).rejects.toThrow('number of a chat')
    expect(files().sort()).toEqual(['other.json', join('preferences', '01', '1001.json')])
    expect(await storage.read('1001')).toEqual({ rest: true })
  })

  it('need no folder before somebody chooses, so a disk that can’t be written stops nothing', async () => {
    const nowhere = join(folder, 'file', 'preferences')
    writeFileSync(join(folder, 'file'), '')
    const storage = onlyChoices(filePreferences(nowhere))
    expect(await storage.read('1001')).toBeUndefined()
    await storage.write('1001', {})
    await expect(storage.write('1001', { rest: true })).rejects.toThrow('ENOTDIR')
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
