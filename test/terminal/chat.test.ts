import { describe, expect, it } from 'vitest'
import { runCommand } from '../support/run-command.ts'

const chat = (...lines: string[]) => runCommand(['start'], lines.join('\n'), { BOT_TOKEN: '' })

describe('the chat in a terminal', () => {
  it('opens without a token, says how to connect Telegram, answers, and ends with the input', async () => {
    const { status, stdout, stderr } = await chat(
      'Is graded exercise therapie schadelijk?',
      'Hoe bak ik een appeltaart?',
    )
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain('BOT_TOKEN')
    expect(stdout).toContain('— ME/CVS Stichting Nederland')
    expect(stdout).toContain('— NVK, in antwoord op de NOS')
    expect(stdout).toContain('geen antwoord op in mijn bronnen')
  })

  it('remembers the question before, until it is told to forget', async () => {
    const { stdout } = await chat('Is graded exercise therapie schadelijk?', 'nog meer', '/vergeet', 'nog meer')
    expect(stdout.match(/Ik lees je vraag zo/g)).toHaveLength(1)
  })

  it('knows its commands, and says so of others', async () => {
    const { status, stdout } = await chat('/bronnen', '/help', '/privacy', '/onzin', '')
    expect(status).toBe(0)
    expect(stdout).toContain('https://mecvs.nl/over-me-cvs/behandeling-me-cvs/')
    expect(stdout).toContain('/vergeet: ik vergeet')
    expect(stdout).toContain('Die opdracht ken ik niet.')
  })

  it('takes a line of 100,000 characters and one of odd signs', async () => {
    const { status, stderr } = await chat('x'.repeat(100_000), '\u202e👍\ufffd', 'Is GET schadelijk?')
    expect(status).toBe(0)
    expect(stderr).toBe('')
  })
})
