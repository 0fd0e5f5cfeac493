import { diffWords } from 'diff'
import type { ElementContent } from 'hast'
import { h } from 'hastscript'

/** Characters on each side that are left of what is shortened. */
const LEFT = 80

/**
 * What changed between two texts.
 * @param longest characters of what stayed the same, from which only its ends are shown.
 */
export function changesIn(then: string, now: string, longest = 200): ElementContent[] {
  return diffWords(then, now).map(({ added, removed, value }) =>
    added
      ? h('ins', value)
      : removed
        ? h('del', value)
        : {
            type: 'text',
            value: value.length > longest ? `${value.slice(0, LEFT)} […] ${value.slice(-LEFT)}` : value,
          },
  )
}
