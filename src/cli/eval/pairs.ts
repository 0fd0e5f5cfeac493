import { readPairs } from '../../evaluation/sets.ts'
import type { Product } from '../../product.ts'
import { answered } from './ask-all.ts'
import { type Print, printTable, share } from './table.ts'

/** Whether two messages that mean the same get the same. */
export async function printPairs(folder: string, product: Product, print: Print): Promise<void> {
  const pairs = readPairs(folder)
  let alike = 0
  let bothQuote = 0
  let inCommon = 0
  for (const { one, other } of pairs) {
    const [first, second] = [await answered(product, one), await answered(product, other)]
    if (first.status === second.status) alike++
    if (first.quoted.length === 0 || second.quoted.length === 0) continue
    bothQuote++
    if (first.quoted.some((id) => second.quoted.includes(id))) inCommon++
  }
  print(`## Pairs that mean the same: ${pairs.length}`)
  print()
  printTable(
    print,
    ['figure', 'value', 'of'],
    [
      ['same outcome', share(alike / pairs.length), pairs.length],
      ['a quote in common, where both are quoted to', share(inCommon / Math.max(bothQuote, 1)), bothQuote],
    ],
  )
}
