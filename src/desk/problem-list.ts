import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Problem } from '../corpus/problem.ts'
import type { Translate } from '../i18n/translations.ts'

/** Mistakes, each with its place and what to do about it: in the editor's language where the desk can mend it. */
export function problemList(problems: readonly Problem[], t: Translate): ElementContent {
  return h(
    'ul',
    { className: 'problem' },
    problems.map(({ file, line, message, remedy, kind }) => {
      const place = `${file}${line === null ? '' : `:${line}`}: `
      if (!kind) return h('li', { lang: 'en' }, [place, h('strong', message), ` ${remedy}`])
      const detail = kind === 'unfaithful' ? [' ', h('span', { lang: 'en' }, message)] : []
      return h('li', [h('span', { className: 'soft' }, place), h('strong', t(`desk-problem-${kind}`)), ...detail])
    }),
  )
}
