import type { Address } from '../config/config.ts'

/** How many changed corpora a running bot has taken over, or refused, since it started. */
export interface Reloads {
  readonly taken: number
  readonly refused: number
}

/** Milliseconds in which a bot on this machine or network answers. */
const PATIENCE = 2000

/** Asks the monitor of a running bot. @returns null where none answers. */
export async function botReloads(monitor: Address | null): Promise<Reloads | null> {
  if (monitor === null) return null
  const host = monitor.host.includes(':') ? `[${monitor.host}]` : monitor.host
  try {
    const answer = await fetch(`http://${host}:${monitor.port}/metrics`, { signal: AbortSignal.timeout(PATIENCE) })
    const text = await answer.text()
    if (!text.includes('bronwijzer_')) return null
    const count = (result: string) =>
      Number(new RegExp(`^bronwijzer_reloads_total\\{result="${result}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
    return { taken: count('taken-over'), refused: count('refused') }
  } catch {
    return null
  }
}
