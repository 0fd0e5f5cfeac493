import { relative, resolve } from 'node:path'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Hono } from 'hono'
import { countByDocument } from '../corpus/check-questions.ts'
import { type Corpus, loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { attempt, type Problem } from '../corpus/problem.ts'
import { corpusBefore } from '../corpus/replace.ts'
import { compareVersions } from '../corpus/versions.ts'
import type { Translate } from '../i18n/translations.ts'
import { botReloads, type Reloads } from './bot-reloads.ts'
import { checkFiles } from './check-files.ts'
import type { Commit } from './commit.ts'
import type { Desk } from './desk.ts'
import { changedPaths, type Versions, versionsIn } from './drafts.ts'
import { button, hidden } from './layout.ts'
import { problemList } from './problem-list.ts'
import { goBack, type Published, partsOf, publish } from './publish.ts'

/** What the last publishing, or going back, came to; it is shown until the next one. */
type Work =
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'went-back'; readonly commit: Commit | null; readonly reloads: Reloads | null }
  | (Published & { readonly reloads: Reloads | null })

/** The page where a draft takes the place of the corpus, and from where one goes back. */
export function publishPage(app: Hono, desk: Desk): void {
  const { config, drafts, publishElsewhere } = desk
  const live = config.corpusFolder
  let work: Work | null = null

  /** Does it while pages are served; only one thing at a time. */
  const start = (job: () => Promise<Work>) => {
    if (work?.kind === 'running') return
    work = { kind: 'running' }
    job().then(
      (done) => {
        work = done
      },
      (error: unknown) => {
        work = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
      },
    )
  }

  app.get('/publish', async (c) => {
    const t = desk.t(c)
    const [now, drafted] = [versionsIn(live), versionsIn(drafts.folder)]
    const changed = changedPaths(now, drafted)
    const status = work ? await statusOf(work, t, desk) : { isOver: true, content: [] }
    return desk.page(c, {
      goesOn: !status.isOver,
      title: t('desk-nav-publish'),
      main: [
        ...status.content,
        h('h2', t('desk-publish-changes')),
        ...(changed.length === 0 ? [h('p', t('desk-publish-same'))] : changesBetween(live, drafts.folder, changed, t)),
        ...(changed.length === 0 || work?.kind === 'running'
          ? []
          : [
              ...unaskedIn(drafts.folder, t),
              h('p', [t('desk-publish-what'), ' ', h('a', { href: '/trial' }, t('desk-publish-try'))]),
              h('form', { method: 'post', action: '/publish' }, [
                ...hidden({ state: stateOf(now, drafted) }),
                h('button', { className: 'main' }, t('desk-publish')),
              ]),
            ]),
        ...(corpusBefore(live) === null || work?.kind === 'running'
          ? []
          : [h('h2', t('desk-back-title')), h('p', t('desk-back-what')), button('/publish/back', t('desk-back'))]),
      ],
    })
  })

  app.post('/publish', async (c) => {
    const { state, insists } = await c.req.parseBody()
    const takenOver = desk.t(c)('desk-taken-over')
    start(async () => {
      const reloads = await botReloads(config.monitor)
      if (state !== stateOf(versionsIn(live), versionsIn(drafts.folder))) return { kind: 'edited', reloads }
      const published = await publish({
        live,
        drafts,
        insists: insists === 'yes',
        check: () => checkFiles({ ...config, corpusFolder: drafts.folder }),
        open: () => desk.open('draft'),
        publishElsewhere,
        today: new Date().toISOString().slice(0, 10),
        takenOver,
      })
      return { ...published, reloads }
    })
    return c.redirect('/publish', 303)
  })

  app.post('/publish/back', (c) => {
    start(async () => {
      const reloads = await botReloads(config.monitor)
      const back = await goBack(live, drafts, publishElsewhere)
      return back ? { kind: 'went-back', ...back, reloads } : { kind: 'nothing', reloads }
    })
    return c.redirect('/publish', 303)
  })
}

/** What an editor reads of the work, and whether there is nothing more to wait for. */
async function statusOf(work: Work, t: Translate, desk: Desk): Promise<{ isOver: boolean; content: ElementContent[] }> {
  const notice = (...content: (ElementContent | string)[]) => h('p', { className: 'notice', role: 'status' }, content)
  const problem = (...content: (ElementContent | string)[]) => h('p', { className: 'problem', role: 'alert' }, content)
  const over = (...content: ElementContent[]) => ({ isOver: true, content })
  switch (work.kind) {
    case 'running':
      return { isOver: false, content: [notice(t('desk-publish-running'))] }
    case 'failed':
      return over(problem(t('desk-publish-failed'), ' ', h('span', { lang: 'en' }, work.reason)))
    case 'nothing':
      return over(notice(t('desk-publish-same')))
    case 'edited':
      return over(problem(t('desk-publish-edited')))
    case 'mistakes':
      return over(
        problem(t('desk-publish-mistakes')),
        problemList(
          work.problems.map((one) => inDraft(one, desk.drafts.folder)),
          t,
        ),
      )
    case 'gate': {
      const { problem: what } = work
      return over(
        problem(
          what.kind === 'unasked'
            ? t('desk-publish-unasked', { title: what.title })
            : t(`desk-publish-${what.kind}`, { right: what.right, of: what.of }),
        ),
      )
    }
    case 'changed-meanwhile':
      return over(
        problem(t('desk-publish-meanwhile')),
        h(
          'ul',
          work.files.map((file) => h('li', file)),
        ),
        button('/publish', t('desk-publish-insist'), {
          insists: 'yes',
          state: stateOf(versionsIn(desk.config.corpusFolder), versionsIn(desk.drafts.folder)),
        }),
      )
    default: {
      const { isOver, key } = await takenOverBy(work.reloads, desk)
      const done = t(work.kind === 'published' ? 'desk-publish-done' : 'desk-back-done')
      return { isOver, content: [notice(done, ' ', t(key)), ...commitLine(work.commit, t)] }
    }
  }
}

/** Documents of which no question asks anything: with one of them nothing is published. */
function unaskedIn(draft: string, t: Translate): ElementContent[] {
  const corpus = attempt([], () => loadCorpus(draft, draft))
  const questions = corpus && attempt([], () => loadExampleQuestions(draft, corpus, draft))
  if (!corpus || !questions) return []
  return countByDocument(questions, corpus)
    .filter((one) => one.questions === 0)
    .map(({ document: { id, title } }) =>
      h('p', { className: 'problem' }, [
        t('desk-publish-unasked-yet', { title }),
        ' ',
        h('a', { href: `/questions/${id}` }, t('desk-to-questions')),
      ]),
    )
}

/** What would be published: the versions of the files that differ. A form carries it, so that nothing unseen is published. */
function stateOf(live: Versions, drafted: Versions): string {
  return JSON.stringify(changedPaths(live, drafted).map((path) => drafted[path] ?? ''))
}

/** A problem with its file as the draft has it: editors know no other folder. */
function inDraft(problem: Problem, folder: string): Problem {
  return { ...problem, file: relative(folder, resolve(problem.file)) }
}

/** Whether the running bot answers from the new corpus. */
async function takenOverBy(before: Reloads | null, { config }: Desk): Promise<{ isOver: boolean; key: string }> {
  const now = await botReloads(config.monitor)
  const isInDatabase = config.indexUrl !== null
  if (now === null) return { isOver: true, key: isInDatabase ? 'desk-bot-database' : 'desk-bot-none' }
  if (now.taken > (before?.taken ?? 0)) return { isOver: true, key: 'desk-bot-taken' }
  if (now.refused > (before?.refused ?? 0)) return { isOver: true, key: 'desk-bot-refused' }
  return config.watchCorpus || isInDatabase
    ? { isOver: false, key: 'desk-bot-waiting' }
    : { isOver: true, key: 'desk-bot-signal' }
}

function commitLine(commit: Commit | null, t: Translate): ElementContent[] {
  if (commit === null) return []
  if ('id' in commit) return [h('p', t('desk-commit', { id: commit.id }))]
  return [h('p', { className: 'problem' }, [t('desk-commit-failed'), ' ', h('span', { lang: 'en' }, commit.failure)])]
}

/** A line for each document and file in which something changes. */
function changesBetween(live: string, draft: string, changed: readonly string[], t: Translate): ElementContent[] {
  const problems: Problem[] = []
  const before = attempt(problems, () => loadCorpus(live, live))
  const after = attempt(problems, () => loadCorpus(draft, draft))
  const find = (corpus: Corpus | null, id: string) => corpus?.documents.find((one) => one.id === id)
  const lines = partsOf(changed).map((part): ElementContent => {
    const [was, is] = [find(before, part), find(after, part)]
    const title = is ?? was
    if (!title) return h('li', part)
    const named = h('cite', { lang: 'nl' }, title.title)
    if (!was) return h('li', [named, `: ${t('desk-publish-new', { count: title.passages.length })}`])
    if (!is) return h('li', [named, `: ${t('desk-publish-gone')}`])
    const { changed: other, went, came } = compareVersions(was, is)
    const counts = { changed: other.length, went: went.length, came: came.length }
    const isText = other.length + went.length + came.length > 0
    return h('li', [named, `: ${isText ? t('desk-publish-text', counts) : t('desk-publish-beside')}`])
  })
  return [h('ul', lines), ...(problems.length > 0 ? [h('h2', t('desk-problems')), problemList(problems, t)] : [])]
}
