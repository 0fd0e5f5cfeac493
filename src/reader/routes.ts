import type { Passage } from '../corpus/document.ts'
import { BASKET, documentPath, quotePath, RESERVED, SEARCH, TOPICS } from './address.ts'
import { ASSETS, type Asset, readAsset } from './assets.ts'
import { basketCitationPage, basketCode, basketFiles, basketPage, CODE } from './basket-page.ts'
import { type Choices, NOTHING } from './choices.js'
import { WAYS_TO_CITE } from './cite.ts'
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
type Make = (choices?: Choices) => SiteFile | null | Promise<SiteFile | null>
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
      ? [
          [`${SEARCH}/`, html((site) => searchPage(site, search))] as const,
          ...WAYS_TO_CITE.map((way) => [`${BASKET}/${way}/`, html((site) => basketCitationPage(way, site))] as const),
          [`${BASKET}/${CODE}`, (choices = NOTHING) => picture(basketCode(site, choices))] as const,
        ]
      : basketFiles(site).map(([path, make]) => [path, () => ({ type: JSON_FILE, body: make() })] as const)),
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

async function drawn(passage: Passage, { corpus, t }: Site, draw: Draw): Promise<SiteFile | null> {
  return picture(await draw(pictureOf(passage, corpus.document(passage.documentId), t)))
}

function picture(body: Uint8Array | null): SiteFile | null {
  return body && { type: PICTURE.type, body }
}
