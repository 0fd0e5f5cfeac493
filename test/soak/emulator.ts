/** A user or a chat, in as many fields of the Bot API as are needed here. */
export interface Party {
  readonly id: number
  readonly [field: string]: unknown
}

/** A call of the Bot API that reached the emulator. */
export interface SeenCall {
  readonly id: number
  readonly method: string
  readonly params: {
    readonly chat_id?: number
    readonly text?: string
    readonly message_thread_id?: number
    readonly reply_parameters?: { readonly message_id: number }
  }
  readonly ok?: boolean
  /** The fault that it met; `…:after` when it took effect all the same. */
  readonly fault?: string
  /** What it would have been answered, had that not been lost. */
  readonly executed?: { readonly ok: boolean }
}

/** How often something goes wrong, and what. */
export interface Fault {
  readonly kind: string
  readonly fraction: number
  readonly when?: 'before' | 'after'
  readonly ms?: number
  readonly retryAfter?: number
}

/** Controls an emulator of the Bot API through its addresses under /control. */
export interface Emulator {
  /** Lets somebody do something. @returns the number of the message, when one was sent. */
  act(action: string, ...parameters: readonly unknown[]): Promise<number | null>
  world<Result>(operation: string, ...parameters: readonly unknown[]): Promise<Result>
  calls(after: number): Promise<readonly SeenCall[]>
  faults(rules: readonly Fault[]): Promise<void>
  violations(): Promise<readonly { readonly rule: string; readonly message: string }[]>
  /** How many updates are not confirmed yet. */
  pending(): Promise<number>
}

/**
 * Finds an emulator of the Bot API.
 * @throws Error when it is not on this machine, or doesn't answer.
 */
export async function findEmulator(apiRoot: string): Promise<Emulator> {
  const { hostname } = new URL(apiRoot)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`${apiRoot} is not on this machine: the soak test never talks to the real Telegram.`)
  }
  async function control<Result>(path: string, body?: unknown): Promise<Result> {
    const response = await fetch(
      `${apiRoot}/control/${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    ).catch(() => null)
    if (!response)
      throw new Error(`No emulator of the Bot API answers at ${apiRoot}: start one, and name it with --api-root.`)
    const { ok, result, description } = (await response.json()) as { ok: boolean; result: Result; description?: string }
    if (!ok) throw new Error(`The emulator refused ${path}: ${description}`)
    return result
  }
  const emulator: Emulator = {
    async act(action, ...args) {
      const done = await control<{ update?: { message?: { message_id?: number } } } | null>('act', { do: action, args })
      return done?.update?.message?.message_id ?? null
    },
    world: (op, ...args) => control('world', { op, args }),
    calls: (after) => control(`calls?after=${after}`),
    faults: async (rules) => void (await control('faults', rules)),
    violations: () => control('violations'),
    pending: async () => (await control<{ pending: unknown[] }>('state')).pending.length,
  }
  await emulator.pending()
  return emulator
}
