import { h } from 'hastscript'
import type { Hono } from 'hono'
import { ENCODINGS } from '../corpus/decode-text.ts'
import { ImportError } from '../importing/draft.ts'
import { fetchSource } from '../importing/fetch-source.ts'
import { importAside } from '../importing/import-aside.ts'
import type { Source } from '../importing/read-source.ts'
import type { Desk } from './desk.ts'
import { INCOMING } from './drafts.ts'

/** The page where an editor gives a file or an address. */
export function importPage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  app.get('/import', (c) => {
    const t = desk.t(c)
    return desk.page(c, {
      title: t('desk-nav-import'),
      main: [
        h('p', t('desk-import-what')),
        h('form', { method: 'post', action: '/import', encType: 'multipart/form-data' }, [
          h('label', { htmlFor: 'file' }, t('desk-import-file')),
          h('input', { id: 'file', name: 'file', type: 'file', accept: '.docx,.odt,.pdf,.html,.htm,.md,.txt' }),
          h('label', { htmlFor: 'address' }, t('desk-import-address')),
          h('input', { id: 'address', name: 'address', type: 'url', placeholder: 'https://' }),
          h('details', [
            h('summary', t('desk-import-encoding-why')),
            h('label', { htmlFor: 'encoding' }, t('desk-import-encoding')),
            h('select', { id: 'encoding', name: 'encoding' }, [
              h('option', { value: '' }, t('desk-import-encoding-found')),
              ...ENCODINGS.map((name) => h('option', { value: name }, name)),
            ]),
          ]),
          h('p', h('button', { className: 'main' }, t('desk-import-read'))),
        ]),
      ],
    })
  })

  app.post('/import', async (c) => {
    const t = desk.t(c)
    const { file, address, encoding } = await c.req.parseBody()
    const source = await sourceOf(file, String(address ?? '').trim(), t('desk-import-nothing'))
    const given = { ...source, encoding: String(encoding ?? '') || source.encoding }
    const today = new Date().toISOString().slice(0, 10)
    const read = await importAside(given, { url: source.url }, today)
    // A second document of the same name is another one; a new version of the first has a page of its own.
    const id = freeId(
      read.id,
      (one) => drafts.read(`${one}/document.md`) !== null || drafts.read(`${INCOMING}/${one}/document.md`) !== null,
    )
    const folder = `${INCOMING}/${id}`
    drafts.write(t('desk-imported', { title: id }), {
      [`${folder}/source.txt`]: read.source,
      [`${folder}/document.md`]: read.markdown.replace(`\nid: ${read.id}\n`, `\nid: ${id}\n`),
      [`${folder}/notes.json`]: JSON.stringify({
        leftOut: read.leftOut,
        textless: read.textless,
        masked: read.masked,
      }),
    })
    return c.redirect(`/documents/${id}/about`, 303)
  })
}

/**
 * The file or the address that a form was given.
 * @param nothing what to say where it was given neither.
 * @throws ImportError then, or when an address can't be had.
 */
export async function sourceOf(
  file: unknown,
  address: string,
  nothing: string,
): Promise<Source & { readonly url?: string }> {
  if (file instanceof File && file.size > 0) return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  if (!URL.canParse(address)) throw new ImportError(nothing)
  return fetchSource(address)
}

function freeId(id: string, isTaken: (id: string) => boolean): string {
  let number = 2
  if (!isTaken(id)) return id
  while (isTaken(`${id}-${number}`)) number++
  return `${id}-${number}`
}
