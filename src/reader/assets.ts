import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { squeeze } from './squeeze.ts'

/** Files of the site beside its pages. They are always those of src. */
export const ASSETS = {
  'reader.js': 'text/javascript; charset=utf-8',
  'basket.js': 'text/javascript; charset=utf-8',
  'qr.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const
export type Asset = keyof typeof ASSETS
/** What stands in pages alone: nothing is seen before it is there, and each file of its own takes a slow line half a second. */
type Inlined = 'style.css' | 'app.js' | 'early.js'

/** The others come short. */
const SQUEEZED: readonly string[] = ['reader.js', 'basket.js', 'app.js', 'early.js']

const here = (name: string) => new URL(`../../src/reader/${name}`, import.meta.url)
/** Scripts begin with what they share with the server: one file is one request. */
const READER = ['choices.js', 'reader.js'].map(here)
const PARTS: Partial<Record<string, readonly URL[]>> = {
  'reader.js': READER,
  'basket.js': [...READER, ...['collect.js', 'basket.js'].map(here)],
  'qr.js': [new URL(import.meta.resolve('lean-qr/nano'))],
}

/** A file as it is sent. */
interface Read {
  readonly text: string
  /** Changes with it. */
  readonly version: string
  /** What a Content-Security-Policy calls it where it stands in a page, so that nothing else there runs or paints. */
  readonly source: string
}

const read = new Map<Asset | Inlined, Read>()

/** A file of src/reader, without what is for us alone: comments, and most of its spaces. In every page they would weigh 8 kB. */
export function readAsset(name: Asset | Inlined): Read {
  const known = read.get(name)
  if (known) return known
  const whole = (PARTS[name] ?? [here(name)]).map((part) => readFileSync(part, 'utf8')).join('\n')
  const text = name === 'style.css' ? squeezeStyle(whole) : SQUEEZED.includes(name) ? squeeze(whole) : whole
  const hash = createHash('sha256').update(text).digest()
  const file = { text, version: hash.toString('hex').slice(0, 8), source: `'sha256-${hash.toString('base64')}'` }
  read.set(name, file)
  return file
}

function squeezeStyle(style: string): string {
  return style
    .replace(/\/\*(?:(?!\*\/)[\s\S])*\*\//g, '')
    .replace(/(?<=[{};,])\s+|(?<=:)\s+| (?=\{)|;(?=\s*\})| ?> ?|(?<![\w.])0(?=\.\d)/g, (part) =>
      part.trim().replace(/[0;]/, ''),
    )
    .replace(/\s+(?=\})|^\s+/g, '')
}

/** The address of a file from the root of the site, which changes with it: a browser may keep it for ever. */
export function assetAddress(name: Asset): string {
  return `${name}?v=${readAsset(name).version}`
}
