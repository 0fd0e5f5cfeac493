import { createHmac, timingSafeEqual } from 'node:crypto'

/** Milliseconds after which what Telegram signed no longer proves anything. */
const VALID_FOR = 24 * 60 * 60_000

/**
 * Who opened the pages as an app in Telegram.
 * @param initData what Telegram gave the app, as it is.
 * @param token of the bot, by which Telegram signed it: nobody else can.
 * @returns the number of a user; null when it isn't signed for this bot, is older than a day, or names nobody.
 */
export function personOf(initData: string, token: string, now = Date.now()): number | null {
  const fields = new URLSearchParams(initData)
  const hash = fields.getAll('hash').join()
  fields.delete('hash')
  const checked = [...fields].map(([name, value]) => `${name}=${value}`).sort()
  const secret = hmac('WebAppData', token)
  if (!isSame(hash, hmac(secret, checked.join('\n')).toString('hex'))) return null
  const age = now - 1000 * Number(fields.get('auth_date') ?? Number.NaN)
  if (!(age <= VALID_FOR)) return null
  return userIn(fields.get('user') ?? '')
}

function userIn(text: string): number | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
  } catch {
    return null
  }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** Compares in constant time. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
