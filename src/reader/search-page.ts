import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import { type Answer, isCry } from '../answering/answer.ts'
import { besideIn, questionLabel } from '../answering/attribution.ts'
import { coverageLine, otherSources } from '../answering/coverage.ts'
import { leadLines, relatedHeading } from '../answering/lead-lines.ts'
import { noAnswerLines } from '../answering/no-answer.ts'
import { shortReply } from '../answering/short-reply.ts'
import { BASKET, quotePath, rootFrom, SEARCH } from './address.ts'
import { pick, renderPage } from './layout.ts'
import { quote } from './passage.ts'
import { type Refused, type Search, type Site, showInChat } from './site.ts'
import { withNumbers } from './telephone.ts'

/** What the question is called in the form. */
export const FIELD = 'vraag'
/** UTF-16 units of a question; Telegram takes as many. */
export const MAX_QUESTION = 4096
/** Where the answer begins: whoever asks on a telephone would else see the form again. */
const ANSWER = 'antwoord'
/** UTF-16 units of a question that are repeated when it was understood differently. */
const MAX_ECHO = 160

/** What the field is called in which the app in Telegram says who opened it. */
export const APP_FIELD = 'app'

/** A question with what came of it. */
export interface Asked {
  readonly question: string
  /** See Client. */
  readonly initData: string
  /** Null when something went wrong. */
  readonly result: Answer | Refused | null
}

/** The page on which questions can be asked. The form sends them in the body of a request: an address is logged by others, and kept. */
export function searchPage(site: Site, { dangerCard }: Search, asked: Asked | null = null): string {
  const { t } = site
  const path = `${SEARCH}/`
  return renderPage(
    {
      path,
      title: t(asked ? 'reader-answer' : 'reader-search'),
      description: t('reader-search-intro'),
      main: [
        h('h1', t('reader-search')),
        h('p', t('reader-search-intro')),
        searchForm(site, rootFrom(path), asked),
        ...(asked
          ? [h('section', { id: ANSWER, ariaLabel: t('reader-answer') }, resultOf(asked, dangerCard, site))]
          : []),
      ],
    },
    site,
  )
}

/** The form to ask with. In the app it can also bring the question to the chat; only the script there knows how. */
export function searchForm(
  { t, username, app = false }: Site,
  root: string,
  asked: Asked | null = null,
): ElementContent {
  return h('form', { method: 'post', action: `${root}${SEARCH}/#${ANSWER}` }, [
    h('label', { htmlFor: FIELD }, t('reader-question')),
    h(
      'textarea',
      { id: FIELD, name: FIELD, rows: 3, maxLength: MAX_QUESTION, required: true, autoComplete: 'off' },
      asked?.question ?? '',
    ),
    h('button', { type: 'submit' }, t('reader-search-go')),
    ...(app && username
      ? [
          h('input', { type: 'hidden', name: APP_FIELD, value: asked?.initData ?? '' }),
          h('button', { type: 'button', hidden: true, dataChat: `https://t.me/${username}` }, t('reader-ask')),
        ]
      : []),
  ])
}

function resultOf({ result }: Asked, dangerCard: Search['dangerCard'], site: Site): ElementContent[] {
  const { t } = site
  if (result === null) return [h('p', t('something-wrong'))]
  if ('seconds' in result) return [h('p', t('slow-down', { seconds: result.seconds }))]
  const paragraphs = (...lines: readonly (string | null)[]) => lines.flatMap((line) => (line ? [h('p', line)] : []))
  const root = rootFrom(`${SEARCH}/`)
  const { danger, isSensed, request, understoodAs } = result
  const lines = danger
    ? dangerCard(danger, isSensed)
        .split('\n')
        .map((line) => h('p', withNumbers(line)))
    : []
  const card = isCry(result) ? [h('div', { className: 'danger', role: 'alert' }, lines)] : lines
  // Somebody in danger needs the card, not the news that the sources don't mention it.
  if (isCry(result) && result.outcome === 'no_answer') return card
  const understood = understoodAs === null ? null : t('understood-as', { question: understoodAs.slice(0, MAX_ECHO) })
  const notes = paragraphs(understood, request && t(`request-${request}`), leadLines(result, t))
  if (result.outcome === 'no_answer') return [...card, ...notes, ...noAnswer(result, site, root)]
  const shown = new Set(result.quotes.map(({ document }) => document.id))
  const coverage = coverageLine(shown.size, site.corpus.documents.length, otherSources(result, shown), t)
  return [
    ...card,
    ...notes,
    ...(result.outcome === 'related' && request !== 'choice' ? paragraphs(t(relatedHeading(result))) : []),
    ...result.quotes.flatMap(({ passage, document, match, isBound }, at) => {
      const last = result.quotes[at - 1]?.passage
      const where = isBound && last ? besideIn(last, passage) : null
      const chat = showInChat(site, passage.id)
      return [
        ...paragraphs(where && t(where)),
        quote(passage, document, site, root, match),
        h('p', { className: 'actions' }, [
          h('a', { href: `${root}${quotePath(passage)}` }, t('reader-permalink')),
          ' ',
          // Without script it leads away from this answer, which has no address.
          pick(passage, site, `${root}${BASKET}/`),
          ...(chat ? [' ', h('a', { href: chat }, t('reader-in-chat'))] : []),
        ]),
      ]
    }),
    ...paragraphs(result.outcome === 'answered' && result.seen.length === 0 ? coverage : null),
  ]
}

function noAnswer(answer: Extract<Answer, { outcome: 'no_answer' }>, { t }: Site, root: string): ElementContent[] {
  const reply = shortReply(answer.reason)
  if (reply) return [h('p', t(reply))]
  const { opening, signpost, isAll } = noAnswerLines(answer, t)
  const nearest = isAll ? [] : answer.nearest
  return [
    ...opening.map((line) => h('p', line)),
    ...(nearest.length === 0
      ? []
      : [
          h('p', t('nearest')),
          h(
            'ul',
            nearest.map(({ title, passage, document }) =>
              h('li', [
                passage.speaker.role === 'asks' ? `${questionLabel(passage, t)} ` : null,
                h('a', { href: `${root}${quotePath(passage)}`, lang: 'nl' }, title),
                ` (${document.abbreviation})`,
              ]),
            ),
          ),
        ]),
    ...(signpost === null ? [] : [h('p', signpost)]),
  ]
}
