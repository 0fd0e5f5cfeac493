import { diffWords } from 'diff'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Hono } from 'hono'
import type { Quote } from '../answering/answer.ts'
import { attribute, sayer, sourceLine } from '../answering/attribution.ts'
import { PATHS } from '../config/config.ts'
import { loadJudgedMessages, MEASURED_FILE } from '../corpus/judged-messages.ts'
import { loadExampleQuestions } from '../corpus/load-corpus.ts'
import { judgedQuestions, readAllLabelled } from '../evaluation/sets.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Desk } from './desk.ts'
import { versionsIn } from './drafts.ts'
import { button } from './layout.ts'
import { type Difference, KINDS, type Shown, showBoth, type TrialReport, trialQuestions, tryBoth } from './trial.ts'

/** Most questions that are tried at once as they were typed, and most differences that are shown. */
const MOST_TYPED = 20
const MOST_SHOWN = 50

/** The page where what is published and the draft answer side by side. */
export function trialPage(app: Hono, desk: Desk): void {
  let report: TrialReport | null = null
  /** Of the draft that is or was tried; null while nothing is. */
  let running: { isStopped: boolean } | null = null
  let tried = ''
  let failure: string | null = null
  const stateOf = () => JSON.stringify(versionsIn(desk.drafts.folder))

  async function tryAll(trial: { isStopped: boolean }): Promise<void> {
    const [before, after] = [await desk.open('live'), await desk.open('draft')]
    const { folder } = desk.drafts
    const labelled = [
      ...readAllLabelled(PATHS.evaluation),
      ...judgedQuestions(loadJudgedMessages(folder, after.corpus, folder, MEASURED_FILE)),
    ]
    const examples = loadExampleQuestions(desk.drafts.folder, after.corpus)
    const questions = trialQuestions(labelled, examples, before.corpus, after.corpus)
    report = { asked: 0, all: questions.length, differences: [] }
    for await (const next of tryBoth(questions, before, after)) {
      if (trial.isStopped) return
      report = next
    }
  }

  app.get('/trial', (c) => {
    const t = desk.t(c)
    return desk.page(c, { goesOn: running !== null, title: t('desk-nav-trial'), main: [...askForm(t), ...allOf(t)] })
  })

  function allOf(t: Translate): ElementContent[] {
    return [
      h('h2', t('desk-trial-all')),
      h('p', t('desk-trial-all-what')),
      running ? button('/trial/stop', t('desk-trial-stop')) : button('/trial', t('desk-trial-start')),
      ...(failure === null
        ? []
        : [h('p', { className: 'problem', role: 'alert' }, [t('desk-trial-failed'), ' ', failure])]),
      ...(running && !report ? [h('p', { role: 'status' }, t('desk-trial-opening'))] : []),
      ...(report
        ? [
            h('p', { role: 'status' }, t('desk-trial-progress', { asked: report.asked, all: report.all })),
            ...(tried === stateOf() ? [] : [h('p', { className: 'notice' }, t('desk-trial-stale'))]),
            h('p', t('desk-trial-differences', { count: report.differences.length })),
            h(
              'ul',
              KINDS.map((kind) => countOf(report!.differences, kind, t)),
            ),
            ...report.differences.slice(0, MOST_SHOWN).map((one) => differenceOf(one, t)),
          ]
        : []),
    ]
  }

  app.post('/trial', (c) => {
    if (!running) {
      const trial = { isStopped: false }
      running = trial
      report = null
      failure = null
      tried = stateOf()
      tryAll(trial)
        .catch((error: unknown) => {
          failure = error instanceof Error ? error.message : String(error)
        })
        .finally(() => {
          if (running === trial) running = null
        })
    }
    return c.redirect('/trial', 303)
  })

  app.post('/trial/stop', (c) => {
    if (running) running.isStopped = true
    running = null
    return c.redirect('/trial', 303)
  })

  app.post('/trial/ask', async (c) => {
    const t = desk.t(c)
    const typed = String((await c.req.parseBody()).questions ?? '')
    const questions = typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(0, MOST_TYPED)
    const [before, after] = [await desk.open('live'), await desk.open('draft')]
    const shown: ElementContent[] = []
    for (const question of questions) {
      const { difference, ...both } = await showBoth({ question, grades: null }, before, after)
      shown.push(
        difference
          ? differenceOf(difference, t)
          : section(question, [h('p', t('desk-trial-same')), ...answerOf(both.after, both.before, t)]),
      )
    }
    return desk.page(c, {
      title: t('desk-nav-trial'),
      main: [...askForm(t, typed), h('h2', t('desk-trial-answers')), ...shown],
    })
  })
}

function countOf(differences: readonly Difference[], kind: Difference['kind'], t: Translate): ElementContent {
  return h('li', `${t(`desk-trial-${kind}`)}: ${differences.filter((one) => one.kind === kind).length}`)
}

function askForm(t: Translate, typed = ''): ElementContent[] {
  return [
    h('p', t('desk-trial-what')),
    h('form', { method: 'post', action: '/trial/ask' }, [
      h('label', { htmlFor: 'questions' }, t('desk-trial-questions')),
      h('p', { className: 'hint', id: 'questions-hint' }, t('desk-trial-hint', { most: MOST_TYPED })),
      h(
        'textarea',
        { id: 'questions', name: 'questions', rows: 4, required: true, ariaDescribedBy: ['questions-hint'] },
        typed,
      ),
      h('p', h('button', { className: 'main' }, t('desk-trial-ask'))),
    ]),
  ]
}

function section(question: string, content: ElementContent[]): ElementContent {
  return h('section', [h('h3', question), ...content])
}

/** A question, with what is said now and what would be said side by side. */
function differenceOf({ question, before, after, kind }: Difference, t: Translate): ElementContent {
  return section(question, [
    h('p', { className: 'soft' }, t(`desk-trial-${kind}`)),
    h('div', { className: 'answers' }, [
      h('div', [h('h4', t('desk-trial-before')), ...answerOf(before, after, t, 'del')]),
      h('div', [h('h4', t('desk-trial-after')), ...answerOf(after, before, t, 'ins')]),
    ]),
  ])
}

/** What is shown, with a mark on what the other side doesn't show. */
function answerOf(
  { outcome, quotes }: Shown,
  other: Shown,
  t: Translate,
  mark: 'del' | 'ins' = 'ins',
): ElementContent[] {
  return [
    h('p', h(outcome === other.outcome ? 'span' : mark, t(`desk-outcome-${outcome}`))),
    ...quotes.map(({ passage, document }, at) => {
      const attribution = attribute(passage, document)
      const isShown = other.quotes.some((quote) => quote.passage.id === passage.id)
      const words = isShown ? [passage.text] : marked(passage.text, other.quotes[at], document.id, mark)
      return h('blockquote', { lang: 'nl' }, [
        h('p', { className: 'words' }, words),
        h('p', { className: 'soft' }, [`— ${sayer(attribution, t)}`, h('br'), sourceLine(attribution, t)]),
      ])
    }),
  ]
}

/** Words, with those marked that the quote at the same place on the other side doesn't have, if it is the same passage in other words. */
function marked(
  text: string,
  other: Quote | undefined,
  documentId: string,
  mark: 'del' | 'ins',
): (ElementContent | string)[] {
  if (other?.document.id !== documentId) return [h(mark, text)]
  const parts = diffWords(other.passage.text, text)
  const kept = parts.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length), 0)
  if (kept < text.length / 2) return [h(mark, text)]
  return parts.filter(({ removed }) => !removed).map(({ added, value }) => (added ? h(mark, value) : value))
}
