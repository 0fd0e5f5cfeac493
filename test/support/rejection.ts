/** The message of the error that a promise fails with. */
export async function messageOfRejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => '',
    (error: Error) => error.message,
  )
}
