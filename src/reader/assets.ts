import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Files of the site beside its pages. They are always those of src. */
export const ASSETS = {
  'style.css': 'text/css; charset=utf-8',
  'reader.js': 'text/javascript; charset=utf-8',
  'basket.js': 'text/javascript; charset=utf-8',
  'qr.js': 'text/javascript; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const
export type Asset = keyof typeof ASSETS

const here = (name: string) => new URL(`../../src/reader/${name}`, import.meta.url)
/** Scripts begin with what they share with the server: one file is one request. */
const READER = ['choices.js', 'reader.js'].map(here)
const PARTS: Partial<Record<Asset, readonly URL[]>> = {
  'reader.js': READER,
  'basket.js': [...READER, ...['collect.js', 'basket.js'].map(here)],
  'qr.js': [new URL(import.meta.resolve('lean-qr/nano'))],
}

const read = new Map<Asset, { readonly text: string; readonly version: string }>()

/** The text of a file, and a version that changes with it. */
export function readAsset(name: Asset): { readonly text: string; readonly version: string } {
  const known = read.get(name)
  if (known) return known
  const text = (PARTS[name] ?? [here(name)]).map((part) => readFileSync(part, 'utf8')).join('\n')
  const file = { text, version: createHash('sha256').update(text).digest('hex').slice(0, 8) }
  read.set(name, file)
  return file
}

/** The address of a file from the root of the site, which changes with it: a browser may keep it for ever. */
export function assetAddress(name: Asset): string {
  return `${name}?v=${readAsset(name).version}`
}
