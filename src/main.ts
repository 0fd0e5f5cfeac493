import { createProgram } from './cli/program.ts'
import { run } from './cli/run.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader stopped early, as "| head" does.
  if (error.code === 'EPIPE') process.exit()
  throw error
})
const status = await run(() => createProgram().parseAsync())
// After a failure, whatever is still open is not worth waiting for.
if (status !== 0) process.exit(status)
