/** A local part has at most 64 characters (RFC 5321). */
const E_MAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu
const ADDRESS = /https?:\/\/[^\s<>"')\]]+/g
/** Belongs to the sentence when an address ends with it. */
const PUNCTUATION = '.,;:!?'
/** What senders of letters and campaigns add to an address to know who followed it. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_hs\w+|igshid|yclid|vero_id|mkt_tok|trk|s?cid)$/i

/** An address without what tells who followed it. */
export function withoutTracking(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const trails = [...url.searchParams.keys()].filter((name) => TRACKING.test(name))
  if (trails.length === 0) return address
  for (const name of trails) url.searchParams.delete(name)
  return url.href
}

/** Text without e-mail addresses and without trails of links; `masked` counts them. */
export function maskAddresses(text: string, masked: { count: number }): string {
  return text
    .replace(E_MAIL, () => {
      masked.count += 1
      return '[…]'
    })
    .replace(ADDRESS, (address) => {
      let end = address.length
      while (PUNCTUATION.includes(address.charAt(end - 1))) end--
      const bare = address.slice(0, end)
      const clean = withoutTracking(bare)
      if (clean !== bare) masked.count += 1
      return clean + address.slice(end)
    })
}
