import { documentPath, quotePath, RESERVED, TOPICS } from './address.ts'
import { ASSETS, type Asset, readAsset } from './assets.ts'
import { documentPage } from './document-page.ts'
import { notFoundPage } from './not-found-page.ts'
import { quotePage } from './quote-page.ts'
import type { Site } from './site.ts'
import { homePage, topicsPage } from './topics-page.ts'

/** A file of the site, as it is served. */
export interface SiteFile {
  readonly type: string
  readonly body: string
}

/** Makes a file when it is asked for. */
export type Routes = ReadonlyMap<string, () => SiteFile>

/**
 * Every file of the site by its path, such as "" for the first page. Nothing but these can be asked for.
 * @throws Error when a document has the name of another page.
 */
export function routesOf(site: Site): Routes {
  const { documents, passages } = site.corpus
  const taken = documents.find(({ id }) => RESERVED.includes(id))
  if (taken) throw new Error(`The document "${taken.id}" has the name of another page of the site: give it another id.`)
  const html = (render: () => string) => (): SiteFile => ({ type: 'text/html; charset=utf-8', body: render() })
  return new Map<string, () => SiteFile>([
    ['404.html', html(() => notFoundPage(site))],
    ['', html(() => homePage(site))],
    [`${TOPICS}/`, html(() => topicsPage(site))],
    ...documents.map((one) => [documentPath(one.id), html(() => documentPage(one, site))] as const),
    ...passages.map((one) => [quotePath(one), html(() => quotePage(one, site))] as const),
    ...(Object.keys(ASSETS) as Asset[]).map(
      (name) => [name, () => ({ type: ASSETS[name], body: readAsset(name).text })] as const,
    ),
  ])
}
