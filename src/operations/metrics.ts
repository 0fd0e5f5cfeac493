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
  /** Times a query to a database. @param result `ok`, or what was wrong. */
  query(database: DatabaseName, ms: number, result: string): void
  /** Counts updates that another instance was to handle: which took them, or could not. */
  forwarded(result: 'taken' | 'moved'): void
  /** Shows, from now on, the connections to a database, while there is one. */
  watchConnections(database: DatabaseName, connections: () => Readonly<Record<string, number>> | null): void
  /** Shows, from now on, how many instances run. */
  watchInstances(instances: () => number): void
  /** All metrics, in the Prometheus text format. */
  text(): Promise<string>
  readonly contentType: string
}

/** By the variables with their addresses: SETTINGS_URL and INDEX_URL. */
export type DatabaseName = 'settings' | 'index'

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
  const queries = {
    settings: seconds('settings_query', 'Queries to the database of settings.', 'result'),
    index: seconds('index_query', 'Queries to the database of the index.', 'result'),
  }
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
    query: (database, ms, result) => queries[database].observe({ result }, ms / 1000),
    forwarded: (result) => forwarded.inc({ result }),
    watchConnections(database, connections) {
      new Gauge({
        name: `bronwijzer_${database}_connections`,
        help: `Connections to the database of ${database === 'index' ? 'the index' : 'settings'}, and queries that wait for one.`,
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(connections() ?? {})) this.set({ state }, count)
        },
      })
    },
    watchInstances(instances) {
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
