import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { h } from 'hastscript'
import type { Hono } from 'hono'
import { countByDocument, LEAST_QUESTIONS } from '../corpus/check-questions.ts'
import { loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { attempt, type Problem } from '../corpus/problem.ts'
import type { Translate } from '../i18n/translations.ts'
import { localPath } from './access.ts'
import type { Desk } from './desk.ts'
import { INCOMING } from './drafts.ts'
import { button } from './layout.ts'
import { problemList } from './problem-list.ts'

/** The first page: which documents there are, and what is to be done next. */
export function startPage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  app.get('/', (c) => {
    const t = desk.t(c)
    const problems: Problem[] = []
    const corpus = attempt(problems, () => loadCorpus(drafts.folder, drafts.folder))
    const questions = corpus && attempt(problems, () => loadExampleQuestions(drafts.folder, corpus, drafts.folder))
    const documents = (corpus ? countByDocument(questions ?? [], corpus) : []).map(({ document, questions, few }) => {
      const { id, title, publisher, passages } = document
      return { id, title, publisher, passages: passages.length, few, asked: questions }
    })
    const incoming = existsSync(join(drafts.folder, INCOMING)) ? readdirSync(join(drafts.folder, INCOMING)) : []
    const history = drafts.history()
    return desk.page(c, {
      title: t('desk-nav-start'),
      main: [
        h('p', { className: 'next' }, nextOf(t, problems, incoming, documents, drafts.isChanged())),
        ...(problems.length > 0 ? [h('h2', t('desk-problems')), problemList(problems, t)] : []),
        ...(incoming.length > 0
          ? [
              h('h2', t('desk-incoming')),
              h(
                'ul',
                incoming.map((id) => h('li', h('a', { href: `/documents/${id}` }, id))),
              ),
            ]
          : []),
        h('h2', t('desk-documents')),
        h('table', { className: 'cards' }, [
          h(
            'thead',
            h(
              'tr',
              ['desk-document', 'desk-publisher', 'desk-passages', 'desk-questions', 'desk-to-do'].map((key) =>
                h('th', { scope: 'col' }, t(key)),
              ),
            ),
          ),
          h(
            'tbody',
            documents.map(({ id, title, publisher, passages, asked, few }) =>
              h('tr', [
                h('th', { scope: 'row' }, h('a', { href: `/documents/${id}`, lang: 'nl' }, title)),
                h('td', { lang: 'nl', dataLabel: t('desk-publisher') }, publisher),
                h('td', { dataLabel: t('desk-passages') }, String(passages)),
                h('td', { dataLabel: t('desk-questions') }, String(asked)),
                h(
                  'td',
                  few > 0
                    ? h('a', { href: `/questions/${id}` }, t('desk-few-questions', { few, least: LEAST_QUESTIONS }))
                    : t('desk-ready'),
                ),
              ]),
            ),
          ),
        ]),
        ...(history.length > 0
          ? [
              h('h2', t('desk-history')),
              button('/undo', t('desk-undo', { what: history[0]!.what }), { at: history[0]!.at }),
              h(
                'ul',
                history
                  .slice(0, SHOWN)
                  .map(({ at, what }) =>
                    h('li', [h('time', { dateTime: at }, t('desk-when', { date: new Date(at) })), ` ${what}`]),
                  ),
              ),
            ]
          : []),
      ],
    })
  })

  app.post('/undo', async (c) => {
    const { at, from } = await c.req.parseBody()
    // What another editor did since is not taken back by this button.
    if (drafts.history()[0]?.at === at) drafts.undo()
    return c.redirect(`${localPath(from)}?done=undone`, 303)
  })
}

/** Changes that are listed. */
const SHOWN = 10

/** One sentence: what an editor best does now. */
function nextOf(
  t: Translate,
  problems: readonly Problem[],
  incoming: readonly string[],
  documents: readonly { readonly few: number; readonly title: string }[],
  isChanged: boolean,
): string {
  if (problems.length > 0) return t('desk-next-problems', { count: problems.length })
  if (incoming.length > 0) return t('desk-next-incoming', { count: incoming.length })
  const few = documents.find((one) => one.few > 0)
  if (few) return t('desk-next-questions', { title: few.title, count: few.few })
  return t(isChanged ? 'desk-next-publish' : 'desk-next-import')
}
