import type { Nodes } from 'hast'

/** The text of an element, letter by letter. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
