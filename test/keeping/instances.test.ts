import { createServer } from 'node:net'
import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createDispatcher } from '../../src/updates/dispatcher.ts'
import { startWebhook } from '../../src/updates/webhook.ts'
import { text } from '../support/updates.ts'
import { BEAT, shareDatabase } from './share-database.ts'

let shared: Awaited<ReturnType<typeof shareDatabase>>
beforeAll(async () => {
  shared = await shareDatabase()
}, 180_000)
afterAll(() => shared.database.close())

let token: string
let bots = 2000
const running: { stop(): Promise<void> }[] = []
beforeEach(() => {
  token = `${bots++}:TEST`
})
afterEach(async () => {
  shared.state.problem = null
  shared.state.cutOff.clear()
  for (const one of running.splice(0)) await one.stop()
})

const log = pino({ level: 'silent' })
const SECRET = 'a-secret-of-enough-letters'

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

type Instance = Awaited<ReturnType<typeof start>>

/** An instance that listens, after so many milliseconds, and handles updates as it is told. */
async function start(handle: (update: Update) => Promise<void>, port?: number, listensAfter = 0) {
  const at = port ?? (await freePort())
  const keeping = await shared.join(token, { WEBHOOK_PORT: String(at), WEBHOOK_SECRET: SECRET })
  await soon(listensAfter)
  const { turns, homes } = keeping.instances!
  const metrics = createMetrics(() => 0)
  const dispatcher = createDispatcher({ handle, log, metrics, mayShed: false, turns })
  const webhook = { url: 'https://bot.example.org/telegram', host: '127.0.0.1', port: at, secret: SECRET }
  const api = new Api(token)
  api.config.use(async () => ({ ok: true, result: { url: '' } as never }))
  const forwarded: string[] = []
  const receiver = await startWebhook({
    webhook,
    api,
    dispatcher,
    allowedUpdates: ['message'],
    log,
    homes,
    onForwarded: (result) => forwarded.push(result),
  })
  const one = {
    ...keeping,
    dispatcher,
    forwarded,
    port: at,
    /** Delivers an update as Telegram does. */
    async deliver(update: Update): Promise<number> {
      const response = await fetch(`http://127.0.0.1:${at}/telegram`, {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': SECRET },
        body: JSON.stringify(update),
      })
      return response.status
    },
    /** As "npm start" does at SIGTERM. */
    async stop(): Promise<void> {
      await Promise.all([receiver.stop(5_000), keeping.instances?.leave()])
      await keeping.close()
    },
    /** Answers nobody any more, but leaves what it wrote. */
    async die(): Promise<void> {
      await receiver.stop(0)
      shared.state.problem = 'unreachable'
      await keeping.close()
      shared.state.problem = null
    },
  }
  running.push(one)
  return one
}

/** A number that settles when it is told to. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
const soon = (ms = BEAT) => new Promise((resolve) => setTimeout(resolve, ms))
const inChat = (id: number, words = '?') => text(words, { chat: { id, type: 'private', first_name: 'Ann' } })

describe('an update that several instances receive', () => {
  it('is answered by one of them, and by none when it comes again', async () => {
    const answered: number[] = []
    const handle = async ({ update_id }: Update) => void answered.push(update_id)
    const [one, other] = [await start(handle), await start(handle)]
    const update = inChat(1)
    await Promise.all([one.dispatcher.dispatch(update), other.dispatcher.dispatch(update)])
    const third = await start(handle)
    await third.dispatcher.dispatch(update)
    expect(answered).toEqual([update.update_id])
  })

  it('waits for the same answer while another instance works on it', async () => {
    const { opened, open } = gate()
    const other = await start(async () => {
      throw new Error('answered twice')
    })
    const one = await start(() => opened)
    const update = inChat(1)
    const first = one.dispatcher.dispatch(update)
    await soon()
    let isDone = false
    const second = other.dispatcher.dispatch(update).then(() => {
      isDone = true
    })
    await soon()
    expect(isDone).toBe(false)
    open()
    await Promise.all([first, second])
  })

  it('is taken over from an instance that died', async () => {
    const answered: string[] = []
    const one = await start(() => new Promise(() => {}))
    const other = await start(async () => void answered.push('other'))
    const update = inChat(1)
    void one.dispatcher.dispatch(update)
    await soon()
    await one.die()
    await other.dispatcher.dispatch(update)
    expect(answered).toEqual(['other'])
  })

  it('is taken over at once when the dead instance has been started again', async () => {
    const answered: string[] = []
    const one = await start(() => new Promise(() => {}))
    const update = inChat(1)
    void one.dispatcher.dispatch(update)
    await soon()
    await one.die()
    const again = await start(async () => void answered.push('again'), one.port)
    await again.dispatcher.dispatch(update)
    expect(answered).toEqual(['again'])
  })
})

describe('updates of one chat', () => {
  it('are handled in the order in which instances received them, others meanwhile', async () => {
    const done: string[] = []
    const { opened, open } = gate()
    const one = await start(async ({ message }) => {
      await opened
      done.push(message!.text!)
    })
    const other = await start(async ({ message }) => void done.push(message!.text!))
    const first = one.dispatcher.dispatch(inChat(1, 'first'))
    await soon()
    const second = other.dispatcher.dispatch(inChat(1, 'second'))
    await other.dispatcher.dispatch(inChat(2, 'elsewhere'))
    open()
    await Promise.all([first, second])
    expect(done).toEqual(['elsewhere', 'first', 'second'])
  })

  it('go to the instance that knows the conversation, wherever they arrive, and to another when it is gone', async () => {
    const handled: string[] = []
    const one = await start(async ({ message }) => void handled.push(`one ${message!.text}`))
    const other = await start(async ({ message }) => void handled.push(`other ${message!.text}`))
    expect(await one.deliver(inChat(1, 'a'))).toBe(200)
    expect(await other.deliver(inChat(1, 'b'))).toBe(200)
    expect(await other.deliver(inChat(2, 'c'))).toBe(200)
    expect(await one.deliver(inChat(2, 'd'))).toBe(200)
    expect(handled).toEqual(['one a', 'one b', 'other c', 'other d'])
    await one.die()
    expect(await other.deliver(inChat(1, 'e'))).toBe(200)
    expect(handled.at(-1)).toBe('other e')
    expect(other.forwarded).toEqual(['taken', 'moved'])
  })

  it('go to others when their instance stops, which finishes what it has begun', async () => {
    const handled: string[] = []
    const { opened, open } = gate()
    const one = await start(async ({ message }) => {
      await opened
      handled.push(`one ${message!.text}`)
    })
    const other = await start(async ({ message }) => void handled.push(`other ${message!.text}`))
    const begun = one.deliver(inChat(1, 'a'))
    await soon()
    const stopping = one.stop()
    await soon()
    const next = other.deliver(inChat(1, 'b'))
    await soon()
    open()
    expect(await Promise.all([begun, next])).toEqual([200, 200])
    await stopping
    expect(handled).toEqual(['one a', 'other b'])
  })

  it('are handled where they arrive while the database is away, and not again when it is back', async () => {
    const handled: string[] = []
    const one = await start(async ({ message }) => void handled.push(`one ${message!.text}`))
    const other = await start(async ({ message }) => void handled.push(`other ${message!.text}`))
    shared.state.problem = 'unreachable'
    const update = inChat(1, 'a')
    expect(await one.deliver(update)).toBe(200)
    shared.state.problem = null
    await soon()
    expect(await other.deliver(update)).toBe(200)
    expect(handled).toEqual(['one a'])
  })
})

describe('an update that comes again while the database is away', () => {
  /** Three instances that know each other, none of which can write. */
  async function startThree(handle: (instance: number, update: Update) => Promise<void>) {
    const three = []
    for (const number of [1, 2, 3]) three.push(await start((update) => handle(number, update)))
    await soon(2 * BEAT)
    shared.state.problem = 'unreachable'
    return three as [Instance, Instance, Instance]
  }

  it('to another instance is answered once', async () => {
    const handled: number[] = []
    const [one, other] = await startThree(async (instance) => void handled.push(instance))
    const update = inChat(1)
    expect(await one.deliver(update)).toBe(200)
    expect(await other.deliver(update)).toBe(200)
    expect(handled).toEqual([1])
  })

  it('waits for the instance that works on it', async () => {
    const handled: number[] = []
    const { opened, open } = gate()
    const [one, other] = await startThree(async (instance) => {
      await opened
      handled.push(instance)
    })
    const update = inChat(1)
    const first = one.deliver(update)
    await soon()
    const second = other.deliver(update)
    expect(await Promise.race([second, soon().then(() => 'still waiting')])).toBe('still waiting')
    open()
    expect(await Promise.all([first, second])).toEqual([200, 200])
    expect(handled).toEqual([1])
  })

  it('to all of them at once is answered by one', async () => {
    const handled: number[] = []
    const three = await startThree(async () => {
      await soon()
      handled.push(1)
    })
    const updates = Array.from({ length: 10 }, (_, chat) => inChat(chat))
    await Promise.all(updates.flatMap((update) => three.map(({ deliver }) => deliver(update))))
    expect(handled).toHaveLength(updates.length)
  })

  it('is answered by another instance when the first one dies over it', async () => {
    const handled: number[] = []
    const [one, other] = await startThree(async (instance) => {
      if (instance === 1) await new Promise(() => {})
      handled.push(instance)
    })
    const update = inChat(1)
    void one.deliver(update).catch(() => {})
    await soon()
    const second = other.deliver(update)
    await soon()
    await one.die()
    expect(await second).toBe(200)
    expect(handled).toEqual([2])
  })

  it('after the instance that answered it died, is not answered again', async () => {
    const handled: number[] = []
    const [one, other, third] = await startThree(async (instance) => void handled.push(instance))
    const update = inChat(1)
    expect(await one.deliver(update)).toBe(200)
    await one.die()
    shared.state.problem = 'unreachable'
    expect(await other.deliver(update)).toBe(200)
    shared.state.problem = null
    await soon(2 * BEAT)
    await other.stop()
    expect(await third.deliver(update)).toBe(200)
    expect(handled).toEqual([1])
  })

  it('to an instance that was started meanwhile in the place of another, is not answered again', async () => {
    const handled: number[] = []
    const [one, , third] = await startThree(async (instance) => void handled.push(instance))
    await third.die()
    shared.state.problem = 'unreachable'
    const update = inChat(1)
    expect(await one.deliver(update)).toBe(200)
    const again = await start(async () => void handled.push(4), third.port, 4 * BEAT)
    expect(await again.deliver(update)).toBe(200)
    expect(handled).toEqual([1])
    const next = inChat(2)
    expect(await again.deliver(next)).toBe(200)
    expect(await one.deliver(next)).toBe(200)
    expect(handled).toEqual([1, 4])
  })

  it('and back before this could be written down, is not answered again', async () => {
    const handled: number[] = []
    const [one, other] = await startThree(async (instance) => void handled.push(instance))
    // The first instance doesn't find it back yet.
    shared.state.cutOff.add(String(one.port))
    const update = inChat(1)
    expect(await one.deliver(update)).toBe(200)
    shared.state.problem = null
    await soon(2 * BEAT)
    expect(await other.deliver(update)).toBe(200)
    expect(handled).toEqual([1])
  })

  it('and was claimed before, waits for the instance that has it, also when that can give no sign of life for long', async () => {
    const handled: number[] = []
    const { opened, open } = gate()
    const [one, other] = await startThree(async (instance) => {
      await opened
      handled.push(instance)
    })
    shared.state.problem = null
    await soon(2 * BEAT)
    const update = inChat(1)
    const first = one.deliver(update)
    await soon()
    shared.state.problem = 'unreachable'
    await soon(8 * BEAT)
    // The first instance finds it back later than the others.
    shared.state.cutOff.add(String(one.port))
    shared.state.problem = null
    await soon(2 * BEAT)
    const second = other.dispatcher.dispatch(update)
    await soon(2 * BEAT)
    open()
    expect(await first).toBe(200)
    await second
    expect(handled).toEqual([1])
  })
})

describe('an update that comes to an instance which is started as the database is back', () => {
  /** Two instances that know each other, and how to start a third one before the first finds the database back. */
  async function startTwo(handle: (instance: number) => Promise<void>) {
    const [one, other] = [await start(() => handle(1)), await start(() => handle(2))]
    await soon(2 * BEAT)
    shared.state.problem = 'unreachable'
    return {
      one,
      other,
      async startThird(): Promise<Instance> {
        shared.state.cutOff.add(String(one.port))
        shared.state.problem = null
        return start(() => handle(3))
      },
    }
  }

  it('waits for an instance that took it while this could not be written', async () => {
    const handled: number[] = []
    const { opened, open } = gate()
    const { one, startThird } = await startTwo(async (instance) => {
      await opened
      handled.push(instance)
    })
    const update = inChat(1)
    const first = one.dispatcher.dispatch(update)
    await soon()
    const third = await startThird()
    const second = third.dispatcher.dispatch(update)
    expect(await Promise.race([second, soon(4 * BEAT).then(() => 'still waiting')])).toBe('still waiting')
    open()
    await Promise.all([first, second])
    expect(handled).toEqual([1])
  })

  it('is not answered again when that could not be written yet', async () => {
    const handled: number[] = []
    const { one, startThird } = await startTwo(async (instance) => void handled.push(instance))
    const update = inChat(1)
    await one.dispatcher.dispatch(update)
    const third = await startThird()
    await third.dispatcher.dispatch(update)
    expect(handled).toEqual([1])
  })

  it('and is then taken by one that has not found the database back, is answered once', async () => {
    const handled: number[] = []
    const { opened, open } = gate()
    const { one, startThird } = await startTwo(async (instance) => {
      await opened
      handled.push(instance)
    })
    const third = await startThird()
    const update = inChat(1)
    const first = third.dispatcher.dispatch(update)
    await soon()
    const second = one.dispatcher.dispatch(update)
    await soon()
    open()
    await Promise.all([first, second])
    expect(handled).toEqual([3])
  })
})

describe('an update that was claimed before the database was away for a minute', () => {
  it('is not taken from the instance that has it, and is too busy to say so', async () => {
    const handled: number[] = []
    const { opened, open } = gate()
    const one = await start(async () => {
      await opened
      handled.push(1)
    })
    const other = await start(async () => void handled.push(2))
    const update = inChat(1)
    const first = one.dispatcher.dispatch(update)
    await soon(2 * BEAT)
    shared.state.cutOff.add(String(one.port))
    const busy = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => busy.once('listening', listening))
    await shared.database.query(
      `UPDATE bronwijzer_settings.instances SET alive_until = now() - interval '1 minute', address = $1 WHERE address LIKE $2`,
      [`http://127.0.0.1:${(busy.address() as { port: number }).port}`, `%:${one.port}%`],
    )
    const second = other.dispatcher.dispatch(update)
    await soon(3_000)
    shared.state.cutOff.clear()
    open()
    await Promise.all([first, second])
    busy.close()
    expect(handled).toEqual([1])
  })
})

describe('an update that was answered by an instance which is gone', () => {
  it('is not answered again by another that was started before the database went away', async () => {
    const handled: number[] = []
    const [one, other] = [await start(async () => void handled.push(1)), await start(async () => void handled.push(2))]
    const update = inChat(1)
    await one.dispatcher.dispatch(update)
    await one.stop()
    const again = await start(async () => void handled.push(3), one.port)
    await soon(2 * BEAT)
    shared.state.problem = 'unreachable'
    await again.dispatcher.dispatch(update)
    await other.dispatcher.dispatch(update)
    expect(handled).toEqual([1])
  })

  it('nor by one that lived all the while', async () => {
    const handled: number[] = []
    const [one, other] = [await start(async () => void handled.push(1)), await start(async () => void handled.push(2))]
    await soon(2 * BEAT)
    const update = inChat(1)
    await one.dispatcher.dispatch(update)
    await one.stop()
    await soon(2 * BEAT)
    shared.state.problem = 'unreachable'
    await other.dispatcher.dispatch(update)
    expect(handled).toEqual([1])
  })
})
