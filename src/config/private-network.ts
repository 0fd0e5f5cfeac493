import { BlockList, isIP } from 'node:net'

const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4')
}
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

/** Names that no public server has: without a dot, as of a container, or below one of the domains that are kept for private use. */
const PRIVATE_NAME = /^[^.]+$|\.(?:localhost|local|internal|home\.arpa)$/

/**
 * Whether what people ask may be sent to an address: nobody on the way can read it, and it holds no password, which a notice
 * or an error might show.
 */
export function isConfidential(address: string): boolean {
  // What is no address has an error of its own.
  if (!URL.canParse(address)) return true
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return true
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const version = isIP(host)
  return version === 0 ? PRIVATE_NAME.test(host) : PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6')
}
