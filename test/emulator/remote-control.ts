import type { Update, UserFromGetMe } from 'grammy/types'
import type { Call } from './call.ts'
import type { Fault } from './faults.ts'

export interface EmulatorState {
  readonly bot: UserFromGetMe
  /** Unconfirmed updates. */
  readonly pending: readonly unknown[]
  /** Bugs of the emulator itself. */
  readonly internalProblems: readonly unknown[]
}

/** What became of a user's action. */
export interface Injected {
  readonly update: Update
}

/** Drives an emulator, this repository's or an independent one, through its control interface over HTTP. */
export class RemoteControl {
  readonly root: string

  /** @param root its URL, without a trailing slash. */
  constructor(root: string) {
    this.root = root
  }

  /** Acts as a user: `privateText`, `command`, `callback` … */
  act<Result = Injected>(action: string, ...args: unknown[]): Promise<Result> {
    return this.#post('act', { do: action, args })
  }

  /** Changes the world: `addTopic`, `closeTopic`, `block` … */
  world<Result = unknown>(op: string, ...args: unknown[]): Promise<Result> {
    return this.#post('world', { op, args })
  }

  inject(update: unknown): Promise<unknown> {
    return this.#post('inject', { update })
  }

  setFaults(rules: readonly Fault[]): Promise<unknown> {
    return this.#post('faults', rules)
  }

  reset(): Promise<unknown> {
    return this.#post('reset', {})
  }

  state(): Promise<EmulatorState> {
    return this.#get('state')
  }

  violations(): Promise<readonly { rule: string; message: string; method: string }[]> {
    return this.#get('violations')
  }

  /** Calls after the one with the given id, in order; 0 for all. */
  calls<C = Call>(after = 0): Promise<readonly C[]> {
    return this.#get(`calls?after=${after}`)
  }

  async #get<Result>(path: string): Promise<Result> {
    return unwrap(await fetch(`${this.root}/control/${path}`))
  }

  async #post<Result>(path: string, body: unknown): Promise<Result> {
    const headers = { 'content-type': 'application/json' }
    return unwrap(await fetch(`${this.root}/control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
  }
}

async function unwrap<Result>(response: Response): Promise<Result> {
  const { ok, result, description } = (await response.json()) as { ok: boolean; result: Result; description?: string }
  if (!ok) throw new Error(`the emulator refused: ${description}`)
  return result
}
