import { lookup } from 'node:dns'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { basename } from 'node:path/posix'
import { ImportError } from './draft.ts'
import { MOST_BYTES, type Source, tooLarge } from './read-source.ts'

/** Networks that are nobody's public server: a machine's own, a house's, a provider's, those of examples. */
const CLOSED = new BlockList()
for (const network of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  // Of IPv6, 2000::/3 alone is public. Others lead to an IPv4 address that is in them; Node looks at that itself in ::ffff:0:0/96 alone.
  '::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/2 8000::/1',
  '2001::/23 2001:db8::/32 2002::/16 3fff::/20',
].flatMap((line) => line.split(' '))) {
  const [from, bits] = network.split('/') as [string, string]
  CLOSED.addSubnet(from, Number(bits), isIP(from) === 4 ? 'ipv4' : 'ipv6')
}

/** Whether an IP address is of a machine that the public doesn't reach. */
export function isClosed(address: string): boolean {
  return CLOSED.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

const MOST_REDIRECTS = 5
const PATIENCE_MS = 20_000

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'text/plain': '.txt',
  'text/markdown': '.md',
  'application/pdf': '.pdf',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
}

/**
 * Gets a file or a page from an address.
 * @param isForbidden tells of an IP address whether nothing may be asked there: by default those of private networks, also where a name
 * leads to one, or a server sends on to one.
 * @returns it, and the address at which it was in the end.
 * @throws ImportError when it can't be had.
 */
export async function fetchSource(address: string, isForbidden = isClosed): Promise<Source & { readonly url: string }> {
  let url = new URL(address)
  for (let turns = 0; turns <= MOST_REDIRECTS; turns++) {
    const response = await ask(url, isForbidden)
    const { statusCode: status = 0, headers } = response
    if (status >= 300 && status < 400 && headers.location !== undefined && URL.canParse(headers.location, url)) {
      response.destroy()
      url = new URL(headers.location, url)
      continue
    }
    if (status !== 200) {
      response.destroy()
      throw new ImportError(
        status === 401 || status === 403
          ? `${url.href} is for who logs in: open it in a browser, save the page as a file, and import that.`
          : `${url.href} can't be had: its server answers ${status}.`,
        status === 401 || status === 403 ? 'login' : 'status',
        url.href,
      )
    }
    const [type = '', encoding] = (headers['content-type'] ?? '').split(/;\s*charset=/i)
    const bytes = await bodyOf(response, url)
    const extension = EXTENSIONS[type.trim().toLowerCase()]
    const name = basename(url.pathname).replace(/\.\w+$/, '') || url.hostname
    return {
      bytes,
      name: extension ? name + extension : basename(url.pathname),
      encoding: encoding?.replaceAll('"', ''),
      url: url.href,
    }
  }
  throw new ImportError(`${address} is sent on and on: give the address at which a browser ends.`, 'redirects', address)
}

function ask(url: URL, isForbidden: (address: string) => boolean): Promise<IncomingMessage> {
  const forbidden = new ImportError(
    `${url.hostname} is a machine of a private network, of which nothing is imported: save the page as a file.`,
    'private',
    url.hostname,
  )
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ImportError(
      `${url.protocol}//${url.host} is no address of a page: it begins with https://, and holds no password.`,
      'address',
      url.href,
    )
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) && isForbidden(host)) throw forbidden
  // What is connected to is what was looked at: a name can't lead elsewhere in between.
  const guarded: LookupFunction = (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) done(error, [])
      else if (found.some((one) => isForbidden(one.address))) done(forbidden, [])
      else if (options.all) done(null, found)
      else done(null, found[0]!.address, found[0]!.family)
    })
  }
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp
    const headers = { 'accept-encoding': 'identity', 'user-agent': 'bronwijzer' }
    const request = get(url, { lookup: guarded, headers, signal: AbortSignal.timeout(PATIENCE_MS) }, resolve)
    request.on('error', (error) =>
      reject(
        error instanceof ImportError
          ? error
          : new ImportError(`${url.href} can't be reached: ${error.message}.`, 'unreachable', url.href),
      ),
    )
  })
}

/** All that comes, unless it is too much. */
async function bodyOf(response: IncomingMessage, url: URL): Promise<Uint8Array> {
  if (response.headers['content-encoding'] !== undefined && response.headers['content-encoding'] !== 'identity') {
    response.destroy()
    throw new ImportError(
      `${url.href} comes packed, though it was asked not to: save the page as a file, and import that.`,
      'packed',
      url.href,
    )
  }
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of response) {
      length += chunk.length
      if (length > MOST_BYTES) throw tooLarge(url.href)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof ImportError
      ? error
      : new ImportError(`${url.href} broke off before its end: try again.`, 'broken-off', url.href)
  }
  return Buffer.concat(chunks)
}
