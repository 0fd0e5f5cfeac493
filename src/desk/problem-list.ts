import { basename } from 'node:path'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Problem } from '../corpus/problem.ts'
import type { Translate } from '../i18n/translations.ts'

/**
 * Mistakes, each with its place and what to do about it, in the editor's language; what only a programmer mends follows in English.
 * @param isBeside whether they stand beside what they are about, and need no place.
 */
export function problemList(problems: readonly Problem[], t: Translate, isBeside = false): ElementContent {
  return h(
    'ul',
    { className: 'problem' },
    problems.map((problem) => {
      const { file, line, message, remedy, kind } = problem
      const sentence = sentenceOf(problem, t)
      const place = `${file}${line === null ? '' : `:${line}`}: `
      const detail = sentence === null ? ` ${message} ${remedy}` : kind === 'unfaithful' ? ` ${message}` : null
      return h('li', [
        isBeside ? null : h('span', { className: 'soft' }, place),
        h('strong', sentence ?? t('desk-problem-other')),
        detail === null ? null : h('span', { lang: 'en' }, detail),
      ])
    }),
  )
}

/** Null for what can't be mended at the desk. */
function sentenceOf({ kind, detail, file }: Problem, t: Translate): string | null {
  if (!kind) return null
  if (kind !== 'field') return t(`desk-problem-${kind}`, { detail: detail || 'none' })
  if (basename(file) !== 'document.md') return null
  // "speakers.0.labels.1.text" is a label of a speaker.
  const names = (detail ?? '').split('.')
  return t('desk-problem-field', { detail: names.includes('labels') ? 'labels' : names[0]! })
}
