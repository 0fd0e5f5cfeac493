import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Counters and timers for Prometheus. No label ever holds a text or the id of a user or a chat. */
export interface Metrics {
  question(outcome: string, chatType: string): void
  update(kind: string, outcome: string, ms: number): void
  /** Times a part of the way from an update to its answer. */
  stage(stage: 'waiting' | 'answering' | 'sending', ms: number): void
  /** Counts an attempt at a Bot API call. @param result `ok`, `network`, or the error code. */
  call(method: string, result: string): void
  retry(method: string, reason: string): void
  refused(limit: string): void
  reload(result: 'taken-over' | 'refused'): void
  /** Times a query to the database of settings. @param result `ok`, or what was wrong. */
  query(ms: number, result: string): void
  /** Counts updates that another instance was to handle: which took them, or could not. */
  forwarded(result: 'taken' | 'moved'): void
  /** Shows, from now on, the connections to that database, if there is one, and how many instances run. */
  watch(connections: () => Readonly<Record<string, number>> | null, instances: () => number): void
  /** All metrics, in the Prometheus text format. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** @param queue returns how many updates are waiting or being handled. */
export function createMetrics(queue: () => number): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `bronwijzer_${name}_total`, help, labelNames: [...labelNames], registers })
  const questions = counter('questions', 'Questions answered or declined.', ['outcome', 'chat_type'])
  const updates = counter('updates', 'Updates handled.', ['kind', 'outcome'])
  const calls = counter('api_calls', 'Attempts at Bot API calls.', ['method', 'result'])
  const retries = counter('api_retries', 'Calls retried because of the network or the server.', ['method', 'reason'])
  const refused = counter('refused', 'Updates refused because they exceeded a limit.', ['limit'])
  const reloads = counter('reloads', 'Changed corpora taken over or refused.', ['result'])
  const forwarded = counter('forwarded', 'Updates for the instance that remembers their chat.', ['result'])
  const seconds = (name: string, help: string, label: string) =>
    new Histogram({
      name: `bronwijzer_${name}_seconds`,
      help,
      labelNames: [label],
      buckets: SECONDS,
      registers,
    })
  const stages = seconds('stage', 'Parts of the way from an update to its answer.', 'stage')
  const whole = seconds('update', 'From starting to handle an update until it has been handled.', 'kind')
  const queries = seconds('settings_query', 'Queries to the database of settings.', 'result')
  new Gauge({
    name: 'bronwijzer_queue',
    help: 'Updates waiting or being handled.',
    registers,
    collect() {
      this.set(queue())
    },
  })
  return {
    question: (outcome, chat_type) => questions.inc({ outcome, chat_type }),
    update(kind, outcome, ms) {
      updates.inc({ kind, outcome })
      whole.observe({ kind }, ms / 1000)
    },
    stage: (stage, ms) => stages.observe({ stage }, ms / 1000),
    call: (method, result) => calls.inc({ method, result }),
    retry: (method, reason) => retries.inc({ method, reason }),
    refused: (limit) => refused.inc({ limit }),
    reload: (result) => reloads.inc({ result }),
    query: (ms, result) => queries.observe({ result }, ms / 1000),
    forwarded: (result) => forwarded.inc({ result }),
    watch(connections, instances) {
      new Gauge({
        name: 'bronwijzer_settings_connections',
        help: 'Connections to the database of settings, and queries that wait for one.',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(connections() ?? {})) this.set({ state }, count)
        },
      })
      new Gauge({
        name: 'bronwijzer_instances',
        help: 'Running instances of this bot, as far as known.',
        registers,
        collect() {
          this.set(instances())
        },
      })
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
