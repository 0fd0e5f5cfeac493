const ID_LENGTH = 8
const PAYLOAD = /^p_((?:[a-z2-7]{8}){1,7})$/

/** What Telegram allows behind `start=`. */
const MAX_START_LENGTH = 64
/** How many passages one link can name. */
export const MAX_LINKED = Math.floor((MAX_START_LENGTH - 'p_'.length) / ID_LENGTH)

/** The address that shows exactly these passages, at most MAX_LINKED of them. */
export function permalink(username: string, ids: readonly string[]): string {
  return startLink(username, `p_${ids.slice(0, MAX_LINKED).join('')}`)
}

/** The address that opens the private chat with a payload. */
export function startLink(username: string, payload: string): string {
  return `https://t.me/${username}?start=${payload}`
}

/** The passages that a start payload names, or null when it is not one of ours. */
export function decodePermalink(payload: string): string[] | null {
  return PAYLOAD.exec(payload)?.[1]?.match(/.{8}/g) ?? null
}
