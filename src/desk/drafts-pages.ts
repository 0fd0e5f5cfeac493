import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import writeFileAtomic from 'write-file-atomic'
import { LEAST_QUESTIONS } from '../corpus/check-questions.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { type Corpus, loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { words } from '../dutch/fold.ts'
import type { Translate } from '../i18n/translations.ts'
import { addExample, addOffTopic } from './add-question.ts'
import { askModel, ModelError } from './ask-model.ts'
import type { CheckedDraft, Doubt } from './check-drafts.ts'
import { checkInDraft } from './check-in-draft.ts'
import type { Desk } from './desk.ts'
import { StaleError } from './drafts.ts'
import { button, hidden } from './layout.ts'
import { promptFor, readReply } from './propose-questions.ts'
import { saveChanges } from './try-changes.ts'
import { remember, remembered, whoField } from './who.ts'

/** Passages of one prompt: one that is pasted may be read by a large model, and each costs an editor a round. */
const MOST_PASSAGES = { byModel: 10, pasted: 60 }
/** Words of an item that nobody asks for by itself, as one of its list: "hartkloppingen". What introduces the list is asked for. */
const FEW_WORDS = 5
/** Drafts that are asked for each passage, and for all of a prompt: a reply of a few pages. */
const DRAFTS_EACH = 12
const DRAFTS = 180
/** Characters by which a passage is recognised in a list. */
const BEGINNING = 80
/** Drafts that wait for an editor, by document; no file of the corpus. */
const WAITING = '.asked'

interface Waiting extends CheckedDraft {
  readonly id: string
  /** Who or what wrote it. */
  readonly from: string
}

/** Work that goes on for a document, and how it ended. */
interface Job {
  readonly isBusy: boolean
  /** A key of the translations. */
  readonly failure: string | null
  /** What was pasted, and whose it is, so that it isn't lost. */
  readonly reply: string
  readonly from: string
}

/**
 * The pages on which drafts of questions are asked for, pasted, judged and accepted: for a document, and for one passage.
 * @param foundOf what is known of how a passage is found.
 */
export function draftsPages(
  app: Hono,
  desk: Desk,
  foundOf: (passageId: string, t: Translate) => ElementContent[],
): void {
  const { drafts, config } = desk
  const jobs = new Map<string, Job>()
  const fileOf = (id: string) => join(drafts.folder, WAITING, `${id}.json`)
  const waitingOf = (id: string): Waiting[] =>
    existsSync(fileOf(id)) ? JSON.parse(readFileSync(fileOf(id), 'utf8')) : []
  const keep = (id: string, waiting: readonly Waiting[]) => {
    mkdirSync(join(drafts.folder, WAITING), { recursive: true })
    writeFileAtomic.sync(fileOf(id), JSON.stringify(waiting))
  }
  const documentOf = (c: Context): { corpus: Corpus; document: SourceDocument } | null => {
    const corpus = loadCorpus(drafts.folder, drafts.folder)
    const document = corpus.documents.find(({ id }) => id === c.req.param('document'))
    return document ? { corpus, document } : null
  }
  /** The passages with the fewest questions, in rounds of as many, or the one that is named. */
  const passagesOf = (corpus: Corpus, document: SourceDocument, id: unknown, most: number): Passage[] => {
    const named = document.passages.filter((passage) => passage.id === id)
    if (named.length > 0) return named
    const questions = loadExampleQuestions(drafts.folder, corpus, drafts.folder)
    const asked = [...questions, ...waitingOf(document.id)]
    const count = ({ id }: Passage) => asked.filter(({ passageId }) => passageId === id).length
    const few = document.passages.filter(
      (passage) =>
        count(passage) < LEAST_QUESTIONS && !(passage.intro !== null && words(passage.text).length <= FEW_WORDS),
    )
    const unasked = few.filter((passage) => count(passage) === 0).length || few.length
    return few
      .sort((a, b) => count(a) - count(b) || a.position - b.position)
      .slice(0, Math.ceil(unasked / Math.ceil(unasked / most)))
  }

  /** Checks drafts while the editor's page waits, and lays them ready. */
  function start(
    id: string,
    passages: readonly Passage[],
    from: string,
    pasted: string,
    ask: () => Promise<string>,
  ): void {
    if (jobs.get(id)?.isBusy) return
    jobs.set(id, { isBusy: true, failure: null, reply: pasted, from })
    const work = async () => {
      const proposed = readReply(await ask(), passages)
      if (proposed.length === 0) return 'desk-draft-none'
      const checked = await checkInDraft(desk, proposed, waitingOf(id))
      keep(id, [...waitingOf(id), ...checked.map((draft) => ({ ...draft, id: randomUUID(), from }))])
      return null
    }
    work()
      .catch((error) => (error instanceof ModelError ? `desk-draft-${error.failure}` : 'desk-draft-not-checked'))
      .then((failure) => jobs.set(id, { isBusy: false, failure, reply: failure === null ? '' : pasted, from }))
  }

  function show(c: Context): Response | Promise<Response> {
    const t = desk.t(c)
    const { corpus, document } = documentOf(c) ?? {}
    if (!corpus || !document) return c.notFound()
    const one = document.passages.find(({ id }) => id === c.req.param('passage'))
    if (c.req.param('passage') !== undefined && !one) return c.notFound()
    const passages = passagesOf(corpus, document, one?.id, MOST_PASSAGES.pasted)
    const waiting = waitingOf(document.id)
    const job = jobs.get(document.id)
    const path = `/questions/${document.id}`
    const about: Record<string, string> = { passage: one?.id ?? '' }
    return desk.page(c, {
      goesOn: job?.isBusy ?? false,
      title: one ? beginningOf(one.text) : t('desk-drafts-of', { title: document.title }),
      main: [
        ...(one ? [h('blockquote', { lang: 'nl' }, one.text), ...foundOf(one.id, t)] : []),
        job?.failure ? h('p', { className: 'problem', role: 'alert' }, t(job.failure)) : null,
        job?.isBusy ? h('p', { role: 'status' }, t('desk-draft-busy')) : null,
        ...(waiting.length > 0
          ? [h('h2', t('desk-drafts-waiting', { count: waiting.length })), acceptForm(c, t, path, waiting, corpus)]
          : []),
        ...(passages.length === 0
          ? [h('p', t('desk-drafts-enough', { least: LEAST_QUESTIONS }))]
          : [
              h('h2', t('desk-drafts-make')),
              h('p', t('desk-drafts-which', { count: passages.length })),
              config.draft
                ? button(`${path}/model`, t('desk-drafts-by-model', { model: config.draft.model }), about)
                : h('p', t('desk-drafts-no-model')),
              h('label', [
                t('desk-drafts-prompt'),
                h('textarea', { readOnly: true, rows: 6, lang: 'nl' }, promptFor(passages, corpus, eachOf(passages))),
              ]),
              h('form', { method: 'post', action: `${path}/reply`, dataKeep: '' }, [
                ...hidden(about),
                h('label', [
                  t(one ? 'desk-drafts-write' : 'desk-drafts-paste'),
                  h('textarea', { name: 'reply', rows: 8, required: true, lang: 'nl' }, job?.reply ?? ''),
                ]),
                h('label', [
                  t('desk-drafts-from'),
                  h('input', {
                    name: 'from',
                    required: true,
                    maxLength: 60,
                    value: job?.reply ? job.from : remembered(c, 'from'),
                  }),
                ]),
                h('p', h('button', { className: 'main' }, t('desk-drafts-check'))),
              ]),
            ]),
        h('p', [
          h('a', { href: one ? path : '/questions' }, t(one ? 'desk-drafts-back' : 'desk-questions-back')),
          ' · ',
          h('a', { href: '/trial' }, t('desk-publish-try')),
          ' · ',
          h('a', { href: '/publish' }, t('desk-to-publish')),
        ]),
      ],
    })
  }

  app.get('/questions/:document', show)
  app.get('/questions/:document/:passage', show)

  app.post('/questions/:document/reply', async (c) => {
    const found = documentOf(c)
    if (!found) return c.notFound()
    const { reply, from, passage } = await c.req.parseBody()
    const { id, passages } = found.document
    // A reply to an earlier prompt may be about any of them.
    const asked = passages.some((one) => one.id === passage) ? passages.filter((one) => one.id === passage) : passages
    start(id, asked, remember(c, 'from', from), String(reply), async () => String(reply))
    return c.redirect(`/questions/${id}`, 303)
  })

  app.post('/questions/:document/model', async (c) => {
    const found = documentOf(c)
    const { draft } = config
    if (!found || !draft) return c.notFound()
    const { passage } = await c.req.parseBody()
    const passages = passagesOf(found.corpus, found.document, passage, MOST_PASSAGES.byModel)
    const prompt = promptFor(passages, found.corpus, eachOf(passages))
    start(found.document.id, passages, draft.model, '', () => askModel(draft, prompt))
    return c.redirect(`/questions/${found.document.id}`, 303)
  })

  app.post('/questions/:document/accept', async (c) => {
    const found = documentOf(c)
    if (!found) return c.notFound()
    const { corpus, document } = found
    const given = await c.req.parseBody({ all: true })
    const text = (name: string) =>
      String([given[name] ?? ''].flat()[0])
        .replace(/\s+/g, ' ')
        .trim()
    const taken = new Set([given.take ?? []].flat().map(String))
    const waiting = waitingOf(document.id)
    const path = `${document.id}/questions.yaml`
    // Another editor has judged one of them meanwhile.
    if ([...taken].some((id) => !waiting.some((draft) => draft.id === id))) throw new StaleError(path, '')
    let examples = drafts.read(path) ?? 'passages: []\n'
    let offTopic = drafts.read('offtopic.yaml') ?? '{}\n'
    const known = new Set(loadExampleQuestions(drafts.folder, corpus, drafts.folder).map(keyOf))
    const today = new Date().toISOString().slice(0, 10)
    const author = remember(c, 'author', letterOf(text('author')))
    const who = remember(c, 'who', text('who'))
    for (const { id, passageId, from, question } of waiting) {
      const words = text(`words-${id}`) || question
      const key = keyOf({ passageId, question: words })
      if (!taken.has(id) || known.has(key)) continue
      known.add(key)
      const writer = { author, note: `${who}, ${today}; ${from}` }
      const passage = corpus.passage(passageId ?? '')
      if (passage) examples = addExample(examples, passage, words, writer)
      else if (passageId === null) offTopic = addOffTopic(offTopic, words, writer)
    }
    const changes = { [path]: examples, 'offtopic.yaml': offTopic }
    await saveChanges(desk, desk.t(c)('desk-drafts-accepted', { count: taken.size, id: document.id }), changes)
    keep(
      document.id,
      // Those that were on the page have been judged; what came meanwhile hasn't.
      waitingOf(document.id).filter(
        ({ id }) => !taken.has(id) && !(text('rest') === 'discard' && `words-${id}` in given),
      ),
    )
    return c.redirect(`/questions/${document.id}?done=saved`, 303)
  })

  app.post('/questions/:document/discard', (c) => {
    const found = documentOf(c)
    if (!found) return c.notFound()
    keep(found.document.id, [])
    return c.redirect(`/questions/${found.document.id}?done=removed`, 303)
  })
}

/** How many drafts are asked for each of these passages. */
function eachOf(passages: readonly Passage[]): number {
  return Math.min(DRAFTS_EACH, Math.floor(DRAFTS / Math.max(passages.length, 1)))
}

function keyOf({ passageId, question }: Pick<Waiting, 'passageId' | 'question'>): string {
  return `${passageId ?? ''} ${question}`
}

/** The letter of a writer, as it was given. */
export function letterOf(given: string, otherwise = 'l'): string {
  return /^[a-z]$/.test(given) ? given : otherwise
}

/** Drafts by passage: those that are likely right are chosen already, and each can be put in other words. */
function acceptForm(
  c: Context,
  t: Translate,
  path: string,
  waiting: readonly Waiting[],
  corpus: Corpus,
): ElementContent {
  const places = [...new Set(waiting.map(({ passageId }) => passageId))]
  return h('div', [
    h('form', { method: 'post', action: `${path}/accept`, dataKeep: '' }, [
      ...places.map((place) => {
        const own = waiting.filter(({ passageId }) => passageId === place)
        const doubted = own.filter((draft) => !isLikely(draft))
        return h('fieldset', [
          h(
            'legend',
            place === null
              ? t('desk-drafts-off-topic')
              : beginningOf(corpus.passage(place)?.text ?? t('desk-drafts-gone')),
          ),
          ...own.filter(isLikely).map((draft) => draftLine(t, draft, corpus)),
          doubted.length > 0
            ? h('details', [
                h('summary', t('desk-drafts-doubted', { count: doubted.length })),
                ...doubted.map((draft) => draftLine(t, draft, corpus)),
              ])
            : null,
        ])
      }),
      ...whoField(c, t),
      h('label', [
        t('desk-drafts-letter'),
        h('input', {
          name: 'author',
          required: true,
          pattern: '[a-z]',
          maxLength: 1,
          value: remembered(c, 'author') || 'l',
        }),
      ]),
      h('p', [
        h('button', { className: 'main', name: 'rest', value: 'discard' }, t('desk-drafts-accept-all')),
        ' ',
        h('button', t('desk-drafts-accept')),
      ]),
    ]),
    button(`${path}/discard`, t('desk-drafts-discard')),
  ])
}

/** Whether a draft is likely right: who asks in the words of a passage asks a question that people do ask. */
function isLikely({ doubts }: Pick<Waiting, 'doubts'>): boolean {
  return doubts.every(({ kind }) => kind === 'own-words')
}

function draftLine(t: Translate, { id, question, doubts }: Waiting, corpus: Corpus): ElementContent {
  return h('div', { className: 'draft' }, [
    h('input', {
      type: 'checkbox',
      name: 'take',
      value: id,
      checked: isLikely({ doubts }),
      ariaLabel: t('desk-drafts-take', { question }),
    }),
    h(
      'textarea',
      { name: `words-${id}`, rows: 1, ariaLabel: t('desk-drafts-words', { question }), lang: 'nl' },
      question,
    ),
    // That another passage is nearer says as much as that this one doesn't answer.
    ...doubtsOf(
      doubts.filter(({ kind }) => kind !== 'unanswered' || !doubts.some((one) => one.kind === 'nearer')),
      corpus,
      t,
    ),
  ])
}

/** What speaks against a draft, in sentences. */
export function doubtsOf(doubts: readonly Doubt[], corpus: Corpus, t: Translate): ElementContent[] {
  return doubts.map(({ kind, passageId }) =>
    h('p', t(`desk-doubt-${kind}`, { passage: beginningOf(corpus.passage(passageId ?? '')?.text ?? '–') })),
  )
}

/** The first words of a passage. */
export function beginningOf(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= BEGINNING ? line : `${line.slice(0, BEGINNING)}…`
}
