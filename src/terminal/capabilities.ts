import type { WriteStream } from 'node:tty'
import type { Capabilities } from './format-answer.ts'

/** Widest text that reads well, and the width without a terminal, in columns. */
const MAX_WIDTH = 88

/** What a stream can show; colour only on a terminal, and not when NO_COLOR is set. */
export function capabilitiesOf(stream: NodeJS.WriteStream | WriteStream): Capabilities {
  return {
    width: Math.min(stream.columns ?? MAX_WIDTH, MAX_WIDTH),
    colour: stream.isTTY === true && stream.hasColors(),
  }
}
