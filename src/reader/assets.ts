import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Files of the site beside its pages. */
export const ASSETS = {
  'reader.js': 'text/javascript; charset=utf-8',
  'basket.js': 'text/javascript; charset=utf-8',
  'qr.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const
export type Asset = keyof typeof ASSETS
/** What stands in pages alone: nothing is seen before it is there, and each file of its own takes a slow line half a second. */
type Inlined = 'style.css' | 'app.js' | 'early.js'

/** What bin/prepare makes of the scripts and the style in src/reader: in every page their comments and spaces alone would weigh 8 kB. */
const MADE = new URL('../../dist/reader/assets/', import.meta.url)

/** A file as it is sent. */
interface Read {
  readonly text: string
  /** Changes with it. */
  readonly version: string
  /** What a Content-Security-Policy calls it where it stands in a page, so that nothing else there runs or paints. */
  readonly source: string
}

const read = new Map<Asset | Inlined, Read>()

/** A file as browsers get it. */
export function readAsset(name: Asset | Inlined): Read {
  const known = read.get(name)
  if (known) return known
  const text = readFileSync(
    name === 'qr.js' ? new URL(import.meta.resolve('lean-qr/nano')) : new URL(name, MADE),
    'utf8',
  )
  const hash = createHash('sha256').update(text).digest()
  const file = { text, version: hash.toString('hex').slice(0, 8), source: `'sha256-${hash.toString('base64')}'` }
  read.set(name, file)
  return file
}

/** The address of a file from the root of the site, which changes with it: a browser may keep it for ever. */
export function assetAddress(name: Asset): string {
  return `${name}?v=${readAsset(name).version}`
}
