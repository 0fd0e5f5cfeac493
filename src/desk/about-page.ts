import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import { isMap, isSeq, parseDocument as parseYaml } from 'yaml'
import { z } from 'zod'
import type { Translate } from '../i18n/translations.ts'
import { asIfKnown } from '../importing/propose.ts'
import type { Desk } from './desk.ts'
import { type DeskDocument, documentOf, saveDocument } from './document-text.ts'
import { INCOMING } from './drafts.ts'
import { speakerId, split, type View, viewDocument, withFront } from './edit-document.ts'
import { hidden } from './layout.ts'

const ROLES = ['author', 'asks', 'answers'] as const
/** Fields of the front matter that have a field in the form; those that may be unknown, and those that may not. */
const FIELDS = [
  { name: 'title', type: 'text', required: true },
  { name: 'publisher', type: 'text', required: true },
  { name: 'abbreviation', type: 'text', required: false },
  { name: 'url', type: 'url', required: false },
  { name: 'published', type: 'date', required: false },
  { name: 'publishedNote', type: 'text', required: false },
  { name: 'retrieved', type: 'date', required: false },
  { name: 'permissionNote', type: 'text', required: true },
] as const
/** Empty rows for speakers that nobody named yet. */
const MORE_SPEAKERS = 2

const notesSchema = z.object({
  leftOut: z.array(z.string()),
  textless: z.array(z.number()).default([]),
  masked: z.number(),
})

/** Who asks, who answers, and who is quoted. */
interface Speaker {
  readonly id: string
  name: string
  readonly role: string
  /** One a line: words with which paragraphs begin, or after "# " those with which headings do. */
  readonly labels: string
}

/** The page with what attributes a document: its front matter as a form. */
export function aboutPage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  app.get('/documents/:id/about', (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const front = parseYaml(split(document.markdown).head)
    const values = Object.fromEntries(FIELDS.map(({ name }) => [name, String(front.get(name) ?? '')]))
    return form(c, desk, document, values, speakersIn(front), front.get('unlabelled') === 'previous')
  })

  app.post('/documents/:id/about', async (c) => {
    const document = documentOf(drafts, c)
    if (!document) return c.notFound()
    const given = await c.req.parseBody({ all: true })
    const text = (name: string) => String([given[name] ?? ''].flat()[0]).trim()
    const all = (name: string) => [given[name] ?? []].flat().map((one) => String(one).trim())
    const unnamed = new Set(
      speakersIn(parseYaml(split(document.markdown).head)).flatMap((one) => (one.name === '' ? [one.id] : [])),
    )
    // Whom importing left without a name is the publisher.
    const names = all('name').map((name, at) =>
      name === '' && unnamed.has(all('speaker')[at] ?? '') ? text('publisher') : name,
    )
    const speakers = names.flatMap((name, at): Speaker[] =>
      name === ''
        ? []
        : [
            {
              id: all('speaker')[at] || speakerId(name, all('speaker')),
              name,
              role: all('role')[at] ?? 'author',
              labels: all('labels')[at] ?? '',
            },
          ],
    )
    // Who corrects the publisher means its words, too.
    const before = parseYaml(split(document.markdown).head).get('publisher')
    for (const speaker of speakers) if (speaker.name === before) speaker.name = text('publisher')
    // A text in which nobody is named is its publisher's.
    if (speakers.length === 0)
      speakers.push({ id: speakerId(text('publisher')), name: text('publisher'), role: 'author', labels: '' })
    const markdown = withFront(document.markdown, (front) => {
      for (const { name } of FIELDS) front.set(name, text(name) === '' ? null : text(name))
      if (text('abbreviation') === '') front.set('abbreviation', text('publisher'))
      setSpeakers(front, speakers)
      if (text('unlabelled') === 'previous') front.set('unlabelled', 'previous')
      else front.delete('unlabelled')
    })
    const t = desk.t(c)
    await saveDocument(desk, document, markdown, t('desk-about-changed', { id: document.id }), text('version'))
    return c.redirect(`/documents/${document.id}?done=saved`, 303)
  })
}

function speakersIn(front: ReturnType<typeof parseYaml>): Speaker[] {
  const { speakers } = front.toJS() as {
    speakers?: { id: string; name: string | null; role: string; labels?: Label[] }[]
  }
  return (speakers ?? []).map(({ id, name, role, labels = [] }) => ({
    id,
    name: name ?? '',
    role,
    labels: labels.map((label) => ('heading' in label ? `# ${label.heading}` : label.text)).join('\n'),
  }))
}

type Label = { readonly text: string } | { readonly heading: string }

/** Aliases and topics of labels, which have no field, stay. */
function setSpeakers(front: ReturnType<typeof parseYaml>, speakers: readonly Speaker[]): void {
  const list = front.get('speakers')
  const old = isSeq(list) ? list.items.filter(isMap) : []
  const nodes = speakers.map(({ id, name, role, labels }) => {
    const node = old.find((one) => one.get('id') === id) ?? front.createNode({ id })
    const known = node.get('labels')
    const lines = labels.split(/\r?\n/).flatMap((line) => line.trim() || [])
    const items = lines.map((line) => {
      const [field, value] = line.startsWith('# ') ? ['heading', line.slice(2)] : ['text', line]
      const same = isSeq(known) ? known.items.find((item) => isMap(item) && item.get(field) === value) : undefined
      return same ?? front.createNode({ [field]: value })
    })
    node.set('name', name)
    node.set('role', role)
    if (items.length > 0) node.set('labels', front.createNode(items))
    else node.delete('labels')
    return node
  })
  front.set('speakers', front.createNode(nodes))
}

function form(
  c: Context,
  desk: Desk,
  document: DeskDocument,
  values: Readonly<Record<string, string>>,
  speakers: readonly Speaker[],
  goesOn: boolean,
): Response {
  const t = desk.t(c)
  const rows = [
    ...speakers,
    ...Array.from({ length: MORE_SPEAKERS }, () => ({ id: '', name: '', role: 'author', labels: '' })),
  ]
  return desk.page(c, {
    title: t('desk-about', { title: values.title || document.id }),
    main: [
      ...notesOf(desk, document, t),
      h('form', { method: 'post', action: `/documents/${document.id}/about`, dataKeep: '' }, [
        ...hidden({ version: document.version }),
        ...FIELDS.flatMap(({ name, type, required }) => [
          h('label', { htmlFor: name }, t(`desk-field-${name}`)),
          h('p', { className: 'hint', id: `${name}-hint` }, t(`desk-hint-${name}`)),
          h('input', {
            id: name,
            name,
            type,
            required,
            value: values[name],
            ariaDescribedBy: `${name}-hint`,
            lang: 'nl',
          }),
        ]),
        h('h2', t('desk-speakers')),
        // A text of one writer needs none of it.
        h('details', { open: speakers.length > 1 || speakers.some(({ labels }) => labels !== '') || goesOn }, [
          h('summary', t('desk-speakers-one')),
          h('p', t('desk-speakers-hint')),
          ...rows.map((speaker, at) => speakerFields(speaker, at, t)),
          h('p', { className: 'choice' }, [
            h('label', [
              h('input', { type: 'checkbox', name: 'unlabelled', value: 'previous', checked: goesOn }),
              ` ${t('desk-speakers-go-on')}`,
            ]),
          ]),
        ]),
        h('p', h('button', { className: 'main' }, t('desk-about-save'))),
      ]),
    ],
  })
}

function speakerFields({ id, name, role, labels }: Speaker, at: number, t: Translate): ElementContent {
  const field = (what: string) => `${what}-${at}`
  return h('fieldset', [
    h('legend', t('desk-speaker', { number: at + 1 })),
    ...hidden({ speaker: id }),
    h('label', { htmlFor: field('name') }, t('desk-speaker-name')),
    h('input', { id: field('name'), name: 'name', value: name, lang: 'nl' }),
    h('label', { htmlFor: field('role') }, t('desk-speaker-role')),
    h(
      'select',
      { id: field('role'), name: 'role' },
      ROLES.map((one) => h('option', { value: one, selected: one === role }, t(`desk-role-${one}`))),
    ),
    h('label', { htmlFor: field('labels') }, t('desk-speaker-labels')),
    h('p', { className: 'hint', id: field('hint') }, t('desk-speaker-labels-hint')),
    h('textarea', { id: field('labels'), name: 'labels', rows: 2, ariaDescribedBy: field('hint'), lang: 'nl' }, labels),
  ])
}

/** What importing left out, for the editor to judge. */
function notesOf({ drafts }: Desk, document: DeskDocument, t: Translate): ElementContent[] {
  const { id, isIncoming, path } = document
  const text = isIncoming ? drafts.read(`${INCOMING}/${id}/notes.json`) : null
  if (text === null) return []
  const { leftOut, textless, masked } = notesSchema.parse(JSON.parse(text))
  const edges = edgesOf(viewDocument({ ...document, markdown: asIfKnown(document.markdown) }, path))
  return [
    h('p', { className: 'next' }, t('desk-about-what')),
    // There the publisher and the date may be.
    ...(edges.length > 0
      ? [
          h('p', t('desk-about-edges')),
          h(
            'ul',
            edges.map((line) => h('li', { lang: 'nl' }, line)),
          ),
        ]
      : []),
    ...(masked > 0 ? [h('p', t('desk-masked', { count: masked }))] : []),
    ...(textless.length > 0
      ? [h('p', t('desk-textless', { pages: textless.join(', '), count: textless.length }))]
      : []),
    ...(leftOut.length > 0
      ? [
          h('details', [
            h('summary', t('desk-left-out', { count: leftOut.length })),
            h(
              'ul',
              leftOut.map((line) => h('li', { lang: 'nl' }, line)),
            ),
          ]),
        ]
      : []),
  ]
}

/** The lines that stand above and below the text of pages, each once whatever the numbers in it. */
function edgesOf({ source, front }: View): string[] {
  const lines = (front?.omissions ?? []).flatMap(({ lines: [first, last] }) => source.slice(first - 1, last))
  const known = new Map(lines.map((line) => [line.replace(/\d+/g, '0'), line.replace(/\s+/g, ' ').trim()]))
  return [...known.values()].filter((line) => /\p{L}/u.test(line)).slice(0, MOST_EDGES)
}
const MOST_EDGES = 5
