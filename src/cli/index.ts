/** Builds the index when there is none that fits, and says where it lies. */
import { readConfig } from '../config/config.ts'
import { openForCommand, run } from './run-command.ts'

await run(async () => {
  const config = readConfig()
  const { index } = await openForCommand(config)
  process.stdout.write(`The index in ${config.indexFolder} is up to date: ${index.views.length} views.\n`)
})
