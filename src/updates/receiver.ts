/** Something that receives updates from Telegram. */
export interface Receiver {
  /** Fails when nothing can be received any more, and why. */
  readonly ended: Promise<void>
  /**
   * Takes nothing new, waits for what is being dealt with, and tells Telegram what was.
   * @param within milliseconds that may take.
   */
  stop(within: number): Promise<void>
}
