import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/operations/log.ts'

const TOKEN = '123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'

function written(isTTY: boolean, level = 'info') {
  const lines: string[] = []
  return { lines, log: createLog({ level, secrets: ['hush-hush'], out: { isTTY, write: (line) => lines.push(line) } }) }
}

describe('the log', () => {
  it('is one JSON object a line', () => {
    const { lines, log } = written(false)
    log.info({ update: 1 }, 'update')
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', update: 1, msg: 'update' })
    expect(lines[0]).toMatch(/\n$/)
  })

  it('is short for somebody who watches', () => {
    const { lines, log } = written(true)
    log.warn({ update: 1, passages: ['a'] }, 'update')
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn update update=1 passages=\["a"\]\n$/)
  })

  it.each([false, true])('never holds a secret or a token, wherever it comes from', (isTTY) => {
    const { lines, log } = written(isTTY)
    log.error(new Error(`fetch https://api.telegram.org/bot${TOKEN}/getMe failed`))
    log.error({ url: `https://api.telegram.org/bot${TOKEN}/getMe`, key: 'hush-hush' }, `bot${TOKEN}`)
    expect(lines.join('')).toContain('[secret]')
    expect(lines.join('')).not.toContain('AAHdq')
    expect(lines.join('')).not.toContain('hush')
  })

  it.each([false, true])('holds nothing that a terminal obeys', (isTTY) => {
    const { lines, log } = written(isTTY)
    log.error({ reason: 'a\u001b[2Jb\u009b2Jc\u202ed' }, '\u001b]0;title')
    expect(lines.join('')).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u)
    expect(lines.join('')).toMatch(isTTY ? /a␛\[2Jb<U\+009B>2Jc<U\+202E>d/ : /a\\u001b\[2Jb\\u009b2Jc\\u202ed/)
  })

  it('says nothing below its level', () => {
    const { lines, log } = written(false, 'error')
    log.warn('x')
    expect(lines).toEqual([])
  })
})
