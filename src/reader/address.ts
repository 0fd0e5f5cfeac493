import type { Passage } from '../corpus/document.ts'

/** Names of pages that are no document: a document may not have one of these as its id. */
export const TOPICS = 'onderwerpen'
export const SEARCH = 'zoek'
/** Before the paths of the same pages as an app in Telegram. */
export const APP = 'app/'
/** Quotes that a reader picked. */
export const BASKET = 'mandje'
export const RESERVED: readonly string[] = [TOPICS, SEARCH, BASKET, 'app']

/** A passage, or one that stood there before. */
type Place = Pick<Passage, 'id' | 'documentId'>

/** The path of the page of a document, from the root of the site. All paths of pages end in a slash, as static hosts want it. */
export function documentPath(documentId: string): string {
  return `${documentId}/`
}

/** The path of the page of one quote. Unlike a fragment, whoever makes a preview of a link is told it. */
export function quotePath({ documentId, id }: Place): string {
  return `${documentId}/${id}/`
}

/** The path of a passage within the page of its document. */
export function passagePath({ documentId, id }: Place): string {
  return `${documentPath(documentId)}#${id}`
}

/** What leads from a page back to the root of the site: links work under any address. */
export function rootFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1) || './'
}

/**
 * The address of the page of a quote.
 * @param url of the site, without a slash at its end.
 */
export function quoteAddress(url: string, place: Place): string {
  return `${url}/${quotePath(place)}`
}

/**
 * The address of one page with these quotes.
 * @param url of the site, without a slash at its end.
 */
export function basketAddress(url: string, ids: readonly string[]): string {
  return `${url}/${BASKET}/?mandje=${ids.join(',')}`
}

/**
 * The address at which Telegram opens the pages as an app.
 * @param url of the site, without a slash at its end.
 */
export function appAddress(url: string): string {
  return `${url}/${APP}`
}
