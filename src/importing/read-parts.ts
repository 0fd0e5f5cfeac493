import type { Element, Nodes } from 'hast'
import { tidy } from './draft.ts'

/** An element, and all that are in it, in order. */
export function* elementsOf(node: Nodes): Generator<Element> {
  if (node.type === 'element') yield node
  if ('children' in node) for (const child of node.children) yield* elementsOf(child)
}

/** The text of an element, without what only draws. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.tagName === 'br') return ' '
  if (node.type === 'element' && node.properties.ariaHidden === 'true') return ''
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** What is open and shut by a button: buttons whose text is a heading, and what is below them, whether it is shown or not. */
export interface Accordion {
  readonly openers: ReadonlySet<Element>
  readonly panels: ReadonlySet<Element>
}

/** Parts of the names of buttons that open what is below them. */
const OPENS = /accordion|collaps|faq|toggle/i

/** Finds the buttons of a page that open a text. */
export function accordionOf(tree: Nodes): Accordion {
  const openers = new Set<Element>()
  const panels = new Set<Element>()
  const ids = new Map([...elementsOf(tree)].map((one) => [String(one.properties.id ?? ''), one]))
  const visit = (node: Nodes, after: Element | undefined): void => {
    if (!('children' in node)) return
    if (node.type === 'element' && isOpener(node)) {
      const panel = ids.get(String(node.properties.ariaControls ?? ' ')) ?? after
      if (panel && !/^(?:nav|ul|button|form)$/.test(panel.tagName)) {
        openers.add(node)
        panels.add(panel)
      }
    }
    const children = node.children.filter((child) => child.type === 'element') as Element[]
    // The last in its heading opens what is below that.
    for (const [at, child] of children.entries())
      visit(child, children[at + 1] ?? (children.length === 1 ? after : undefined))
  }
  visit(tree, undefined)
  return { openers, panels }
}

function isOpener({ tagName, properties }: Element): boolean {
  const isButton = tagName === 'button' || properties.role === 'button'
  const names = [properties.className, properties.id].flat().join(' ')
  return (
    isButton && (properties.ariaExpanded !== undefined || properties.ariaControls !== undefined || OPENS.test(names))
  )
}

/** A cell that goes on in rows below its own. */
interface Carried {
  readonly text: string
  rows: number
}

/** The cells of each row of a table; one that stands beside more rows is in each of them. */
export function rowsOf(table: Element): string[][] {
  const carried: (Carried | undefined)[] = []
  const rows = [...elementsOf(table)].filter(({ tagName }) => tagName === 'tr')
  return rows.map((row) => {
    const cells: string[] = []
    let column = 0
    const takeCarried = () => {
      for (let above = carried[column]; above && above.rows > 0; above = carried[column]) {
        cells.push(above.text)
        above.rows -= 1
        column += 1
      }
    }
    for (const cell of row.children) {
      if (cell.type !== 'element') continue
      takeCarried()
      const text = cellText(cell)
      cells.push(text)
      carried[column] = { text, rows: Number(cell.properties.rowSpan ?? 1) - 1 }
      column += Math.max(1, Number(cell.properties.colSpan ?? 1))
    }
    takeCarried()
    return cells
  })
}

/** The paragraphs and items of a cell, as one text. */
function cellText(cell: Element): string {
  const raw = (node: Nodes): string => {
    if (node.type !== 'element') return textOf(node)
    if (!/^(?:p|div|li|ul|ol|h[1-6])$/.test(node.tagName))
      return node.children.length > 0 ? node.children.map(raw).join('') : textOf(node)
    return `\u2028${node.children.map(raw).join('')}\u2028`
  }
  const parts = cell.children.map(raw).join('').split('\u2028').map(tidy)
  return parts
    .filter((part) => part !== '')
    .reduce(
      (text, part) => (text === '' ? part : /[\p{L}\p{N})]$/u.test(text) ? `${text}, ${part}` : `${text} ${part}`),
      '',
    )
}
