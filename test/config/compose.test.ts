import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { schema } from '../../src/config/schema.ts'

interface Service {
  readonly build?: string
  readonly image?: string
  readonly environment: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: readonly string[]
  readonly stop_grace_period?: string
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

/** What stands in .env and postgres.env. */
const VARIABLES: Readonly<Record<string, string>> = { POSTGRES_PASSWORD: 'geheim42' }
const OWN = { BOT_TOKEN: '123456:TEST', WEBHOOK_URL: 'https://bot.example.org/telegram' }

/** A compose file as Docker reads it: with merged keys, and variables filled in. */
function read(name: string): Compose {
  const filled = readFileSync(join(PROJECT_FOLDER, name), 'utf8').replaceAll(
    /\$\{(\w+)(?::\?[^}]*)?\}/g,
    (_, variable: string) => {
      expect(Object.keys(VARIABLES)).toContain(variable)
      return VARIABLES[variable]!
    },
  )
  return parse(filled, { merge: true })
}

/** Services that are built here. */
const botsOf = ({ services }: Compose) => Object.entries(services).filter(([, { build }]) => build !== undefined)

describe.each(['compose.yaml', 'compose.several.yaml'])('%s', (name) => {
  const compose = read(name)

  it('gives the bot settings that it knows and takes', () => {
    const bots = botsOf(compose)
    expect(bots).not.toHaveLength(0)
    for (const [, { environment }] of bots) {
      expect(Object.keys(schema.shape)).toEqual(expect.arrayContaining(Object.keys(environment)))
      expect(() => createConfig({ ...OWN, ...environment })).not.toThrow()
    }
  })

  it('names volumes and services that are there, and lets the bot finish what it is doing', () => {
    for (const { volumes = [], depends_on = [] } of Object.values(compose.services)) {
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([...depends_on]))
      const named = volumes.map((volume) => volume.split(':')[0]!)
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named))
    }
    for (const [, { stop_grace_period }] of botsOf(compose)) expect(Number.parseInt(stop_grace_period!, 10)).toBe(15)
  })
})

describe('compose.several.yaml', () => {
  const { services } = read('compose.several.yaml')
  const bots = botsOf({ services, volumes: {} })
  const database = services.postgres!

  it('runs PostgreSQL and pgvector as new as the bot needs, for the user and the database of the address', () => {
    const [, minor, major] = /^pgvector\/pgvector:0\.(\d+)\.\d+-pg(\d+)$/.exec(database.image!)!
    expect(Number(minor)).toBeGreaterThanOrEqual(8)
    expect(Number(major)).toBeGreaterThanOrEqual(15)
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment
    const urls = bots.map(([, { environment }]) => environment.SETTINGS_URL)
    expect(new Set(urls)).toEqual(new Set([`postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres/${POSTGRES_DB}`]))
  })

  it('has instances that reach each other by their names, and a proxy each of them', () => {
    expect(bots.length).toBeGreaterThanOrEqual(2)
    const published = bots.map(([name, { environment, ports }]) => {
      const { webhook, instanceUrl } = createConfig({ ...OWN, ...environment })
      expect(instanceUrl).toBe(`http://${name}:${webhook!.port}/telegram`)
      expect(webhook!.host).toBe('0.0.0.0')
      const [address, outer, inner] = ports![0]!.split(':')
      expect([address, Number(inner)]).toEqual(['127.0.0.1', webhook!.port])
      return outer
    })
    expect(new Set(published).size).toBe(bots.length)
  })
})
