import { randomUUID } from 'node:crypto'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import { showControls } from '../corpus/control-characters.ts'
import type { Passage } from '../corpus/document.ts'
import type { Grade, MessageSource } from '../corpus/judged-messages.ts'
import { type Corpus, loadCorpus } from '../corpus/load-corpus.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Desk } from './desk.ts'
import { StaleError } from './drafts.ts'
import { beginningOf } from './drafts-pages.ts'
import { fileOf, isLike, judgedAtDesk, judgedLine, knownMessages, readTyped, writeTyped } from './judged.ts'
import { type NamedReport, readReports } from './kept-reports.ts'
import { button } from './layout.ts'
import { passageOptions } from './reports-page.ts'
import { saveChanges } from './try-changes.ts'
import { remember, whoField } from './who.ts'

/** Passages that are judged for a message, besides those that a user saw. */
const JUDGED = 10
const GRADES = [0, 1, 2, 3] as const
const GRADE = 'grade-'
/** Characters of a judged message. */
const LONGEST = 1200

/** A message that waits to be judged. */
interface Waiting {
  readonly key: string
  readonly message: string
  readonly source: MessageSource
  /** The report that it comes from; null for one that an editor typed in. */
  readonly report: NamedReport | null
}

/** What was found for a message; going on while it has neither an end nor a failure. */
interface Search {
  /** In the order of the corpus, so that nobody is led by what the bot thinks. */
  readonly passages: readonly string[] | null
  readonly isKnown: boolean
  readonly hasFailed: boolean
}

/** The pages where messages are judged: which passages answer them, help, or touch them. */
export function judgePage(app: Hono, desk: Desk): void {
  const { drafts } = desk
  const searches = new Map<string, Search>()

  async function waitingMessages(): Promise<Waiting[]> {
    const { reports } = await readReports(desk.reports)
    const reported = reports.flatMap((named): Waiting[] => {
      const { question } = named.report
      return question === null ? [] : [{ key: named.key, message: question, source: 'report', report: named }]
    })
    const typed = readTyped(drafts.folder).map((one): Waiting => ({ ...one, source: 'editor', report: null }))
    return [...reported, ...typed].map((one) => ({ ...one, message: showControls(one.message) }))
  }

  /** Looks for what is to be judged while the editor's page waits. */
  function search({ key, message, report }: Waiting): Search {
    const begun: Search = { passages: null, isKnown: false, hasFailed: false }
    searches.set(key, begun)
    const find = async () => {
      const { corpus, searcher } = await desk.open('draft')
      const shown = (report?.report.passages ?? []).flatMap((id) => {
        const at = corpus.passages.findIndex((one) => one.id === id)
        return at < 0 ? [] : [at]
      })
      const { candidates } = await searcher.search(message, shown)
      const found = new Set([...candidates.slice(0, JUDGED).map(({ passage }) => passage), ...shown])
      const { learned, measured } = knownMessages(drafts.folder, corpus)
      const passages = [...found].sort((a, b) => a - b).map((at) => corpus.passages[at]!.id)
      searches.set(key, { passages, isKnown: isLike(message, [...learned, ...measured]), hasFailed: false })
    }
    find().catch(() => searches.set(key, { ...begun, hasFailed: true }))
    return begun
  }

  app.get('/judge', async (c) => {
    const t = desk.t(c)
    const waiting = await waitingMessages()
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    return desk.page(c, {
      title: t('desk-nav-judge'),
      main: [
        h('p', t('desk-judge-what')),
        h('p', t('desk-judge-count', judgedAtDesk(drafts.folder, corpus))),
        h('h2', t('desk-judge-waiting', { count: waiting.length })),
        waiting.length === 0
          ? null
          : h(
              'ul',
              waiting.map(({ key, message, source }) =>
                h('li', [
                  h('a', { href: `/judge/${key}` }, beginningOf(message)),
                  h('span', { className: 'soft' }, ` ${t(`desk-judge-from-${source}`)}`),
                ]),
              ),
            ),
        h('h2', t('desk-judge-add')),
        h('form', { method: 'post', action: '/judge', dataKeep: '' }, [
          h('label', { htmlFor: 'messages' }, t('desk-judge-messages')),
          h('p', { className: 'hint', id: 'messages-hint' }, t('desk-judge-messages-hint')),
          h('textarea', {
            id: 'messages',
            name: 'messages',
            rows: 5,
            required: true,
            ariaDescribedBy: 'messages-hint',
          }),
          h('p', h('button', { className: 'main' }, t('desk-judge-begin'))),
        ]),
      ],
    })
  })

  app.post('/judge', async (c) => {
    const typed = String((await c.req.parseBody()).messages ?? '')
      .split('\n')
      .flatMap((line) => messageIn(line) || [])
      .map((message) => ({ key: randomUUID(), message }))
    writeTyped(drafts.folder, [...readTyped(drafts.folder), ...typed])
    return c.redirect(typed[0] ? `/judge/${typed[0].key}` : '/judge', 303)
  })

  app.get('/judge/:key', async (c) => {
    const waiting = await waitingMessages()
    const one = waiting.find(({ key }) => key === c.req.param('key'))
    if (!one) return c.redirect('/judge', 303)
    const t = desk.t(c)
    const { passages, isKnown, hasFailed } = searches.get(one.key) ?? search(one)
    // A failure is told once; who looks again tries again.
    if (hasFailed) searches.delete(one.key)
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const shown = passages?.flatMap((id) => corpus.passage(id) ?? [])
    const next = waiting.find(({ key }) => key !== one.key)
    return desk.page(c, {
      goesOn: passages === null && !hasFailed,
      title: t('desk-judge-one'),
      main: [
        h('blockquote', { className: 'words' }, one.message),
        isKnown ? h('p', { className: 'notice' }, t('desk-judge-known')) : null,
        hasFailed ? h('p', { className: 'problem', role: 'alert' }, t('desk-judge-not-found')) : null,
        shown ? gradesForm(c, one, shown, corpus, t) : null,
        shown || hasFailed ? null : h('p', { role: 'status' }, t('desk-draft-busy')),
        h('p', [
          h('a', { href: '/judge' }, t('desk-judge-back')),
          ...(next ? [' · ', h('a', { href: `/judge/${next.key}` }, t('desk-judge-skip'))] : []),
        ]),
        one.report
          ? h('p', h('a', { href: `/reports/${one.key}` }, t('desk-judge-report')))
          : button(`/judge/${one.key}/remove`, t('desk-judge-remove')),
      ],
    })
  })

  /** @throws StaleError when another editor has judged it meanwhile. */
  const messageOf = async (c: Context): Promise<Waiting> => {
    const found = (await waitingMessages()).find(({ key }) => key === c.req.param('key'))
    if (!found) throw new StaleError('messages.jsonl', '')
    return found
  }
  const remove = async ({ key, report }: Waiting): Promise<void> => {
    if (report) await desk.reports.remove(report.report)
    else
      writeTyped(
        drafts.folder,
        readTyped(drafts.folder).filter((one) => one.key !== key),
      )
    searches.delete(key)
  }

  /** Adds a line to what is there; when another editor added one to it while this one was checked, once more. */
  async function add(line: string, message: string, corpus: Corpus, what: string, tries = 3): Promise<void> {
    const path = fileOf(drafts.folder, corpus, message)
    const before = drafts.read(path) ?? ''
    const text = `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`
    try {
      await saveChanges(desk, what, { [path]: text })
    } catch (error) {
      if (!(error instanceof StaleError) || tries === 1) throw error
      await add(line, message, corpus, what, tries - 1)
    }
  }

  app.post('/judge/:key', async (c) => {
    const one = await messageOf(c)
    const fields = await c.req.parseBody()
    const message = messageIn(String(fields.message ?? ''))
    if (message === '') return c.redirect(`/judge/${one.key}`, 303)
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const given: [string, unknown][] = Object.entries(fields).map(([name, value]) => [name, Number(value)])
    if (fields.other) given.push([`${GRADE}${fields.other}`, 3])
    const grades = Object.fromEntries(
      given.flatMap(([name, grade]): [string, Grade][] => {
        const id = name.slice(GRADE.length)
        const isGrade = name.startsWith(GRADE) && (grade === 1 || grade === 2 || grade === 3)
        return isGrade && corpus.passage(id) ? [[id, grade]] : []
      }),
    )
    const who = remember(c, 'who', fields.who)
    const line = judgedLine(message, one.source, grades, `${who}, ${new Date().toISOString().slice(0, 10)}`)
    await add(line, message, corpus, desk.t(c)('desk-judged', { message: beginningOf(message) }))
    await remove(one)
    const [next] = await waitingMessages()
    return c.redirect(`/judge${next ? `/${next.key}` : ''}?done=saved`, 303)
  })

  app.post('/judge/:key/remove', async (c) => {
    const one = await messageOf(c)
    // A report has a page of its own where it is removed.
    if (one.report) return c.redirect(`/reports/${one.key}`, 303)
    await remove(one)
    return c.redirect('/judge?done=removed', 303)
  })
}

/** A message on one line, without signs that a terminal obeys. */
function messageIn(typed: string): string {
  return showControls(typed.replace(/\s+/g, ' ').trim()).slice(0, LONGEST)
}

/** Passages with four grades each, and what else is said of a message. Works without script; with it, 0 to 3 go on to the next. */
function gradesForm(
  c: Context,
  { key, message, source }: Waiting,
  passages: readonly Passage[],
  corpus: Corpus,
  t: Translate,
): ElementContent {
  return h('form', { method: 'post', action: `/judge/${key}`, dataKeep: '', dataGrades: '' }, [
    h('p', { className: 'hint' }, t('desk-judge-how')),
    ...passages.map((passage, at) => passageFields(passage, at, passages.length, corpus, t)),
    h('label', { htmlFor: 'other' }, t('desk-judge-other')),
    h('select', { id: 'other', name: 'other' }, [
      h('option', { value: '' }, t('desk-judge-no-other')),
      ...passageOptions(corpus, ''),
    ]),
    h('label', { htmlFor: 'message' }, t('desk-judge-message')),
    h('p', { className: 'hint', id: 'message-hint' }, t(`desk-judge-message-hint-${source}`)),
    h(
      'textarea',
      { id: 'message', name: 'message', rows: 3, required: true, maxLength: LONGEST, ariaDescribedBy: 'message-hint' },
      `\n${message}`,
    ),
    ...whoField(c, t),
    h('p', h('button', { className: 'main' }, t('desk-judge-save'))),
  ])
}

function passageFields(passage: Passage, at: number, of: number, corpus: Corpus, t: Translate): ElementContent {
  const { id, text, speaker, documentId, answers, intro, heading } = passage
  const before = corpus.passage(answers ?? intro ?? '')?.text ?? heading
  return h('fieldset', { className: 'grades', ariaDescribedBy: `text-${id}` }, [
    h('legend', t('desk-judge-passage', { number: at + 1, of, speaker: speaker.name })),
    h('div', { id: `text-${id}`, lang: 'nl' }, [
      h('p', { className: 'soft' }, corpus.document(documentId).title),
      before ? h('p', { className: 'before' }, before) : null,
      h('p', { className: 'words' }, text),
    ]),
    h(
      'p',
      { className: 'choice' },
      GRADES.map((grade) =>
        h('label', [
          h('input', { type: 'radio', name: `${GRADE}${id}`, value: String(grade), required: true }),
          ` ${t(`desk-grade-${grade}`)}`,
        ]),
      ),
    ),
  ])
}
