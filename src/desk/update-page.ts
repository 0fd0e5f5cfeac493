import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { loadCorpus } from '../corpus/load-corpus.ts'
import { attempt, CorpusError, type Problem } from '../corpus/problem.ts'
import type { VersionChanges } from '../corpus/versions.ts'
import type { Translate } from '../i18n/translations.ts'
import { importAside } from '../importing/import-aside.ts'
import { changesIn } from './changes-in.ts'
import type { Desk } from './desk.ts'
import { sourceOf } from './import-page.ts'
import { hidden } from './layout.ts'
import { problemList } from './problem-list.ts'
import { mistakesBy, saveChanges } from './try-changes.ts'
import { newVersionOf, previewUpdate, updateDocument, type Version } from './update-document.ts'

/** The pages where a document gets a new version. */
export function updatePage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  const documentOf = (c: Context): SourceDocument | null =>
    loadCorpus(drafts.folder, drafts.folder).documents.find(({ id }) => id === c.req.param('id')) ?? null

  app.get('/documents/:id/update', (c) => {
    const document = documentOf(c)
    if (!document) return c.notFound()
    const t = desk.t(c)
    return desk.page(c, {
      title: t('desk-update-title', { title: document.title }),
      main: [
        h('p', t('desk-update-what')),
        h('form', { method: 'post', action: `/documents/${document.id}/update`, encType: 'multipart/form-data' }, [
          h('label', { htmlFor: 'file' }, t('desk-update-file')),
          h('input', { id: 'file', name: 'file', type: 'file' }),
          h('label', { htmlFor: 'address' }, t('desk-update-address')),
          h('input', { id: 'address', name: 'address', type: 'url', value: document.url ?? '' }),
          h('p', { className: 'hint' }, t('desk-update-address-hint')),
          h('label', { htmlFor: 'published' }, t('desk-update-published')),
          h('input', { id: 'published', name: 'published', type: 'date' }),
          h('p', h('button', { className: 'main' }, t('desk-update-compare'))),
        ]),
      ],
    })
  })

  app.post('/documents/:id/update', async (c) => {
    const document = documentOf(c)
    if (!document) return c.notFound()
    const { file, address, published } = await c.req.parseBody()
    const source = await sourceOf(file, String(address ?? ''), desk.t(c)('desk-update-nothing'))
    const said = { published: String(published ?? '') || undefined }
    const proposal = await importAside(source, said, new Date().toISOString().slice(0, 10))
    return review(c, document, newVersionOf(document, proposal), drafts.version(`${document.id}/document.md`))
  })

  app.post('/documents/:id/update/check', async (c) => {
    const document = documentOf(c)
    if (!document) return c.notFound()
    const { version, expected, heirs } = await sent(c)
    return review(c, document, version, expected, heirs)
  })

  app.post('/documents/:id/update/save', async (c) => {
    const document = documentOf(c)
    if (!document) return c.notFound()
    const { version, expected, heirs } = await sent(c)
    const what = desk.t(c)('desk-update-done', { title: document.title })
    try {
      const changes = updateDocument(drafts.folder, document, version, heirs)
      await saveChanges(desk, what, changes, { [`${document.id}/document.md`]: expected })
    } catch (error) {
      if (error instanceof CorpusError) return review(c, document, version, expected, heirs)
      throw error
    }
    return c.redirect(`/documents/${document.id}?done=saved`, 303)
  })

  /** What the new version changes, what the check says of it, and its text to mend. */
  async function review(
    c: Context,
    document: SourceDocument,
    version: Version,
    expected: string,
    heirs: ReadonlyMap<string, string> = new Map(),
  ): Promise<Response> {
    const t = desk.t(c)
    const problems: Problem[] = []
    const changes = attempt(problems, () => previewUpdate(document, version))
    if (changes) problems.push(...(await mistakesBy(desk, updateDocument(drafts.folder, document, version, heirs))))
    const isFine = problems.length === 0
    const at = (action: string) => `/documents/${document.id}/update/${action}`
    return desk.page(c, {
      title: t('desk-update-title', { title: document.title }),
      status: isFine ? 200 : 422,
      main: [
        ...(changes ? [h('p', t('desk-update-stayed', { count: changes.stayed.length }))] : []),
        ...(isFine ? [] : [problemList(problems, t), h('p', t('desk-update-keep'))]),
        h('form', { method: 'post', action: at('save'), encType: 'multipart/form-data', dataKeep: '' }, [
          ...hidden({ source: Buffer.from(version.source).toString('base64'), expected }),
          ...(changes ? changesOf(changes, heirs, t) : []),
          h('details', { open: !isFine }, [
            h('summary', t('desk-update-edit')),
            h('label', { htmlFor: 'markdown' }, t('desk-update-text')),
            h('textarea', { id: 'markdown', name: 'markdown', rows: 24, lang: 'nl' }, version.markdown),
            h('p', h('button', { formAction: at('check') }, t('desk-update-check'))),
          ]),
          ...(isFine ? [h('button', { className: 'main' }, t('desk-update-save'))] : []),
        ]),
      ],
    })
  }
}

/** The form of the review. */
async function sent(c: Context) {
  const fields = await c.req.parseBody()
  const version: Version = {
    // A form sends line ends as Windows has them.
    markdown: String(fields.markdown ?? '').replaceAll('\r\n', '\n'),
    source: Buffer.from(String(fields.source ?? ''), 'base64'),
  }
  const heirs = Object.entries(fields).flatMap(([name, heir]): [string, string][] =>
    name.startsWith(HEIR) && heir !== '' ? [[name.slice(HEIR.length), String(heir)]] : [],
  )
  return { version, expected: String(fields.expected ?? ''), heirs: new Map(heirs) }
}

/** Before the id of a passage that went: the field with the passage that gets its questions. */
const HEIR = 'heir-'

function changesOf(
  { changed, went, came }: VersionChanges,
  heirs: ReadonlyMap<string, string>,
  t: Translate,
): ElementContent[] {
  const list = (title: string, items: readonly ElementContent[]) =>
    items.length === 0 ? [] : [h('h2', `${title}: ${items.length}`), h('ul', { className: 'changes' }, [...items])]
  const words = (passage: Passage) => h('p', { className: 'words', lang: 'nl' }, passage.text)
  return [
    ...list(
      t('desk-update-changed'),
      changed.map(({ from, to }) =>
        h('li', [
          h('p', { className: 'words', lang: 'nl' }, changesIn(from.text, to.text, Number.POSITIVE_INFINITY)),
          h('p', { className: 'soft' }, t('desk-update-moves')),
        ]),
      ),
    ),
    ...list(
      t('desk-update-went'),
      went.map((passage) =>
        h('li', [words(passage), ...(came.length > 0 ? heirOf(passage, came, heirs.get(passage.id), t) : [])]),
      ),
    ),
    ...list(
      t('desk-update-came'),
      came.map((passage) => h('li', words(passage))),
    ),
  ]
}

/** Which new passage gets the questions of one that went. */
function heirOf({ id }: Passage, came: readonly Passage[], heir: string | undefined, t: Translate): ElementContent[] {
  const name = `${HEIR}${id}`
  return [
    h('label', { htmlFor: name }, t('desk-update-heir')),
    h('select', { id: name, name }, [
      h('option', { value: '' }, t('desk-update-no-heir')),
      ...came.map((one) =>
        h('option', { value: one.id, lang: 'nl', selected: one.id === heir }, one.text.slice(0, 80)),
      ),
    ]),
  ]
}
