import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Problem } from '../corpus/problem.ts'

/** Mistakes, each with its place and what to do about it. */
export function problemList(problems: readonly Problem[]): ElementContent {
  return h(
    'ul',
    { className: 'problem' },
    problems.map(({ file, line, message, remedy }) =>
      h('li', { lang: 'en' }, [`${file}${line === null ? '' : `:${line}`}: `, h('strong', message), ` ${remedy}`]),
    ),
  )
}
