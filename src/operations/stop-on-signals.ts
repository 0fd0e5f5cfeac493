/** Milliseconds in which a second signal is an echo: npm passes on what the terminal has sent to us already. */
const ECHO = 500

/** Aborted by the first signal to stop; one that comes later ends the process at once. */
export function stopOnSignals(): AbortSignal {
  const stopping = new AbortController()
  let first = 0
  const stop = () => {
    if (!stopping.signal.aborted) first = performance.now()
    else if (performance.now() - first > ECHO) process.exit(1)
    stopping.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return stopping.signal
}
