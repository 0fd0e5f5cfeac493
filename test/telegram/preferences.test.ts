import fs, { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import fsPromises from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChoices } from '../../src/telegram/choices.ts'
import { filePreferences } from '../../src/telegram/preferences.ts'

vi.mock('node:fs/promises', { spy: true })

const ignore = () => {}

let folder: string
const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())

describe('preferences', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leave no trace of a chat that chose nothing', async () => {
    const choices = createChoices(filePreferences(folder), ignore)
    expect(await choices.read('1001')).toEqual({})
    await choices.change('1001', () => ({}))
    expect(files()).toEqual([])
  })

  it('are kept for numbers of chats only, so that no file outside their folder is read, written or deleted', async () => {
    const storage = filePreferences(join(folder, 'preferences'))
    await storage.write('1001', { rest: true })
    writeFileSync(join(folder, 'other.json'), '{"language":"en"}')
    expect(await storage.read('../../other')).toBeUndefined()
    await storage.delete('../../other')
    await expect(storage.write('../../other', { rest: true })).rejects.toThrow('id of a chat')
    expect(files().sort()).toEqual(['other.json', join('preferences', '01', '1001.json')])
    expect(await storage.read('1001')).toEqual({ rest: true })
  })

  it('need no folder before somebody chooses, so a disk that can’t be written stops nothing', async () => {
    const nowhere = join(folder, 'file', 'preferences')
    writeFileSync(join(folder, 'file'), '')
    const choices = createChoices(filePreferences(nowhere), ignore)
    expect(await choices.read('1001')).toEqual({})
    await expect(filePreferences(nowhere).write('1001', { rest: true })).rejects.toThrow(
      /^cannot save anything in .+ \(ENOTDIR\)\. Free up space there, or set SETTINGS_FOLDER/,
    )
  })

  it('are kept when chosen, and removed when taken back', async () => {
    await createChoices(filePreferences(folder), ignore).change('1001', () => ({ rest: true }))
    const restarted = createChoices(filePreferences(folder), ignore)
    expect(await restarted.read('1001')).toEqual({ rest: true })
    await restarted.change('1001', () => ({}))
    expect(files()).toEqual([])
  })

  it('that can’t be changed are as they were, and nothing says that they were taken back', async () => {
    const storage = filePreferences(folder)
    await storage.write('1001', { language: 'en' })
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    vi.spyOn(fs, 'write').mockImplementationOnce((...args: unknown[]) => {
      const callback = args.at(-1) as (error: Error) => void
      callback(full)
    })
    await expect(storage.write('1001', { language: 'en', rest: true })).rejects.toThrow('ENOSPC')
    expect(await storage.read('1001')).toEqual({ language: 'en' })
    expect(files()).toHaveLength(1)
    vi.mocked(fsPromises.rm).mockRejectedValueOnce(Object.assign(new Error('read-only'), { code: 'EROFS' }))
    await expect(storage.delete('1001')).rejects.toThrow('EROFS')
  })

  it('cut off by a crash are chosen anew', async () => {
    const choices = createChoices(filePreferences(folder), ignore)
    await choices.change('1001', () => ({ language: 'en' }))
    writeFileSync(join(folder, files()[0]!), '{"lang')
    expect(await choices.read('1001')).toEqual({})
    await choices.change('1001', () => ({}))
    expect(files()).toEqual([])
  })
})
