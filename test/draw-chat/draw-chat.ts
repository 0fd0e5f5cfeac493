/** Draws docs/chat.svg, the picture in the README, from the bot's real messages. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { drawChats } from './draw-chats.ts'

await run(async () => {
  const path = join(PROJECT_FOLDER, 'docs', 'chat.svg')
  writeFileSync(path, await drawChats(await openWithProgress()))
  process.stdout.write(`${path} is drawn.\n`)
})
process.exit()
