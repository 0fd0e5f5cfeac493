/** Thrown when something can't be kept: the disk is full, or the folder read-only. Its message holds nothing private. */
export class NotSavedError extends Error {
  constructor(folder: string, cause: unknown) {
    const { code = 'an unknown error' } = cause as NodeJS.ErrnoException
    super(
      `nothing can be saved in ${folder} (${code}). Make room there, or set SETTINGS_FOLDER to a folder that can be written`,
      { cause },
    )
    this.name = 'NotSavedError'
  }
}

/** Does what changes files of a folder. @throws NotSavedError */
export async function saving(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new NotSavedError(folder, error)
  }
}
