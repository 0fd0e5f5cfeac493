import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import { isMap, isScalar, isSeq, parseDocument as parseYaml, stringify } from 'yaml'
import type { Passage } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import { asIfKnown } from '../importing/propose.ts'
import { beginsOf, UNFOLDED } from './add-question.ts'
import { changesIn } from './changes-in.ts'
import type { Desk } from './desk.ts'
import { type DeskDocument, documentOf, saveDocument } from './document-text.ts'
import { StaleError } from './drafts.ts'
import {
  KINDS,
  type Kind,
  mark,
  merge,
  omit,
  type Piece,
  quote,
  restore,
  rewrite,
  split,
  splitAt,
  splitPlaces,
  type View,
  viewDocument,
  WRITTEN,
} from './edit-document.ts'
import { button, hidden } from './layout.ts'
import { problemList } from './problem-list.ts'
import { saveChanges } from './try-changes.ts'

const COUNTERPARTS = 'counterparts.yaml'

/** The page where source and passages stand side by side, and what changes them. */
export function documentPage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  const viewOf = (document: DeskDocument) =>
    viewDocument({ ...document, markdown: asIfKnown(document.markdown) }, document.path)
  /** The piece that an editor was shown. @throws StaleError when it is no longer there. */
  const pieceOf = (document: DeskDocument, view: View, key: unknown, version: unknown): Piece => {
    const piece = view.pieces.find((one) => one.key === key)
    if (!piece) throw new StaleError(document.path, String(version))
    return piece
  }

  app.get('/documents/:id', (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const t = desk.t(c)
    const view = viewOf(document)
    const count = view.problems.length + view.pieces.reduce((sum, { problems }) => sum + problems.length, 0)
    const at = (action: string) => `/documents/${document.id}/${action}`
    const [last] = drafts.history()
    return desk.page(c, {
      title: titleOf(document),
      main: [
        h('p', { className: 'next' }, nextOf(document, view, count, t)),
        ...(document.isIncoming || count > 0
          ? []
          : [h('p', h('a', { href: `/questions/${document.id}` }, t('desk-to-questions')))]),
        h('p', [
          h('a', { href: at('about') }, t('desk-to-about')),
          ' · ',
          h('a', { href: at('text') }, t('desk-to-text')),
          ...(document.isIncoming ? [] : [' · ', h('a', { href: at('update') }, t('desk-to-update'))]),
        ]),
        document.isIncoming && view.isReadable && count === 0 ? button(at('accept'), t('desk-accept')) : null,
        document.isIncoming ? button(at('remove'), t('desk-remove'), { version: document.version }) : null,
        last?.paths.includes(document.path)
          ? button('/undo', t('desk-undo', { what: last.what }), { at: last.at, from: `/documents/${document.id}` })
          : null,
        view.problems.length > 0 ? problemList(view.problems, t) : null,
        h('div', { className: 'sides' }, rowsOf(document, view, boundPairs(drafts.read(COUNTERPARTS) ?? ''), t)),
      ],
    })
  })

  app.get('/documents/:id/pieces/:key', (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const view = viewOf(document)
    const piece = pieceOf(document, view, c.req.param('key'), document.version)
    return editForm(c, document, view, piece, piece.text, piece.kind, [])
  })

  app.post('/documents/:id/pieces/:key', async (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const t = desk.t(c)
    const fields = await c.req.parseBody()
    const view = viewOf(document)
    const piece = pieceOf(document, view, c.req.param('key'), fields.version)
    const next = view.pieces[view.pieces.indexOf(piece) + 1]
    const begin = beginsOf(piece.text)
    const save = (markdown: string, what: string) =>
      saveDocument(desk, document, markdown, t(what, { begin }), document.version)
    const { markdown } = document
    // Any letter that differs would make another text of it.
    const text = String(fields.text ?? '')
    const kind = KINDS.find((one) => one === fields.kind) ?? piece.kind
    if (fields.action === 'edit') {
      if (lettersOf(text) !== lettersOf(piece.text))
        return editForm(c, document, view, piece, text, kind, [differences(piece, text, t)])
      await save(rewrite(markdown, piece, text, kind), 'desk-did-edit')
    } else if (fields.action === 'merge' && next) {
      if (next.key !== fields.next) throw new StaleError(document.path, String(fields.version))
      await save(merge(markdown, piece, next), 'desk-did-merge')
    } else if (fields.action === 'split' && splitPlaces(piece).includes(Number(fields.at)))
      await save(splitAt(markdown, piece, Number(fields.at)), 'desk-did-split')
    else if (fields.action === 'omit') {
      const shares = view.pieces.some(
        (one) => one !== piece && one.lines[0] <= piece.lines[1] && one.lines[1] >= piece.lines[0],
      )
      if (shares) return editForm(c, document, view, piece, piece.text, piece.kind, [alert(t('desk-omit-shared'))])
      await save(omit(markdown, piece, String(fields.reason ?? '').trim() || t('desk-omit-reason')), 'desk-did-omit')
    } else if (fields.action === 'keep') await save(mark(markdown, piece, { keep: true }), 'desk-did-keep')
    else if (fields.action === 'speaker')
      await save(mark(markdown, piece, { speaker: String(fields.speaker) }), 'desk-did-speaker')
    else if (fields.action === 'quoted' && String(fields.name ?? '').trim() !== '')
      await save(quote(markdown, piece, String(fields.name).trim()), 'desk-did-speaker')
    else if (fields.action === 'bind' && piece.passage && next?.passage) {
      const changes = { [COUNTERPARTS]: withBound(drafts.read(COUNTERPARTS) ?? '', piece.passage, next.passage) }
      await saveChanges(desk, t('desk-did-bind', { begin }), changes)
    } else return c.notFound()
    return c.redirect(`/documents/${document.id}?done=saved#l${piece.lines[0]}`, 303)
  })

  app.post('/documents/:id/restore', async (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const { at, version } = await c.req.parseBody()
    const markdown = restore(document, viewOf(document), Number(at))
    await saveDocument(desk, document, markdown, desk.t(c)('desk-did-restore', { id: document.id }), String(version))
    return c.redirect(`/documents/${document.id}?done=saved`, 303)
  })

  app.get('/documents/:id/text', (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const t = desk.t(c)
    return desk.page(c, {
      title: titleOf(document),
      main: [
        h('form', { method: 'post', action: `/documents/${document.id}/text`, dataKeep: '' }, [
          ...hidden({ version: document.version }),
          h('label', { htmlFor: 'text' }, t('desk-text')),
          h('p', { className: 'hint', id: 'text-hint' }, t('desk-text-hint')),
          h(
            'textarea',
            { id: 'text', name: 'text', rows: 30, lang: 'nl', ariaDescribedBy: 'text-hint' },
            `\n${split(document.markdown).body}`,
          ),
          h('p', h('button', { className: 'main' }, t('desk-save'))),
        ]),
      ],
    })
  })

  app.post('/documents/:id/text', async (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const { text, version } = await c.req.parseBody()
    const { head } = split(document.markdown)
    const markdown = `---\n${head}---\n${String(text ?? '')
      .replaceAll('\r\n', '\n')
      .trim()}\n`
    const what = desk.t(c)('desk-did-text', { id: document.id })
    await saveDocument(desk, document, markdown, what, String(version))
    return c.redirect(`/documents/${document.id}?done=saved`, 303)
  })

  app.post('/documents/:id/accept', async (c) => {
    const document = documentOf(drafts, c)
    if (!document?.isIncoming) return c.notFound()
    const t = desk.t(c)
    const { id, markdown, source, path } = document
    const { passages } = viewDocument(document, path)
    const entries = passages.map(({ id, text }) => ({ id, begins: beginsOf(text), questions: {} }))
    const changes = {
      [`${id}/source.txt`]: source,
      [`${id}/document.md`]: markdown,
      [`${id}/questions.yaml`]: stringify({ passages: entries }, UNFOLDED),
    }
    const all = { ...changes, ...goneFrom(path) }
    await saveChanges(desk, t('desk-did-accept', { id }), all, { [path]: document.version })
    return c.redirect(`/documents/${id}?done=saved`, 303)
  })

  app.post('/documents/:id/remove', async (c) => {
    const document = documentOf(drafts, c)
    if (!document?.isIncoming) return c.notFound()
    const { version } = await c.req.parseBody()
    const { id, path } = document
    drafts.write(desk.t(c)('desk-did-remove', { id }), goneFrom(path), { [path]: String(version) })
    return c.redirect('/?done=removed', 303)
  })

  /** The form of one piece, with what was typed. */
  function editForm(
    c: Context,
    document: DeskDocument,
    view: View,
    piece: Piece,
    text: string,
    kind: Kind,
    above: readonly ElementContent[],
  ): Response {
    const t = desk.t(c)
    const action = `/documents/${document.id}/pieces/${piece.key}`
    const common = { version: document.version }
    const speakers = view.front?.speakers ?? []
    return desk.page(c, {
      title: t('desk-piece'),
      status: above.length > 0 ? 422 : 200,
      main: [
        h('p', h('a', { href: `/documents/${document.id}#l${piece.lines[0]}` }, t('desk-back-to-text'))),
        ...above,
        piece.problems.length > 0 ? problemList(piece.problems, t, true) : null,
        h('form', { method: 'post', action, dataKeep: '' }, [
          ...hidden({ ...common, action: 'edit' }),
          h('label', { htmlFor: 'text' }, t('desk-piece-text')),
          h('p', { className: 'hint', id: 'text-hint' }, t('desk-piece-hint')),
          h('textarea', { id: 'text', name: 'text', rows: 8, lang: 'nl', ariaDescribedBy: 'text-hint' }, `\n${text}`),
          h('label', { htmlFor: 'kind' }, t('desk-piece-kind')),
          h(
            'select',
            { id: 'kind', name: 'kind' },
            KINDS.map((one) => h('option', { value: one, selected: one === kind }, t(`desk-kind-${one}`))),
          ),
          h('p', h('button', { className: 'main' }, t('desk-save'))),
        ]),
        ...(splitPlaces(piece).length > 0 ? [h('h2', t('desk-split'))] : []),
        ...splitPlaces(piece).map((place) =>
          button(action, t('desk-split-before', { begin: beginsOf(piece.text.slice(place)) }), {
            ...common,
            action: 'split',
            at: String(place),
          }),
        ),
        ...(speakers.length > 1
          ? [
              h('h2', t('desk-who-says')),
              ...speakers.map(({ id, name }) => button(action, name, { ...common, action: 'speaker', speaker: id })),
            ]
          : []),
        h('h2', t('desk-omit')),
        h('form', { method: 'post', action }, [
          ...hidden({ ...common, action: 'omit' }),
          h('label', { htmlFor: 'reason' }, t('desk-omit-why')),
          h('input', { id: 'reason', name: 'reason', value: t('desk-omit-reason') }),
          h('p', h('button', t('desk-omit-do'))),
        ]),
      ],
    })
  }
}

/** The files of a document that is no longer among those that came in. */
function goneFrom(path: string): Record<string, null> {
  const folder = path.replace(/\/[^/]*$/, '')
  return Object.fromEntries(['document.md', 'source.txt', 'notes.json'].map((name) => [`${folder}/${name}`, null]))
}

function titleOf({ markdown, id }: DeskDocument): string {
  return String(parseYaml(split(markdown).head).get('title') ?? id)
}

/** One sentence: what an editor best does now. */
function nextOf({ isIncoming }: DeskDocument, view: View, count: number, t: Translate): string {
  if (count > 0) return t('desk-look-at', { count })
  if (isIncoming) return t('desk-look-accept')
  return t('desk-look-fine', { count: view.passages.length })
}

/** Source and pieces, row by row; what is left out stands where it would be. */
function rowsOf(document: DeskDocument, view: View, bound: ReadonlySet<string>, t: Translate): ElementContent[] {
  const rows: { readonly line: number; readonly row: ElementContent }[] = view.pieces.map((piece, at) => ({
    line: piece.lines[0],
    row: row(view, piece.lines, pieceOf(document, view, at, bound, t), t),
  }))
  for (const [at, { lines, reason }] of (view.front?.omissions ?? []).entries()) {
    const content = [
      h('p', { className: 'soft' }, t('desk-omitted', { reason })),
      button(`/documents/${document.id}/restore`, t('desk-restore'), { at: String(at), version: document.version }),
    ]
    rows.push({ line: lines[0], row: row(view, lines, content, t) })
  }
  return rows.sort((a, b) => a.line - b.line).map((one) => one.row)
}

function row(
  { source }: View,
  [first, last]: readonly [number, number],
  content: readonly ElementContent[],
  t: Translate,
): ElementContent {
  const lines = source.slice(first - 1, last).join('\n')
  const place = first === last ? t('desk-line', { first }) : t('desk-lines', { first, last })
  return h('section', { className: 'row', id: `l${first}`, ariaLabel: place }, [
    h('div', { className: 'source' }, [h('p', { className: 'soft' }, place), h('pre', { lang: 'nl' }, lines)]),
    h('div', { className: 'piece' }, [...content]),
  ])
}

/** A piece as it will be quoted, and what can be done with it. */
function pieceOf(
  document: DeskDocument,
  view: View,
  at: number,
  bound: ReadonlySet<string>,
  t: Translate,
): ElementContent[] {
  const piece = view.pieces[at]!
  const next = view.pieces[at + 1]
  const { passage, problems, kind } = piece
  const action = `/documents/${document.id}/pieces/${piece.key}`
  const version = { version: document.version }
  const intro = passage?.intro ? view.passages.find(({ id }) => id === passage.intro) : null
  const isBound = passage && next?.passage && bound.has(`${passage.id} ${next.passage.id}`)
  const isQuoted = problems.some((one) => one.kind === 'quoted')
  const isEnding = problems.some((one) => one.kind === 'ending')
  const others = isEnding ? (view.front?.speakers ?? []).filter(({ id }) => id !== passage?.speaker.id) : []
  const canBind = !document.isIncoming && passage && next?.passage && !isBound
  return [
    h('p', { className: 'soft' }, [
      passage ? t('desk-says', { speaker: passage.speaker.name, role: passage.speaker.role }) : t(`desk-kind-${kind}`),
      passage && passage.section.length > 0 ? ` · ${passage.section.join(' › ')}` : null,
    ]),
    ...(intro
      ? [
          h('p', { className: 'before', lang: 'nl' }, [
            h('span', { className: 'soft', lang: null }, t('list-intro')),
            ` ${intro.text}`,
          ]),
        ]
      : []),
    ...(passage?.heading ? [h('p', { className: 'before' }, t('under-heading', { heading: passage.heading }))] : []),
    h('p', { className: kind.startsWith('h') ? 'words heading' : 'words', lang: 'nl' }, passage?.text ?? piece.text),
    ...(problems.length > 0 ? [problemList(problems, t, true)] : []),
    ...(isQuoted && passage ? [quotedForm(action, version, piece, view, t)] : []),
    ...(isBound ? [h('p', { className: 'soft' }, t('desk-bound'))] : []),
    h('div', { className: 'actions' }, [
      h('a', { href: action, ariaLabel: t('desk-edit-this', { begin: beginsOf(piece.text) }) }, t('desk-edit')),
      ...(next ? [button(action, t('desk-merge'), { ...version, action: 'merge', next: next.key })] : []),
      ...(isQuoted && passage
        ? [
            button(action, t('desk-own-words', { speaker: passage.speaker.name }), {
              ...version,
              action: 'speaker',
              speaker: passage.speaker.id,
            }),
          ]
        : problems.length > 0
          ? [button(action, t('desk-keep'), { ...version, action: 'keep' })]
          : []),
      ...others.map(({ id, name }) =>
        button(action, t('desk-own-words', { speaker: name }), { ...version, action: 'speaker', speaker: id }),
      ),
      ...(problems.length > 0 ? [button(action, t('desk-omit-do'), { ...version, action: 'omit' })] : []),
      ...(canBind ? [button(action, t('desk-bind'), { ...version, action: 'bind' })] : []),
    ]),
  ]
}

/** The first and last name of somebody whom a text calls by both before it calls them by one: "Peter Groen" for "Groen". */
function wholeNameOf(name: string, text: string): string {
  const between = ' (?:(?:van|de|der|den|ten|ter) ){0,3}'
  const first = new RegExp(String.raw`(?<!\p{L})\p{Lu}\p{Ll}{1,20}${between}${name}(?!\p{L})`, 'u')
  const last = new RegExp(String.raw`(?<!\p{L})${name}${between}\p{Lu}\p{Ll}{1,20}(?!\p{L})`, 'u')
  return name.includes(' ') ? name : (first.exec(text)?.[0] ?? last.exec(text)?.[0] ?? name)
}

/** Asks who is quoted in a piece: somebody whom it names, if it does. */
function quotedForm(
  action: string,
  version: { readonly version: string },
  { key, text }: Piece,
  { front, pieces }: View,
  t: Translate,
): ElementContent {
  const whole = pieces.map((piece) => piece.text).join('\n')
  const known = (front?.speakers ?? []).slice(1).find(({ name }) => text.includes(name))
  const named = NAMED.exec(text)?.[1] ?? SIGNED.exec(text)?.[1]
  const id = `quoted-${key}`
  return h('form', { method: 'post', action }, [
    ...hidden({ ...version, action: 'quoted' }),
    h('label', { htmlFor: id }, t('desk-quoted-who')),
    h('input', {
      id,
      name: 'name',
      required: true,
      value: known?.name ?? (named ? wholeNameOf(named, whole) : ''),
      lang: 'nl',
    }),
    h('p', h('button', t('desk-quoted'))),
  ])
}

/** Who says what stands beside it: "vertelt Sanne (26)". */
const NAMED =
  /(?<!\p{L})(?:aldus|benadrukt|denkt|legt|meent|reageert|schreef|schrijft|stelde|stelt|verklaart|vertelde|vertelt|vindt|vond|zegt|zei)\s+(?:\p{Ll}+\s+){0,2}(?:\p{Lu}\p{Ll}+(?:lid|arts|leider)\s+)?((?:\p{Lu}[\p{L}’'-]*)(?:\s+(?:(?:van|de|der|den|ten|ter)\s+)*\p{Lu}[\p{L}’'-]*)*)/u

/** Behind a dash: "Het ging niet meer. – Sanne (26)". */
const SIGNED = /[.!?…]["'’”]? [–—-] (\p{Lu}[\p{L} ’'-]{1,40}?)(?:,| \(|$)/u

/** Letters and digits, which nobody may change. */
function lettersOf(text: string): string {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).join('')
}

function differences({ text }: Piece, typed: string, t: Translate): ElementContent {
  return h('div', { className: 'problem', role: 'alert' }, [
    h('p', t('desk-differs')),
    h('p', { className: 'words', lang: 'nl' }, changesIn(text, typed.replaceAll('\r\n', '\n'))),
  ])
}

function alert(sentence: string): ElementContent {
  return h('p', { className: 'problem', role: 'alert' }, sentence)
}

/** Pairs of ids, with a space between them, that counterparts.yaml binds. */
function boundPairs(yaml: string): Set<string> {
  const list = parseYaml(yaml).get('bound')
  return new Set(
    isSeq(list)
      ? list.items.map((pair) =>
          isSeq(pair) ? pair.items.map((one) => (isScalar(one) ? one.value : '')).join(' ') : '',
        )
      : [],
  )
}

function withBound(yaml: string, passage: Passage, next: Passage): string {
  const parsed = parseYaml(yaml)
  const pair = parsed.createNode([passage.id, next.id], { flow: true })
  if (isMap(parsed.contents) && isSeq(parsed.get('bound'))) parsed.addIn(['bound'], pair)
  else parsed.set('bound', parsed.createNode([pair]))
  return parsed.toString(WRITTEN)
}
