import { diffWords } from 'diff'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'

/** What changed between two texts, with a few words around it. */
export function changesIn(then: string, now: string): ElementContent[] {
  return diffWords(then, now).map(({ added, removed, value }) =>
    added
      ? h('ins', value)
      : removed
        ? h('del', value)
        : { type: 'text', value: value.length > 200 ? `${value.slice(0, 80)} […] ${value.slice(-80)}` : value },
  )
}
