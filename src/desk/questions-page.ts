import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Hono } from 'hono'
import { PATHS } from '../config/config.ts'
import { countByDocument, LEAST_QUESTIONS } from '../corpus/check-questions.ts'
import { type Corpus, type ExampleQuestion, loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import type { Translate } from '../i18n/translations.ts'
import { loadWeights } from '../retrieval/weights.ts'
import type { Desk } from './desk.ts'
import { versionsIn } from './drafts.ts'
import { beginningOf, draftsPages } from './drafts-pages.ts'
import { type FoundQuestion, findQuestions, howFound } from './find-questions.ts'
import { button } from './layout.ts'

/** Most questions of a kind that are listed for a passage. */
const LISTED = 10

/** The page that lists passages by how well they are found, weak ones first, and one for each of them. */
export function questionsPage(app: Hono, desk: Desk): void {
  const { drafts, config } = desk
  let found: readonly FoundQuestion[] | null = null
  /** The state of the draft in which that was found. */
  let foundIn = ''
  let progress: { done: number; all: number } | null = null
  let hasFailed = false
  const answered = () => loadWeights(PATHS.weights).thresholds.answered
  const stateOf = () => JSON.stringify(versionsIn(drafts.folder))

  async function measure(): Promise<void> {
    const state = stateOf()
    const folders = { ...config, corpusFolder: drafts.folder }
    const open = () => desk.open('draft')
    found = await findQuestions(loadCorpus(drafts.folder, drafts.folder), folders, open, (done, all) => {
      progress = { done, all }
    })
    foundIn = state
  }

  app.get('/questions', async (c) => {
    const t = desk.t(c)
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const questions = loadExampleQuestions(drafts.folder, corpus, drafts.folder)
    const measured = found ?? questions.map((one) => ({ ...one, rank: 1, first: one.passageId, confidence: 0 }))
    const list = howFound(measured, corpus, answered())
    return desk.page(c, {
      goesOn: progress !== null,
      title: t('desk-nav-questions'),
      main: [
        h('p', t('desk-questions-what', { least: LEAST_QUESTIONS })),
        ...makeFor(corpus, questions, t),
        progress
          ? h('p', { role: 'status' }, t('desk-questions-measuring', progress))
          : button('/questions', t('desk-questions-measure')),
        hasFailed ? h('p', { className: 'problem', role: 'alert' }, t('desk-questions-not-measured')) : null,
        found && foundIn !== stateOf() ? h('p', { className: 'notice' }, t('desk-questions-stale')) : null,
        h('table', [
          h(
            'thead',
            h(
              'tr',
              ['desk-passage', 'desk-questions', ...(found ? ['desk-found', 'desk-taken'] : [])].map((key) =>
                h('th', { scope: 'col' }, t(key)),
              ),
            ),
          ),
          h(
            'tbody',
            list.map(({ passage: { id, documentId, text }, questions, first, taken }) =>
              h('tr', [
                h(
                  'th',
                  { scope: 'row', lang: 'nl' },
                  h('a', { href: `/questions/${documentId}/${id}` }, beginningOf(text)),
                ),
                h('td', String(questions)),
                ...(found
                  ? [h('td', questions === 0 ? '–' : `${first} / ${questions}`), h('td', String(taken.length))]
                  : []),
              ]),
            ),
          ),
        ]),
      ],
    })
  })

  app.post('/questions', (c) => {
    if (!progress) {
      progress = { done: 0, all: 0 }
      hasFailed = false
      measure()
        .catch(() => {
          hasFailed = true
        })
        .finally(() => {
          progress = null
        })
    }
    return c.redirect('/questions', 303)
  })

  draftsPages(app, desk, (passageId, t) => {
    const own =
      found &&
      howFound(found, loadCorpus(drafts.folder, drafts.folder), answered()).find(
        ({ passage }) => passage.id === passageId,
      )
    return own ? [...listOf(own.lost, 'desk-lost', t), ...listOf(own.taken, 'desk-takes', t)] : []
  })
}

/** Links to the documents with passages of which few questions ask. */
function makeFor(corpus: Corpus, questions: readonly ExampleQuestion[], t: Translate): ElementContent[] {
  const links = countByDocument(questions, corpus).flatMap(({ document: { id, title }, few }) =>
    few > 0 ? [h('li', h('a', { href: `/questions/${id}` }, t('desk-questions-make', { title, few })))] : [],
  )
  return links.length > 0 ? [h('ul', links)] : []
}

function listOf(found: readonly FoundQuestion[], key: string, t: Translate): ElementContent[] {
  return found.length === 0
    ? []
    : [
        h('h2', t(key, { count: found.length })),
        h(
          'ul',
          found.slice(0, LISTED).map(({ question }) => h('li', { lang: 'nl' }, question)),
        ),
      ]
}
