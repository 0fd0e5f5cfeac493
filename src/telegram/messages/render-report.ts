import { clip } from '../../answering/attribution.ts'
import { REPORT_KINDS, type Report, type ReportKind } from '../reports.ts'
import { join, type OutgoingMessage, plainMessage, styled } from './formatted-text.ts'
import { startLink } from './permalink.ts'
import type { RenderContext } from './render-quote.ts'
import { keyOf } from './screen.ts'

/** UTF-16 units of a question that are shown and stored. */
const MAX_QUESTION = 1000
/** UTF-16 units of a passage that are shown to identify it. */
const MAX_BEGINNING = 60

/** The progress of a report. Each button carries all of it except the question, which the message itself shows. */
export interface ReportStep {
  /** Ids of the reported passages: one to three. */
  readonly passages: readonly string[]
  /** Null until chosen. */
  readonly kind: ReportKind | null
  /** What is to be stored; null until chosen. */
  readonly keep: 'question' | 'no-question' | 'nothing' | null
}

const KINDS: Readonly<Record<ReportKind, string>> = { passage: 'p', speaker: 's', 'no-answer': 'n', other: 'o' }
const KEEP = { question: 'q', 'no-question': 'z', nothing: 'x' } as const
const STEP = /^k([psno]?)([qzx]?):((?:[a-z2-7]{8}){1,3})$/
const PAYLOAD = /^k_((?:[a-z2-7]{8}){1,3})$/

/** A step as callback data, at most 64 bytes. */
export function encodeReportStep({ passages, kind, keep }: ReportStep): string {
  return `k${kind ? KINDS[kind] : ''}${keep ? KEEP[keep] : ''}:${passages.slice(0, 3).join('')}`
}

/** The step encoded in callback data; null when there is none. */
export function decodeReportStep(data: string): ReportStep | null {
  const [, kind, keep, ids] = STEP.exec(data) ?? []
  if (!ids || (keep && !kind)) return null
  return { passages: idsOf(ids), kind: keyOf(KINDS, kind), keep: keyOf(KEEP, keep) }
}

/** The link that starts a report in the private chat. */
export function reportLink(username: string, passages: readonly string[]): string {
  return startLink(username, `k_${passages.slice(0, 3).join('')}`)
}

/** The report that a start parameter begins, or null. */
export function decodeReportLink(payload: string): ReportStep | null {
  const ids = PAYLOAD.exec(payload)?.[1]
  return ids ? { passages: idsOf(ids), kind: null, keep: null } : null
}

function idsOf(ids: string): string[] {
  return ids.match(/.{8}/g) ?? []
}

/**
 * Renders the next step of a report: what is wrong, or whether exactly this may be stored.
 * @param question what was asked, if that is still known.
 * @param keepsQuestions whether it may be stored at all.
 */
export function renderReport(
  step: ReportStep,
  question: string | null,
  context: RenderContext,
  keepsQuestions = true,
): OutgoingMessage {
  const { t } = context
  const button = (text: string, next: Partial<ReportStep>) => ({
    text,
    callback_data: encodeReportStep({ ...step, ...next }),
  })
  if (step.kind === null) {
    const kinds = REPORT_KINDS.map((kind) => button(t(`report-kind-${kind}`), { kind }))
    const never = button(t('report-keep-nothing'), { kind: 'other', keep: 'nothing' })
    return { ...plainMessage(t('report-ask')), buttons: [kinds.slice(0, 2), kinds.slice(2), [never]] }
  }
  const nothing = button(t('report-keep-nothing'), { keep: 'nothing' })
  const asked = question === null || !keepsQuestions ? '' : clip(question, MAX_QUESTION)
  if (asked === '') {
    const why = t(keepsQuestions ? 'report-no-question' : 'report-never-question')
    return {
      ...join([t('report-keep'), contents(step.passages, step.kind, context), why], '\n\n'),
      buttons: [[button(t('report-keep-it'), { keep: 'no-question' }), nothing]],
    }
  }
  return {
    ...join(
      [
        t('report-keep'),
        contents(step.passages, step.kind, context),
        join([t('report-question'), styled('italic', asked)], '\n'),
        t('report-question-ask'),
      ],
      '\n\n',
    ),
    buttons: [
      [button(t('report-keep-question'), { keep: 'question' })],
      [button(t('report-keep-no-question'), { keep: 'no-question' })],
      [nothing],
    ],
  }
}

/** Confirms what was stored, in the same words; null when nothing was. */
export function renderKept(report: Report | null, context: RenderContext): OutgoingMessage {
  const { t } = context
  if (!report) return plainMessage(t('report-nothing-kept'))
  const question =
    report.question === null ? null : join([t('report-question'), styled('italic', report.question)], '\n')
  return {
    ...join([t('report-kept'), contents(report.passages, report.kind, context), question], '\n\n'),
    buttons: [],
  }
}

function contents(passages: readonly string[], kind: ReportKind, { t, corpus }: RenderContext): string {
  const lines = passages.map((id) => {
    const passage = corpus.passage(id)
    return `• ${t('report-passage', { id, beginning: passage ? `“${clip(passage.text, MAX_BEGINNING)}”` : t('text-changed') })}`
  })
  return [`• ${t('report-what', { kind: t(`report-kind-${kind}`) })}`, ...lines].join('\n')
}
