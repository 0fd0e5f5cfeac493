import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import { showControls } from '../corpus/control-characters.ts'
import type { Passage } from '../corpus/document.ts'
import { type Corpus, loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Report } from '../telegram/reports.ts'
import { addExample, addOffTopic } from './add-question.ts'
import type { CheckedDraft } from './check-drafts.ts'
import { checkInDraft } from './check-in-draft.ts'
import type { Desk } from './desk.ts'
import { StaleError } from './drafts.ts'
import { beginningOf, doubtsOf, letterOf } from './drafts-pages.ts'
import { answersLike, type NamedReport, noteAnswer, readReports } from './kept-reports.ts'
import { button } from './layout.ts'
import { saveChanges } from './try-changes.ts'
import { remember, whoField } from './who.ts'

/** What is chosen in place of a passage for a question that none answers. */
const NONE = 'none'
/** Letter of questions that came in as reports. */
const REPORTED = 'r'

/** What an editor makes of a report: a question, and the passage that answers it, or NONE. */
interface Typed {
  readonly passage: string
  readonly words: string
  readonly who: string
  readonly author: string
}

/** The check of what was typed: going on while it has neither an end nor a failure. */
interface Check {
  readonly typed: Typed
  readonly checked: CheckedDraft | null
  readonly hasFailed: boolean
}

/** The pages of what users reported and agreed to keep. */
export function reportsPage(app: Hono, desk: Desk): void {
  const { drafts, config } = desk
  const checks = new Map<string, Check>()
  const named = async (key: string | undefined) =>
    (await readReports(desk.reports)).reports.find((one) => one.key === key)
  const today = () => new Date().toISOString().slice(0, 10)
  /** @throws StaleError when another editor has dealt with it meanwhile. */
  const reportOf = async (c: Context) => {
    const found = await named(c.req.param('key'))
    if (!found) throw new StaleError('reports.jsonl', '')
    return found
  }
  const remove = async (c: Context, { key, report }: NamedReport, done: 'saved' | 'removed') => {
    await desk.reports.remove(report)
    checks.delete(key)
    return c.redirect(`/reports?done=${done}`, 303)
  }

  app.get('/reports', async (c) => {
    const t = desk.t(c)
    const { reports, damaged } = await readReports(desk.reports)
    return desk.page(c, {
      title: t('desk-nav-reports'),
      main: [
        h('p', t('desk-reports-what')),
        damaged > 0 ? h('p', { className: 'notice' }, t('desk-reports-damaged', { count: damaged })) : null,
        reports.length === 0
          ? h('p', t('desk-reports-none'))
          : h(
              'ul',
              reports.map(({ key, report: { kind, question } }) =>
                h('li', [
                  `${t(`report-kind-${kind}`)}: `,
                  h(
                    'a',
                    { href: `/reports/${key}`, lang: question === null ? null : 'nl' },
                    question === null ? t('desk-report-no-question') : beginningOf(showControls(question)),
                  ),
                ]),
              ),
            ),
      ],
    })
  })

  app.get('/reports/:key', async (c) => {
    const found = await named(c.req.param('key'))
    if (!found) return c.redirect('/reports', 303)
    const { key, report } = found
    const t = desk.t(c)
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const check = checks.get(key)
    const isBusy = check !== undefined && check.checked === null && !check.hasFailed
    return desk.page(c, {
      goesOn: isBusy,
      title: t('desk-report'),
      main: [
        ...reported(report, corpus, t),
        ...answersLike(config.settingsFolder, report).map(({ who, why, at }) =>
          h('p', { className: 'notice' }, t('desk-report-answered-before', { who, why, date: new Date(at) })),
        ),
        // Looking again would empty a form that is being filled in.
        ...(isBusy
          ? [h('p', { role: 'status' }, t('desk-draft-busy'))]
          : [...questionForm(c, found, check ?? null, corpus, t), ...otherForms(c, found, t)]),
        h('p', h('a', { href: '/reports' }, t('desk-reports-back'))),
      ],
    })
  })

  app.post('/reports/:key/question', async (c) => {
    const found = await reportOf(c)
    const { key } = found
    const given = await c.req.parseBody()
    const text = (name: string) =>
      String(given[name] ?? '')
        .replace(/\s+/g, ' ')
        .trim()
    const words = showControls(text('words'))
    const typed = {
      passage: text('passage'),
      words,
      who: remember(c, 'who', given.who),
      author: letterOf(text('author'), REPORTED),
    }
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const passage = corpus.passage(typed.passage)
    if (words === '' || (passage === null && typed.passage !== NONE)) return c.redirect(`/reports/${key}`, 303)
    const before = checks.get(key)
    // What was changed after it was checked is checked anew.
    if (!before?.checked || before.typed.words !== words || before.typed.passage !== typed.passage) {
      check(key, typed, passage)
      return c.redirect(`/reports/${key}`, 303)
    }
    // Another editor has taken it already: there is nothing to add.
    const isThere = loadExampleQuestions(drafts.folder, corpus, drafts.folder).some(
      (one) => one.question === words && one.passageId === (passage?.id ?? null),
    )
    if (isThere) return remove(c, found, 'saved')
    const path = passage ? `${passage.documentId}/questions.yaml` : 'offtopic.yaml'
    const yaml = drafts.read(path)
    const writer = { author: typed.author, note: `${typed.who}, ${today()}; ${desk.t(c)('desk-report-from')}` }
    const changed = passage
      ? addExample(yaml ?? 'passages: []\n', passage, words, writer)
      : addOffTopic(yaml ?? '{}\n', words, writer)
    await saveChanges(desk, desk.t(c)('desk-report-made', { id: passage?.documentId ?? NONE }), { [path]: changed })
    return remove(c, found, 'saved')
  })

  app.post('/reports/:key/answer', async (c) => {
    const found = await reportOf(c)
    const { who, why } = await c.req.parseBody()
    noteAnswer(config.settingsFolder, found.report, {
      who: remember(c, 'who', who),
      why: String(why ?? ''),
      at: today(),
    })
    return remove(c, found, 'saved')
  })

  app.post('/reports/:key/remove', async (c) => remove(c, await reportOf(c), 'removed'))

  /** Checks a question while the editor's page waits. */
  function check(key: string, typed: Typed, passage: Passage | null): void {
    checks.set(key, { typed, checked: null, hasFailed: false })
    checkInDraft(desk, [{ question: typed.words, passageId: passage?.id ?? null }]).then(
      ([checked]) => checks.set(key, { typed, checked: checked!, hasFailed: false }),
      () => checks.set(key, { typed, checked: null, hasFailed: true }),
    )
  }
}

/** What somebody reported. It is a stranger's text: shown as text, with every sign that would reorder or hide others. */
function reported({ kind, passages, question }: Report, corpus: Corpus, t: Translate): ElementContent[] {
  return [
    h('p', { className: 'next' }, t('report-what', { kind: t(`report-kind-${kind}`) })),
    h('h2', t('desk-report-question')),
    question === null
      ? h('p', t('desk-report-no-question'))
      : h('blockquote', { className: 'words' }, showControls(question)),
    h('h2', t('desk-report-shown')),
    ...passages.map((id) => {
      const passage = corpus.passage(id)
      return passage
        ? h('blockquote', { lang: 'nl' }, [
            h('p', { className: 'words' }, passage.text),
            h('p', { className: 'soft' }, [
              `— ${passage.speaker.name}, `,
              h('a', { href: `/documents/${passage.documentId}` }, corpus.document(passage.documentId).title),
            ]),
          ])
        : h('p', t('desk-report-passage-gone', { id }))
    }),
  ]
}

/** Makes a question of it: first checked, then taken. */
function questionForm(
  c: Context,
  { key, report: { question } }: NamedReport,
  check: Check | null,
  corpus: Corpus,
  t: Translate,
): ElementContent[] {
  const { passage, words, author } = check?.typed ?? {
    passage: '',
    words: showControls(question ?? ''),
    author: REPORTED,
  }
  const doubts = check?.checked?.doubts ?? []
  return [
    h('h2', t('desk-report-make')),
    check?.hasFailed ? h('p', { className: 'problem', role: 'alert' }, t('desk-draft-not-checked')) : null,
    check?.checked
      ? h('div', { className: 'notice', role: 'status' }, [
          h('p', t(doubts.length === 0 ? 'desk-report-no-doubt' : 'desk-report-doubt')),
          ...doubtsOf(doubts, corpus, t),
        ])
      : null,
    h('form', { method: 'post', action: `/reports/${key}/question`, dataKeep: '' }, [
      h('label', { htmlFor: 'words' }, t('desk-report-words')),
      h('p', { className: 'hint', id: 'words-hint' }, t('desk-report-words-hint')),
      h(
        'textarea',
        { id: 'words', name: 'words', rows: 3, required: true, ariaDescribedBy: 'words-hint' },
        `\n${words}`,
      ),
      h('label', { htmlFor: 'passage' }, t('desk-report-passage')),
      h('select', { id: 'passage', name: 'passage', required: true }, [
        h('option', { value: '' }, t('desk-report-choose')),
        h('option', { value: NONE, selected: passage === NONE }, t('desk-drafts-off-topic')),
        ...passageOptions(corpus, passage),
      ]),
      ...whoField(c, t),
      h('label', { htmlFor: 'author' }, t('desk-drafts-letter')),
      h('input', { id: 'author', name: 'author', required: true, pattern: '[a-z]', maxLength: 1, value: author }),
      h('p', h('button', { className: 'main' }, t(check?.checked ? 'desk-report-take' : 'desk-drafts-check'))),
    ]),
  ].filter((one) => one !== null)
}

/** Every passage to choose from, by its first words, under the title of its document. */
export function passageOptions(corpus: Corpus, chosen: string): ElementContent[] {
  return corpus.documents.map(({ title, passages }) =>
    h(
      'optgroup',
      { label: title, lang: 'nl' },
      passages.map(({ id, text }) => h('option', { value: id, selected: id === chosen }, beginningOf(text))),
    ),
  )
}

function otherForms(c: Context, { key, report: { question } }: NamedReport, t: Translate): ElementContent[] {
  return [
    ...(question === null
      ? []
      : [h('h2', t('desk-nav-judge')), h('p', h('a', { href: `/judge/${key}` }, t('desk-report-judge')))]),
    h('h2', t('desk-report-fine')),
    h('form', { method: 'post', action: `/reports/${key}/answer`, dataKeep: '' }, [
      h('p', { className: 'hint' }, t('desk-report-fine-hint')),
      ...whoField(c, t, 'answer-who'),
      h('label', { htmlFor: 'why' }, t('desk-report-why')),
      h('input', { id: 'why', name: 'why', required: true, maxLength: 300 }),
      h('p', h('button', t('desk-report-fine-do'))),
    ]),
    h('h2', t('desk-remove')),
    h('p', t('desk-report-remove-what')),
    button(`/reports/${key}/remove`, t('desk-report-remove')),
  ]
}
