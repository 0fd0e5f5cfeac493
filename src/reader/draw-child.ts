/** Entry point of the process that drawing-process.ts starts: draws one picture after another. */
import { drawPicture } from './draw-picture.ts'
import type { Drawn, ToDraw } from './drawing-process.ts'

// Ends with the bot, not when a terminal or a service manager signals the whole process group. SIGUSR1 would open Node's inspector.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())

process.on('message', ({ id, picture }: ToDraw) => {
  const drawn: Drawn = { id, png: drawPicture(picture) }
  process.send?.(drawn, () => {})
})
