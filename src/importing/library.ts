import { ImportError } from './draft.ts'

/**
 * Loads a library that only importing needs, so that a bot runs without it.
 * @throws ImportError that says how to install it. As a development dependency it isn't by its name where NODE_ENV is "production".
 */
export async function library<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new ImportError(
      `This needs ${name}, which a bot does without: run "npm install --include=dev" in the folder of Bronwijzer.`,
    )
  }
}
