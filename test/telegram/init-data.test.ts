import { describe, expect, it } from 'vitest'
import { personOf } from '../../src/telegram/init-data.ts'
import { signInitData } from '../emulator/mini-app.ts'

const TOKEN = '123456:TEST'
const NOW = Date.UTC(2026, 10, 26, 12)
const ANN = { id: 279_058_397, is_bot: false, first_name: 'Ann & "Zoë" = 100%\n', language_code: 'nl' }
const HOUR = 3_600_000
const made = (changed = {}, at = NOW) => signInitData(TOKEN, ANN, at, changed)

describe('what Telegram tells an app of who opened it', () => {
  it('is checked as Telegram documents it', () => {
    // The same by hand, with other tools: printf | openssl dgst -sha256 -mac HMAC.
    const byHand =
      'query_id=AAH&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22Ann%22%7D&auth_date=1795694400&hash=f46dca4017ae24c5f483d461351a21bda99c21ba8937416919e81acec5fea3a9'
    expect(personOf(byHand, TOKEN, NOW)).toBe(42)
  })

  it('names the person who opened it', () => {
    expect(personOf(made(), TOKEN, NOW)).toBe(ANN.id)
    expect(personOf(made({ signature: null, query_id: null, chat_type: 'sender' }), TOKEN, NOW)).toBe(ANN.id)
  })

  it('proves nothing when anything in it was changed, added or taken away', () => {
    const right = new URLSearchParams(made())
    for (const name of [...right.keys()]) {
      const without = new URLSearchParams(right)
      without.delete(name)
      expect(personOf(without.toString(), TOKEN, NOW), `without ${name}`).toBeNull()
      const changed = new URLSearchParams(right)
      changed.set(name, name === 'hash' ? '0'.repeat(64) : `${right.get(name)}1`)
      expect(personOf(changed.toString(), TOKEN, NOW), `other ${name}`).toBeNull()
      const twice = `${right}&${name}=1`
      expect(personOf(twice, TOKEN, NOW), `${name} twice`).toBeNull()
    }
    expect(personOf(`${right}&is_admin=1`, TOKEN, NOW)).toBeNull()
    expect(personOf(`user=%7B%22id%22%3A42%7D&auth_date=1795694400`, TOKEN, NOW)).toBeNull()
  })

  it('proves nothing for another bot', () => {
    expect(personOf(made(), '123456:OTHER', NOW)).toBeNull()
  })

  it('proves something for a day', () => {
    expect(personOf(made({}, NOW - 24 * HOUR), TOKEN, NOW)).toBe(ANN.id)
    expect(personOf(made({}, NOW - 24 * HOUR - 1000), TOKEN, NOW)).toBeNull()
    // A clock that is slow.
    expect(personOf(made({}, NOW + HOUR), TOKEN, NOW)).toBe(ANN.id)
    for (const auth_date of [null, '', 'NaN', 'gisteren']) expect(personOf(made({ auth_date }), TOKEN, NOW)).toBeNull()
  })

  it('is nobody when it names nobody, whatever stands there', () => {
    for (const user of [null, '', 'null', '{}', '[]', '{"id":"7"}', '{"id":-7}', '{"id":1.5}', '{"id":1e99}', '{'])
      expect(personOf(made({ user }), TOKEN, NOW)).toBeNull()
    for (const odd of [
      '',
      '&&&',
      'hash=',
      'hash=é',
      `hash=${'é'.repeat(32)}`,
      `hash=${'é'.repeat(64)}`,
      '%',
      'a'.repeat(100_000),
    ])
      expect(personOf(odd, TOKEN, NOW)).toBeNull()
  })
})
