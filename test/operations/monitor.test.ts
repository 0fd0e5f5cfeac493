import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createMonitor } from '../../src/operations/monitor.ts'
import { listen } from '../../src/updates/listen.ts'

const metrics = createMetrics(() => 3)
let telegram = true
const monitor = createMonitor(metrics, () => ({ model: true, index: true, telegram }))
afterEach(() => void monitor.close())

it('the monitor tells health, readiness and metrics, and nothing else', async () => {
  await listen(monitor, { host: '127.0.0.1', port: 0 }, 'MONITOR')
  const { port } = monitor.address() as { port: number }
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    return `${response.status} ${await response.text()}`
  }
  expect(await get('/healthz')).toBe('200 ok\n')
  expect(await get('/readyz')).toBe('200 {"model":true,"index":true,"telegram":true}\n')
  telegram = false
  expect(await get('/readyz')).toBe('503 {"model":true,"index":true,"telegram":false}\n')
  metrics.question('answered', 'private')
  metrics.query('index', 30, 'ok')
  metrics.query('settings', 2, 'busy')
  metrics.watchConnections('index', () => ({ open: 3, idle: 1, waiting: 0 }))
  const text = await get('/metrics')
  expect(text).toContain('bronwijzer_questions_total{outcome="answered",chat_type="private"} 1')
  expect(text).toContain('bronwijzer_queue 3')
  expect(text).toContain('bronwijzer_index_query_seconds_bucket{le="0.05",result="ok"} 1')
  expect(text).toContain('bronwijzer_settings_query_seconds_count{result="busy"} 1')
  expect(text).toContain('bronwijzer_index_connections{state="idle"} 1')
  expect(text).toContain('process_resident_memory_bytes')
  expect(await get('/')).toBe('404 ')
  expect(await get('/healthz', 'POST')).toBe('404 ')
})

it.each([
  ['pages', 'longer than a proxy does', () => {}, 75],
  ['no pages', 'for as long as Node does', null, 5],
] as const)('the monitor with %s keeps an idle connection %s', async (_with, _how, pages, seconds) => {
  const kept = createMonitor(metrics, () => ({ model: true, index: true, telegram: true }), pages)
  await listen(kept, { host: '127.0.0.1', port: 0 }, 'MONITOR')
  const { port } = kept.address() as { port: number }
  const { headers } = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`)
  kept.closeAllConnections()
  kept.close()
})

it('the monitor closes a connection on which nothing happens', async () => {
  const impatient = createMonitor(metrics, () => ({ model: true, index: true, telegram: true }), null, 50)
  await listen(impatient, { host: '127.0.0.1', port: 0 }, 'MONITOR')
  const { port } = impatient.address() as { port: number }
  const silent = connect(port, '127.0.0.1')
  await new Promise((resolve) => silent.on('close', resolve).resume())
  impatient.close()
})
