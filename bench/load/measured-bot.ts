import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type BotProcess, startBot } from '../../test/soak/bot-process.ts'

/** What the bot says of itself. */
export interface Figures {
  /**
   * Bytes of resident memory, with the process of its model where the system tells (Linux): what both share, such as the code of
   * Node, is counted once.
   */
  readonly memory: number
  /** Seconds of processor time since it started, likewise. */
  readonly processor: number
  /** Updates that wait in it or are being dealt with. */
  readonly queue: number
  /** Times that a changed corpus was taken over. */
  readonly reloads: number
}

/** The bot as a process of its own, with its figures. */
export interface MeasuredBot extends Pick<BotProcess, 'complaints' | 'reload' | 'stop'> {
  /** Where it serves its figures, and its pages when READER_URL is set; no slash at its end. */
  readonly address: string
  figures(): Promise<Figures>
}

const START_WITHIN = 120_000 // ms

/**
 * @param flags of Node, besides those of "npm start".
 * Starts the bot, and comes back when it can answer questions.
 * @throws Error with what it complained about, when it does not start in time.
 */
export async function startMeasuredBot(
  environment: Readonly<Record<string, string>>,
  flags: readonly string[],
): Promise<MeasuredBot> {
  const port = await freePort()
  const bot = startBot({ ...environment, MONITOR_HOST: '127.0.0.1', MONITOR_PORT: String(port) }, () => false, flags)
  const limit = Date.now() + START_WITHIN
  const address = `http://127.0.0.1:${port}`
  const isReady = () =>
    fetch(`${address}/readyz`)
      .then(({ ok }) => ok)
      .catch(() => false)
  while (!(await isReady())) {
    if (Date.now() > limit || !bot.isRunning()) {
      await bot.stop()
      throw new Error(['The bot did not start:', ...bot.complaints].join('\n'))
    }
    await wait(100)
  }
  return {
    address,
    complaints: bot.complaints,
    reload: bot.reload,
    stop: bot.stop,
    async figures() {
      const ask = async () => (await fetch(`${address}/metrics`)).text()
      // A connection that was kept may just have been closed.
      const text = await ask().catch(ask)
      const sum = (name: string) =>
        text
          .split('\n')
          .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
          .reduce((all, line) => all + Number(line.split(' ').at(-1)), 0)
      const beside = processesOf(bot.pid()).map(figuresOf)
      return {
        memory: beside.reduce((all, { memory }) => all + memory, sum('process_resident_memory_bytes')),
        processor: beside.reduce((all, { processor }) => all + processor, sum('process_cpu_seconds_total')),
        queue: sum('bronwijzer_queue'),
        reloads: sum('bronwijzer_reloads_total{result="taken-over"}'),
      }
    },
  }
}

/** The processes that a process started; none where the system has no /proc. */
function processesOf(pid: number): string[] {
  return read(`/proc/${pid}/task/${pid}/children`).match(/\d+/g) ?? []
}

/** Ticks of a processor in a second, as /proc counts them. */
const TICKS = 100

/** What a process takes beside the one that started it: processor time, and the memory that it does not share. */
function figuresOf(pid: string): Pick<Figures, 'memory' | 'processor'> {
  const pages = read(`/proc/${pid}/smaps_rollup`)
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(pages)?.[1] ?? 0)
  const [, statistics = ''] = read(`/proc/${pid}/stat`).split(') ')
  const ticks = statistics.split(' ').slice(11, 13).map(Number)
  return {
    memory: 1024 * (kilobytes('Rss') - kilobytes('Shared_Clean')),
    processor: ticks.reduce((all, one) => all + one, 0) / TICKS,
  }
}

/** @returns nothing of a file that is not there. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
