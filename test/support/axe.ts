import axe from 'axe-core'
import type { Page } from 'playwright-core'

const ALL: axe.RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
/** What other colours can change. */
export const COLOURS: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/** What axe finds wrong with a page of which the browser ignores the policy: what it is, and where. */
export async function violationsOf(page: Page, options: axe.RunOptions = ALL): Promise<string[]> {
  // What is there before its style has other colours and sizes.
  await page.waitForLoadState()
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })})`,
  )) as axe.AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}
