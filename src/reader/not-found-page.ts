import { h } from 'hastscript'
import { renderPage } from './layout.ts'
import type { Site } from './site.ts'

/** For an address at which nothing is. Nothing of the address is shown. */
export function notFoundPage(site: Site): string {
  const { t } = site
  return renderPage(
    {
      path: '404.html',
      // It is shown at any address, however deep.
      root: site.url === null ? './' : `${new URL(site.url).pathname.replace(/\/$/, '')}/`,
      title: t('reader-not-found'),
      description: t('reader-not-found-why'),
      main: [h('h1', t('reader-not-found')), h('p', t('reader-not-found-why'))],
    },
    site,
  )
}
