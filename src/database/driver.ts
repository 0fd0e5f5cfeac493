/**
 * Loads a package that only a database needs, so that a bot without one runs without it.
 * @param kind of dependency that it is in package.json: where npm leaves those out, it doesn't install one by its name either.
 * @throws Error that says how to install it.
 */
export async function driver<T>(kind: 'dev' | 'optional', name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new Error(
      `${name} needs what a bot without a database does without: run "npm install --include=${kind}" in the folder of Bronwijzer.`,
    )
  }
}
