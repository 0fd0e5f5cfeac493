import { GrammyError } from 'grammy'

/** Blocked, removed, chat gone, topic closed, no right to write: nobody is there to hear it, so it is dropped. */
export function isUndeliverable(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    (error.error_code === 403 ||
      /chat not found|rights|topic_(?:closed|deleted)|thread not found|restricted|write_forbidden|slow ?mode/i.test(
        error.description,
      ))
  )
}
