const ID_LENGTH = 8
const PAYLOAD = /^p_((?:[a-z2-7]{8}){1,7})$/

/** Telegram's limit for a start parameter. */
const MAX_START_LENGTH = 64
/** Most passages in one link. */
export const MAX_LINKED = Math.floor((MAX_START_LENGTH - 'p_'.length) / ID_LENGTH)

/** A link to exactly these passages, at most MAX_LINKED of them. */
export function permalink(username: string, ids: readonly string[]): string {
  return startLink(username, `p_${ids.slice(0, MAX_LINKED).join('')}`)
}

/** A link that opens the private chat with a start parameter. */
export function startLink(username: string, payload: string): string {
  return `https://t.me/${username}?start=${payload}`
}

/** The ids of the passages that a start parameter names; null when it is not a permalink. */
export function decodePermalink(payload: string): string[] | null {
  return PAYLOAD.exec(payload)?.[1]?.match(/.{8}/g) ?? null
}
