import type { Passage } from '../corpus/document.ts'
import { BASKET, documentPath, quotePath, RESERVED, SEARCH, TOPICS } from './address.ts'
import { ASSETS, type Asset, readAsset } from './assets.ts'
import { basketPage, pickedFile } from './basket-page.ts'
import { type Choices, NOTHING } from './choices.js'
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

const JSON_FILE = 'application/json'

/** Makes a file when it is asked for, for whoever chose this; null when it can't be made. */
type Make = (choices?: Choices) => SiteFile | Promise<SiteFile | null>
export type Routes = ReadonlyMap<string, Make>

/**
 * Every file of the site by its path, such as "" for the first page. Nothing but these can be asked for.
 * @throws Error when a document has the name of another page.
 */
export function routesOf(site: Site): Routes {
  const { documents, passages } = site.corpus
  const taken = documents.find(({ id }) => RESERVED.includes(id))
  if (taken) throw new Error(`The document "${taken.id}" has the name of another page of the site: give it another id.`)
  const html =
    (render: (site: Site) => string): Make =>
    (choices = NOTHING) => ({ type: 'text/html; charset=utf-8', body: render({ ...site, choices }) })
  const { draw, search } = site
  return new Map<string, Make>([
    ['404.html', html(notFoundPage)],
    ['', html(homePage)],
    [`${TOPICS}/`, html(topicsPage)],
    [`${BASKET}/`, html(basketPage)],
    ...(search
      ? [[`${SEARCH}/`, html((site) => searchPage(site, search))] as const]
      : [
          [`${BASKET}/citaten.json`, () => ({ type: JSON_FILE, body: placesOf(site) })] as const,
          ...[...passages, ...site.former].map(
            (one) =>
              [`${quotePath(one)}citaat.json`, () => ({ type: JSON_FILE, body: pickedFile(one.id, site) })] as const,
          ),
        ]),
    ...documents.map((one) => [documentPath(one.id), html((site) => documentPage(one, site))] as const),
    ...passages.map((one) => [quotePath(one), html((site) => quotePage(one, site))] as const),
    ...passages.flatMap((one) =>
      draw ? [[`${quotePath(one)}${PICTURE.name}`, () => drawn(one, site, draw)] as const] : [],
    ),
    ...site.former.map((one) => [quotePath(one), html((site) => formerPage(one, site))] as const),
    ...(Object.keys(ASSETS) as Asset[]).map(
      (name) => [name, () => ({ type: ASSETS[name], body: readAsset(name).text })] as const,
    ),
  ])
}

/** The ids of the quotes of each document: where pages are files, the script finds by them on which page a quote stands. */
function placesOf({ corpus, former }: Site): string {
  const own = (documentId: string) => former.filter((one) => one.documentId === documentId)
  return JSON.stringify(
    Object.fromEntries(
      corpus.documents.map(({ id, passages }) => [id, [...passages, ...own(id)].map((one) => one.id)]),
    ),
  )
}

async function drawn(passage: Passage, { corpus, t }: Site, draw: Draw): Promise<SiteFile | null> {
  const body = await draw(pictureOf(passage, corpus.document(passage.documentId), t))
  return body && { type: PICTURE.type, body }
}
