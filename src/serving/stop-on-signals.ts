/** Aborted by the first signal to stop; the second ends the process at once. */
export function stopOnSignals(): AbortSignal {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return stopping.signal
}
