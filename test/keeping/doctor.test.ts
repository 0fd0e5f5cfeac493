import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../src/cli/doctor/check-settings.ts'
import { findNoRoom } from '../../src/cli/doctor/find-no-room.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { SERVER, serverDatabase } from '../support/databases.ts'

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

  it.skipIf(!SERVER)('says on a server what is wrong, and how much room it has', async () => {
    const { database, url, drop } = await serverDatabase()
    const other = await openDatabase(url!, { name: 'SETTINGS_URL', max: 20 })
    try {
      expect(await checkSettings(url).run()).toBeNull()
      const free = async () => Number(/room for (\d+) more/.exec((await findNoRoom(database, 10_000))!)![1])
      const before = await free()
      await Promise.all(Array.from({ length: 20 }, () => other.query('SELECT pg_sleep(0.2)')))
      expect(await free()).toBeLessThan(before - 15)
      await database.query(`ALTER DATABASE ${new URL(url!).pathname.slice(1)} SET default_transaction_read_only = on`)
      expect(await checkSettings(url).run()).toBe('is read-only, as a replica is. Name the primary in SETTINGS_URL.')
    } finally {
      await other.close()
      await drop()
    }
  })
})
