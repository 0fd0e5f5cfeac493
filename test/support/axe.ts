import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong with a page of which the browser ignores the policy: what it is, and where. */
export async function violationsOf(page: Page): Promise<string[]> {
  // What is there before its style has other colours and sizes.
  await page.waitForLoadState()
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )) as axe.AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}
