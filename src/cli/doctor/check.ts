/** One thing that has to be right. */
export interface Check {
  readonly name: string
  /** @returns what is wrong and what to do; null when it is right; `skipped` when it does not apply. */
  readonly run: () => Promise<string | null | 'skipped'>
}

/**
 * Does checks one after another, and reports each in a line.
 * @returns whether nothing is wrong.
 */
export async function doChecks(checks: readonly Check[], print: (line: string) => void): Promise<boolean> {
  let isWell = true
  for (const { name, run } of checks) {
    const found = await run().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    if (found === null || found === 'skipped') print(`${found === null ? 'ok  ' : '-   '} ${name}`)
    else {
      isWell = false
      print(`BAD  ${name}: ${found}`)
    }
  }
  return isWell
}
