import { createHmac } from 'node:crypto'
import type { User } from 'grammy/types'

/** The colours of Telegram's apps by day. */
export const DAY = {
  bg_color: '#ffffff',
  text_color: '#000000',
  hint_color: '#707579',
  link_color: '#3390ec',
  button_color: '#3390ec',
  button_text_color: '#ffffff',
  secondary_bg_color: '#f4f4f5',
}

/**
 * What Telegram tells a Mini App of who opened it, as a query string, signed for the bot with this token as its documentation says.
 * @param changed fields to add or change before it is signed; null leaves one out.
 */
export function signInitData(
  token: string,
  user: User,
  now: number,
  changed: Readonly<Record<string, string | null>> = {},
): string {
  const fields = Object.entries({
    query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
    user: JSON.stringify({ ...user, is_bot: undefined, allows_write_to_pm: true }),
    auth_date: String(Math.floor(now / 1000)),
    signature: 'made-by-telegram-for-others',
    ...changed,
  }).filter((field): field is [string, string] => field[1] !== null)
  const checked = fields.map(([name, value]) => `${name}=${value}`).sort()
  const secret = createHmac('sha256', 'WebAppData').update(token).digest()
  const hash = createHmac('sha256', secret).update(checked.join('\n')).digest('hex')
  return new URLSearchParams([...fields, ['hash', hash]]).toString()
}

/** The address at which Telegram opens a Mini App: everything for it is in the fragment, which no server is sent. */
export function launchAddress(url: string, initData: string, theme: Readonly<Record<string, string>> = DAY): string {
  const parameters = new URLSearchParams({
    tgWebAppData: initData,
    tgWebAppVersion: '9.6',
    tgWebAppPlatform: 'android',
    tgWebAppThemeParams: JSON.stringify(theme),
  })
  return `${url}#${parameters}`
}
