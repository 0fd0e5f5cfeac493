import { createProgram } from './cli/program.ts'
import { run } from './cli/run.ts'

// By itself Node would open its inspector, with all that is in memory, to everybody on the machine.
process.on('SIGUSR1', () => {})
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader closed the pipe, as "| head" does.
  if (error.code === 'EPIPE') process.exit()
  throw error
})
const status = await run(() => createProgram().parseAsync())
// After a failure, don't wait for what is still open.
if (status !== 0) process.exit(status)
