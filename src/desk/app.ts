import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config/config.ts'
import { CorpusError } from '../corpus/problem.ts'
import { LANGUAGES, type Language, loadTranslations, type Translate } from '../i18n/translations.ts'
import { ImportError } from '../importing/draft.ts'
import { MOST_BYTES } from '../importing/read-source.ts'
import { reportBoxOf } from '../keeping/open-keeping.ts'
import type { Product } from '../product.ts'
import { aboutPage } from './about-page.ts'
import { guard, localPath, login } from './access.ts'
import { changesIn } from './changes-in.ts'
import type { Desk, OpenProduct, PublishElsewhere } from './desk.ts'
import { documentPage } from './document-page.ts'
import { type Drafts, StaleError, versionsIn } from './drafts.ts'
import { importPage } from './import-page.ts'
import { judgePage } from './judge-page.ts'
import { ASSETS, type Asset, readAsset, renderPage } from './layout.ts'
import { problemList } from './problem-list.ts'
import { publishPage } from './publish-page.ts'
import { questionsPage } from './questions-page.ts'
import { reportsPage } from './reports-page.ts'
import { startPage } from './start-page.ts'
import { tour, tourStep } from './tour.ts'
import { trialPage } from './trial-page.ts'
import { updatePage } from './update-page.ts'

/** The pages of the desk in the order of its navigation. */
const PAGES: readonly {
  readonly path: string
  readonly label: string
  readonly register: (app: Hono, desk: Desk) => void
}[] = [
  { path: '/', label: 'desk-nav-start', register: startPage },
  { path: '/import', label: 'desk-nav-import', register: importPage },
  { path: '/questions', label: 'desk-nav-questions', register: questionsPage },
  { path: '/reports', label: 'desk-nav-reports', register: reportsPage },
  { path: '/judge', label: 'desk-nav-judge', register: judgePage },
  { path: '/trial', label: 'desk-nav-trial', register: trialPage },
  { path: '/publish', label: 'desk-nav-publish', register: publishPage },
]

/** Pages that others lead to. */
const UNLISTED: readonly ((app: Hono, desk: Desk) => void)[] = [aboutPage, documentPage, updatePage, tour]

const LANGUAGE = 'language'
const MOST_FORM_BYTES = 1_000_000
/** Forms that bring a file. */
const UPLOADS = /^\/(?:import|documents\/[^/]+\/update)(?:\/|$)/

/**
 * Makes the desk: pages by which editors work on a draft of the corpus.
 * @param onError is told of what no editor can mend.
 */
export function createDesk(
  config: Config,
  drafts: Drafts,
  open: OpenProduct,
  onError: (error: unknown) => void,
  publishElsewhere: PublishElsewhere | null = null,
): Hono {
  const translations = loadTranslations()
  const languageOf = (c: Context): Language =>
    LANGUAGES.find((language) => language === getCookie(c, LANGUAGE)) ?? LANGUAGES[0]
  const desk: Desk = {
    config,
    drafts,
    reports: reportBoxOf(config),
    open: opener(config, drafts, open),
    publishElsewhere,
    t: (c) => translations(languageOf(c)),
    page(c, page) {
      const language = languageOf(c)
      const place = {
        t: translations(language),
        language,
        path: c.req.path,
        done: c.req.query('done'),
        tour: tourStep(c, translations(language)),
        navigation: PAGES,
        hasSession: config.desk.password !== null,
      }
      return c.html(renderPage(page, place), page.status ?? 200)
    },
  }
  const app = new Hono()
  app.use(guard(config))
  const [forFiles, forForms] = [MOST_BYTES + MOST_FORM_BYTES, MOST_FORM_BYTES].map((maxSize) =>
    bodyLimit({ maxSize, onError: (c) => sentence(desk, c, 'desk-too-large', 413) }),
  ) as [MiddlewareHandler, MiddlewareHandler]
  app.use((c, next) => (UPLOADS.test(c.req.path) ? forFiles : forForms)(c, next))
  for (const name of Object.keys(ASSETS) as Asset[])
    app.get(`/${name}`, (c) => c.body(readAsset(name), 200, { 'Content-Type': ASSETS[name] }))
  // Browsers ask for it by themselves.
  app.get('/favicon.ico', (c) => c.body(null, 204))
  login(app, desk)
  app.use(async (c, next) => {
    if (c.req.method === 'POST' && !(await isWhole(c))) return sentence(desk, c, 'desk-form-broken', 400)
    return next()
  })
  app.post('/language', async (c) => {
    const { language, from } = await c.req.parseBody()
    setCookie(c, LANGUAGE, String(language), { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 31_536_000 })
    return c.redirect(localPath(from), 303)
  })
  for (const register of [...PAGES.map((page) => page.register), ...UNLISTED]) register(app, desk)
  app.notFound((c) => sentence(desk, c, 'desk-not-found', 404))
  app.onError((error, c) => {
    if (error instanceof StaleError) return stale(desk, c, error)
    if (error instanceof ImportError)
      return refused(desk, c, [h('p', { className: 'problem', role: 'alert' }, sentenceOf(error, desk.t(c)))])
    if (error instanceof CorpusError) return refused(desk, c, [problemList(error.problems, desk.t(c))])
    onError(error)
    return sentence(desk, c, 'desk-failed', 500)
  })
  return app
}

/** Whether a form can be read; it is kept for the page that it is for. */
async function isWhole(c: Context): Promise<boolean> {
  try {
    await c.req.parseBody()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function sentence(desk: Desk, c: Context, key: string, status: 400 | 404 | 413 | 500): Response {
  return desk.page(c, { title: desk.t(c)('desk-not-done'), status, main: [h('p', desk.t(c)(key))] })
}

async function refused(desk: Desk, c: Context, main: ElementContent[]): Promise<Response> {
  return desk.page(c, { title: desk.t(c)('desk-not-done'), status: 422, main: [...main, ...(await typed(desk, c))] })
}

/** Tells a second editor what the first one did, and gives back what was typed. */
async function stale(desk: Desk, c: Context, { path, version }: StaleError): Promise<Response> {
  const t = desk.t(c)
  const then = desk.drafts.textOf(path, version)
  const now = desk.drafts.read(path) ?? ''
  const last = desk.drafts.history().find(({ paths }) => paths.includes(path))
  return desk.page(c, {
    title: t('desk-stale'),
    status: 409,
    main: [
      h(
        'p',
        { className: 'problem', role: 'alert' },
        t('desk-stale-why', { path, what: last?.what ?? t('desk-stale-elsewhere') }),
      ),
      ...(then === null ? [] : [h('h2', t('desk-stale-changed')), h('pre', { lang: 'nl' }, changesIn(then, now))]),
      ...(await typed(desk, c)),
      h('p', h('a', { href: localPath(c.req.path.replace(/\/[^/]*$/, '')) }, t('desk-stale-back'))),
    ],
  })
}

function sentenceOf({ fault, what, message }: ImportError, t: Translate): string {
  return fault === null ? message : t(`desk-fault-${fault}`, { name: what })
}

/** What fields of forms are called on their pages. */
const LABELS: Readonly<Record<string, string>> = {
  text: 'desk-piece-text',
  markdown: 'desk-update-text',
  reason: 'desk-omit-why',
  reply: 'desk-drafts-paste',
  from: 'desk-drafts-from',
  words: 'desk-report-words',
  why: 'desk-report-why',
  message: 'desk-judge-message',
  messages: 'desk-judge-messages',
  who: 'desk-drafts-who',
  author: 'desk-drafts-letter',
  name: 'desk-speaker-name',
  labels: 'desk-speaker-labels',
  title: 'desk-field-title',
  publisher: 'desk-field-publisher',
  abbreviation: 'desk-field-abbreviation',
  url: 'desk-field-url',
  published: 'desk-field-published',
  publishedNote: 'desk-field-publishedNote',
  retrieved: 'desk-field-retrieved',
  permissionNote: 'desk-field-permissionNote',
}

/** Everything that was typed in the form that was sent, to copy; what its page only carried along is left out. */
async function typed(desk: Desk, c: Context): Promise<ElementContent[]> {
  if (c.req.method !== 'POST') return []
  const t = desk.t(c)
  const labelOf = (name: string): string | null => {
    const [, kind, id] = /^(words|grade)-(.*)$/s.exec(name) ?? []
    if (kind === 'words') return t('desk-questions')
    if (kind === 'grade') return `${t('desk-passage')} ${id}`
    return Object.hasOwn(LABELS, name) ? t(LABELS[name]!) : null
  }
  const fields = Object.entries(await c.req.parseBody({ all: true })).flatMap(([name, values]) => {
    const label = labelOf(name)
    return [values]
      .flat()
      .flatMap((value): [string, string][] =>
        label !== null && typeof value === 'string' && value.trim() !== '' ? [[label, value]] : [],
      )
  })
  return fields.length === 0
    ? []
    : [
        h('h2', t('desk-typed')),
        ...fields.map(([label, value]) =>
          h('label', [
            label,
            h('textarea', { readOnly: true, rows: Math.min(12, value.split('\n').length + 1) }, value),
          ]),
        ),
      ]
}

/** Opens each of the two corpora once for each state of its files. */
function opener({ corpusFolder, indexFolder }: Config, drafts: Drafts, open: OpenProduct): Desk['open'] {
  const opened = new Map<string, { readonly state: string; readonly product: Promise<Product> }>()
  return (which) => {
    const folder = which === 'live' ? corpusFolder : drafts.folder
    const state = JSON.stringify(versionsIn(folder))
    const known = opened.get(which)
    if (known?.state === state) return known.product
    // In one folder, an index is made of what is known of the other, and is there when the bot needs it.
    const product = open(folder, indexFolder)
    opened.set(which, { state, product })
    product.catch(() => opened.delete(which))
    return product
  }
}
