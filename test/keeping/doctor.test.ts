import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../src/cli/doctor/check-settings.ts'

describe('the doctor', () => {
  it('leaves out a database of settings that is not used', async () => {
    expect(await checkSettings(null).run()).toBe('skipped')
  })

  it('finds nothing wrong with one that works', async () => {
    expect(await checkSettings('pglite:memory://').run()).toBe(null)
  }, 180_000)

  it('says that one can’t be reached, and never with its password', async () => {
    const checked = checkSettings('postgres://ann:geheim@127.0.0.1:1/settings').run()
    await expect(checked).rejects.toThrow('SETTINGS_URL')
    await expect(checked).rejects.not.toThrow('geheim')
  })
})
