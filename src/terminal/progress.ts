import { Presets, SingleBar } from 'cli-progress'

/** Shows the progress of a long task. */
export interface Progress {
  update(done: number, all: number): void
  stop(): void
}

/**
 * A progress bar on standard error, which keeps standard output clean; without a terminal, one line at each tenth.
 * @param label the task, in a few words.
 */
export function createProgress(label: string): Progress {
  if (!process.stderr.isTTY) return createProgressLines(label)
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage}%`, stream: process.stderr, clearOnComplete: true, hideCursor: null },
    Presets.rect,
  )
  let started = false
  return {
    update(done, all) {
      if (!started) bar.start(all, done)
      started = true
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}

function createProgressLines(label: string): Progress {
  let tenth = 0
  return {
    update(done, all) {
      const reached = Math.floor((10 * done) / all)
      if (reached === tenth) return
      tenth = reached
      process.stderr.write(`${label} ${10 * tenth}%\n`)
    },
    stop: () => {},
  }
}
