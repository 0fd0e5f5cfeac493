import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted and timed, for Prometheus. No label ever holds a text or the number of anybody. */
export interface Metrics {
  question(outcome: string, chatType: string): void
  update(kind: string, outcome: string, ms: number): void
  /** A part of the way from an update to its answer. */
  stage(stage: 'waiting' | 'answering' | 'sending', ms: number): void
  /** One attempt at a call of the Bot API. @param result `ok`, `network`, or the code of the refusal. */
  call(method: string, result: string): void
  retry(method: string, reason: string): void
  refused(limit: string): void
  reload(result: 'taken-over' | 'refused'): void
  /** Everything, in the format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** @param queue how many updates wait or are being dealt with. */
export function createMetrics(queue: () => number): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `bronwijzer_${name}_total`, help, labelNames: [...labelNames], registers })
  const questions = counter('questions', 'Questions that were answered or declined.', ['outcome', 'chat_type'])
  const updates = counter('updates', 'Updates that were dealt with.', ['kind', 'outcome'])
  const calls = counter('api_calls', 'Attempts at calls of the Bot API.', ['method', 'result'])
  const retries = counter('api_retries', 'Calls repeated because of the network or the server.', ['method', 'reason'])
  const refused = counter('refused', 'Updates refused because somebody asked too much.', ['limit'])
  const reloads = counter('reloads', 'Times that a changed corpus was taken over or refused.', ['result'])
  const seconds = (name: string, help: string, label: string) =>
    new Histogram({
      name: `bronwijzer_${name}_seconds`,
      help,
      labelNames: [label],
      buckets: SECONDS,
      registers,
    })
  const stages = seconds('stage', 'Parts of the way from an update to its answer.', 'stage')
  const whole = seconds('update', 'From the moment that an update was begun until it was dealt with.', 'kind')
  new Gauge({
    name: 'bronwijzer_queue',
    help: 'Updates that wait or are being dealt with.',
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
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
