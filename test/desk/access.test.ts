import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { hashPassword } from '../../src/desk/password.ts'
import { serveDesk } from '../../src/desk/serve.ts'
import { openDesk } from '../support/open-desk.ts'
import { messageOf } from '../support/tiny-corpus.ts'

const PASSWORD = 'een lang wachtwoord'

describe('the desk', () => {
  it('lists the documents and says what is next', async () => {
    const { get } = await openDesk()
    const { status, body } = await get('/')
    expect(status).toBe(200)
    expect(body).toContain('Document pagina')
    expect(body).toContain('“Document gesprek” heeft 6 stukken met weinig vragen.')
    expect((await get('/?done=saved')).body).toContain('Opgeslagen.')
    expect((await get('/?done=name')).status).toBe(200)
  })

  it('speaks English when asked to', async () => {
    const { get, post } = await openDesk()
    const { status, headers } = await post('/language', { language: 'en', from: '/' })
    expect([status, headers.location]).toEqual([303, '/'])
    const cookie = headers['set-cookie']![0]!.split(';')[0]!
    expect((await get('/', { cookie })).body).toContain('Sources in your copy')
  })

  it('says which port is taken', async () => {
    const { config } = await openDesk()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const taken = { ...config, desk: { ...config.desk, port } }
    await expect(
      serveDesk(
        taken,
        async () => Promise.reject(),
        () => {},
      ),
    ).rejects.toThrow(`Port ${port} is taken`)
    other.close()
  })

  it('answers no name but its own, so that no other site can be made to lead here', async () => {
    const { get } = await openDesk()
    for (const host of [
      'evil.example',
      'evil.example:80',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '0x7f.1',
    ])
      expect((await get('/', { host })).status, host).toBe(421)
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:1'])
      expect((await get('/', { host })).status, host).toBe(200)
  })

  it('takes no form of another site', async () => {
    const { address, post, draft } = await openDesk()
    const before = readFileSync(join(draft, 'offtopic.yaml'), 'utf8')
    for (const origin of [
      'https://evil.example',
      'null',
      '',
      address.replace('127.0.0.1', 'localhost'),
      `${address}.evil.example`,
    ]) {
      const { status, headers } = await post('/language', { language: 'en', from: '/' }, { origin })
      expect([origin, status, headers['set-cookie']]).toEqual([origin, 403, undefined])
    }
    expect(readFileSync(join(draft, 'offtopic.yaml'), 'utf8')).toBe(before)
  })

  it('sends nobody to another site', async () => {
    const { post } = await openDesk()
    for (const from of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/%2f/evil.example',
      '/\t/evil.example',
    ])
      expect((await post('/language', { language: 'nl', from })).headers.location, from).toBe('/')
  })

  it('forbids scripts, frames and pages of others', async () => {
    const { get } = await openDesk()
    for (const path of ['/', '/nothing', '/style.css']) {
      const { headers } = await get(path)
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    }
  })

  it('gives no file but its own', async () => {
    const { get } = await openDesk()
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/documents/..%2f..%2fetc%2fpasswd',
      '/style.css/../app.ts',
      '//etc/passwd',
      '/documents/.kept',
    ])
      expect((await get(path)).status, path).toBe(404)
  })

  it('takes no more than it needs', async () => {
    const { post } = await openDesk()
    expect((await post('/undo', { at: 'x'.repeat(1_100_000) })).status).toBe(413)
  })
})

describe('a desk that others reach', () => {
  it('is not started without a password and TLS', () => {
    const message = messageOf(() => createConfig({ DESK_HOST: '0.0.0.0' }))
    expect(message).toMatch(/DESK_URL is missing.*\n.*DESK_PASSWORD is missing/)
    expect(messageOf(() => createConfig({ DESK_URL: 'http://desk.example.org' }))).toContain('DESK_URL is wrong')
    expect(messageOf(() => createConfig({ DESK_PASSWORD: 'geheim' }))).toContain('--hash-password')
    for (const host of ['127.0.0.1', '127.0.0.53', 'localhost', '::1']) createConfig({ DESK_HOST: host })
  })

  it('shows nothing without the password, and all with it', async () => {
    const url = 'https://desk.example.org'
    const desk = await openDesk({ DESK_URL: url, DESK_PASSWORD: await hashPassword(PASSWORD) })
    const here = { host: 'desk.example.org' }
    for (const path of ['/', '/documents/pagina', '/import']) {
      const { status, body } = await desk.get(path, here)
      expect([status, body.includes('Wachtwoord'), body.includes('Stichting')]).toEqual([401, true, false])
    }
    expect((await desk.post('/undo', { at: '' }, { ...here, origin: url })).status).toBe(401)
    expect((await desk.post('/login', { password: 'iets anders' }, { ...here, origin: url })).body).toContain(
      'klopt niet',
    )
    expect(
      (await desk.post('/login', { password: PASSWORD }, { ...here, origin: 'http://desk.example.org' })).status,
    ).toBe(403)
    const entered = await desk.post('/login', { password: PASSWORD, from: '/' }, { ...here, origin: url })
    expect(entered.status).toBe(303)
    const [cookie] = entered.headers['set-cookie']!
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/)
    const session = { ...here, cookie: cookie!.split(';')[0]! }
    expect((await desk.get('/', session)).body).toContain('Document pagina')
    await desk.post('/logout', {}, { ...session, origin: url })
    expect((await desk.get('/', session)).status).toBe(401)
  })

  it('looks at no more than five wrong passwords a minute', async () => {
    const desk = await openDesk({ DESK_PASSWORD: await hashPassword(PASSWORD) })
    const tries = await Promise.all(Array.from({ length: 12 }, () => desk.post('/login', { password: 'raden' })))
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
    expect((await desk.post('/login', { password: PASSWORD })).status).toBe(429)
  })
})

describe('what goes wrong', () => {
  it('is told to the operator, and as one sentence to the editor', async () => {
    const { get, draft, errors } = await openDesk()
    writeFileSync(join(draft, '.kept', '00000001.json'), 'kapot')
    const { status, body } = await get('/')
    expect(status).toBe(500)
    expect(body).toContain('Er ging iets mis')
    expect(body).not.toContain('JSON')
    expect(errors).toHaveLength(1)
  })
})
