import type { Passage } from '../corpus/document.ts'
import { documentPath, quotePath, RESERVED, SEARCH, TOPICS } from './address.ts'
import { ASSETS, type Asset, readAsset } from './assets.ts'
import { documentPage } from './document-page.ts'
import type { Draw } from './drawing-process.ts'
import { formerPage } from './former-page.ts'
import { notFoundPage } from './not-found-page.ts'
import { PICTURE, pictureOf } from './picture.ts'
import { quotePage } from './quote-page.ts'
import { searchPage } from './search-page.ts'
import type { Site } from './site.ts'
import { homePage, topicsPage } from './topics-page.ts'

/** A file of the site, as it is served. */
export interface SiteFile {
  readonly type: string
  readonly body: string | Uint8Array
}

/** Makes a file when it is asked for; null when it can't be made. */
export type Routes = ReadonlyMap<string, () => SiteFile | Promise<SiteFile | null>>

/**
 * Every file of the site by its path, such as "" for the first page. Nothing but these can be asked for.
 * @throws Error when a document has the name of another page.
 */
export function routesOf(site: Site): Routes {
  const { documents, passages } = site.corpus
  const taken = documents.find(({ id }) => RESERVED.includes(id))
  if (taken) throw new Error(`The document "${taken.id}" has the name of another page of the site: give it another id.`)
  const html = (render: () => string) => (): SiteFile => ({ type: 'text/html; charset=utf-8', body: render() })
  const { draw, search } = site
  return new Map<string, () => SiteFile | Promise<SiteFile | null>>([
    ['404.html', html(() => notFoundPage(site))],
    ['', html(() => homePage(site))],
    [`${TOPICS}/`, html(() => topicsPage(site))],
    ...(search ? [[`${SEARCH}/`, html(() => searchPage(site, search))] as const] : []),
    ...documents.map((one) => [documentPath(one.id), html(() => documentPage(one, site))] as const),
    ...passages.map((one) => [quotePath(one), html(() => quotePage(one, site))] as const),
    ...passages.flatMap((one) =>
      draw ? [[`${quotePath(one)}${PICTURE.name}`, () => drawn(one, site, draw)] as const] : [],
    ),
    ...site.former.map((one) => [quotePath(one), html(() => formerPage(one, site))] as const),
    ...(Object.keys(ASSETS) as Asset[]).map(
      (name) => [name, () => ({ type: ASSETS[name], body: readAsset(name).text })] as const,
    ),
  ])
}

async function drawn(passage: Passage, { corpus, t }: Site, draw: Draw): Promise<SiteFile | null> {
  const body = await draw(pictureOf(passage, corpus.document(passage.documentId), t))
  return body && { type: PICTURE.type, body }
}
