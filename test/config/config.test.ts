import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createConfig, PROJECT_FOLDER, readEnvironment, sendsQuestions } from '../../src/config/config.ts'
import { exampleFile, listSettings } from '../../src/config/list-settings.ts'
import { schema } from '../../src/config/schema.ts'
import { unknownVariables } from '../../src/config/unknown-variables.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

describe('settings without any variable', () => {
  it('mean a chat in the terminal with the model and the corpus of the repository', () => {
    const config = createConfig({})
    expect(config.botToken).toBeNull()
    expect(config.telegramApiRoot).toBe('https://api.telegram.org')
    expect(config.corpusFolder).toBe(join(PROJECT_FOLDER, 'corpus'))
    expect(config.indexFolder).toBe(join(PROJECT_FOLDER, 'embeddings', 'index'))
    expect(config.model).toEqual({
      model: join(PROJECT_FOLDER, 'embeddings', 'model'),
      queryPrefix: 'query: ',
      passagePrefix: 'passage: ',
    })
  })

  it('are the same as with variables that are empty, as compose files give them', () => {
    expect(createConfig({ BOT_TOKEN: '', INDEX_FOLDER: '', EMBEDDING_MODEL: '', TELEGRAM_API_ROOT: '' })).toEqual(
      createConfig({}),
    )
  })
})

describe('a variable', () => {
  it('that is a relative folder is taken from the project, not from where the command was started', () => {
    const { indexFolder, settingsFolder, corpusFolder } = createConfig({
      INDEX_FOLDER: 'a/b',
      SETTINGS_FOLDER: 'c',
      CORPUS_FOLDER: '/d',
    })
    expect(indexFolder).toBe(join(PROJECT_FOLDER, 'a', 'b'))
    expect(settingsFolder).toBe(join(PROJECT_FOLDER, 'c'))
    expect(corpusFolder).toBe('/d')
    expect(isAbsolute(settingsFolder)).toBe(true)
  })

  it('that names no folder is the name of a model of the hub', () => {
    expect(createConfig({ EMBEDDING_MODEL: 'Xenova/multilingual-e5-base' }).model.model).toBe(
      'Xenova/multilingual-e5-base',
    )
  })

  it('for the address of Telegram loses the slash at its end', () => {
    expect(createConfig({ TELEGRAM_API_ROOT: 'http://localhost:8081/' }).telegramApiRoot).toBe('http://localhost:8081')
  })

  it('in a file that can not be read are refused with the name of the file', () => {
    expect(() => readEnvironment(PROJECT_FOLDER)).toThrow(
      `The settings in ${PROJECT_FOLDER} can't be read (EISDIR). Let the user that runs the bot read it`,
    )
  })

  describe('in a file .env', () => {
    const inFile = (text: string) => {
      const file = join(folderWith({ '.env': text }), '.env')
      return { file, read: () => readEnvironment(file) }
    }

    it('counts behind the mark that Windows puts at the beginning, and with its line ends', () => {
      expect(inFile('\ufeffBOT_TOKEN=1:a\r\nLOG_LEVEL=warn\r\n').read()).toMatchObject({
        BOT_TOKEN: '1:a',
        LOG_LEVEL: 'warn',
      })
    })

    it.each([['BOT_TOKEN: 1:geheim'], ['BOT_TOKEN 1:geheim'], ['1:geheim']])(
      'that nothing reads, as in "%s", is named by its line and not repeated',
      (line) => {
        const { file, read } = inFile(`# eerst\n${line}\n`)
        expect(messageOf(read)).toBe(
          `${file}, line 2: expected NAME=value, such as LOG_LEVEL=info, or a comment after #.`,
        )
      },
    )

    it('may be exported, quoted, and of several lines', () => {
      const text = 'export LOG_LEVEL="warn"\n\nEMBEDDING_QUERY_PREFIX="a\nb: c"\n  # een opmerking\nBOT_TOKEN=\'1:a\'\n'
      expect(inFile(text).read()).toMatchObject({
        LOG_LEVEL: 'warn',
        EMBEDDING_QUERY_PREFIX: 'a\nb: c',
        BOT_TOKEN: '1:a',
      })
    })
  })

  it('that has nothing to do with Bronwijzer is left alone', () => {
    expect(() => createConfig({ PATH: '/bin', BOT_SERVICE_HOST: 'x', LANG: 'nl' })).not.toThrow()
  })

  it.each([
    ['BOT_TOKN', 'BOT_TOKEN'],
    ['BOTTOKEN', 'BOT_TOKEN'],
    ['INDEX_FODLER', 'INDEX_FOLDER'],
    ['log_level', 'LOG_LEVEL'],
  ])('%s is taken for the slip that it is', (slip, meant) => {
    expect(messageOf(() => createConfig({ [slip]: 'geheim' }))).toBe(`Unknown setting ${slip}. Did you mean ${meant}?`)
  })

  it('that is a slip does no harm beside the right one', () => {
    expect(() => createConfig({ LOGLEVEL: '5', LOG_LEVEL: 'warn' })).not.toThrow()
    expect(unknownVariables(['LOGLEVEL', 'BOT_NAME', 'PATH'])).toEqual([
      { name: 'LOGLEVEL', meant: 'LOG_LEVEL' },
      { name: 'BOT_NAME', meant: null },
    ])
  })

  it.each([
    ['LOG_LEVEL', 'loud', 'expected debug, info'],
    ['MONITOR_PORT', '99999', '65535'],
    ['MONITOR_PORT', 'http', 'expected a whole number'],
    ['LIMIT_PER_USER', '-1', '0'],
    ['WEBHOOK_SECRET', 'kort', 'expected 16 to 256'],
    ['WATCH_CORPUS', 'misschien', 'expected true or false'],
    ['MODEL_PROCESS', 'ja', 'expected auto, true or false'],
  ])('%s=%s is refused with what is expected', (name, value, expected) => {
    const message = messageOf(() => createConfig({ [name]: value }))
    expect(message).toContain(`The variable ${name} is wrong`)
    expect(message).toContain(expected)
  })

  it('for a webhook makes a secret of the token when none is given, and is nothing without a token', () => {
    const given = { WEBHOOK_URL: 'https://bot.example.org/telegram', BOT_TOKEN: '123456:ABC-def' }
    const { webhook } = createConfig(given)
    expect(webhook).toMatchObject({ url: given.WEBHOOK_URL, host: '127.0.0.1', port: 8080 })
    expect(webhook?.secret).toMatch(/^[0-9a-f]{64}$/)
    expect(createConfig({ ...given, WEBHOOK_SECRET: 'a'.repeat(16) }).webhook?.secret).toBe('a'.repeat(16))
    expect(createConfig({ WEBHOOK_URL: given.WEBHOOK_URL }).webhook).toBeNull()
    expect(createConfig({}).webhook).toBeNull()
  })

  it('for a process of the model is what it says, and by itself as the machine has processors', () => {
    expect(createConfig({ MODEL_PROCESS: 'true' }).modelProcess).toBe(true)
    expect(createConfig({ MODEL_PROCESS: 'false' }).modelProcess).toBe(false)
    expect(createConfig({}).modelProcess).toBe(availableParallelism() > 1)
  })

  it('for a reranker name a model, in a folder of the project or of the hub, or an address, and how long it may take', () => {
    expect(createConfig({}).reranker).toBeNull()
    const local = join('embeddings', 'model')
    expect(createConfig({ RERANKER_MODEL: local }).reranker).toEqual({
      from: { model: join(PROJECT_FOLDER, local) },
      timeout: 100,
    })
    expect(createConfig({ RERANKER_MODEL: 'Xenova/some-reranker', RERANKER_TIMEOUT: '80' }).reranker).toEqual({
      from: { model: 'Xenova/some-reranker' },
      timeout: 80,
    })
    const sending = createConfig({ RERANKER_URL: 'http://127.0.0.1:8081/rerank' })
    expect(sending.reranker?.from).toEqual({ url: 'http://127.0.0.1:8081/rerank' })
    expect(sendsQuestions(sending)).toBe(true)
    expect(sendsQuestions(createConfig({ RERANKER_MODEL: local }))).toBe(false)
    expect(messageOf(() => createConfig({ RERANKER_MODEL: 'a', RERANKER_URL: 'http://[::1]:1/' }))).toMatch(/both set/)
  })

  it.each([
    'https://rerank.example.org',
    'http://localhost:1',
    'http://reranker:8081',
    'http://192.168.2.1',
    'http://[fd00::1]:80',
  ])('let questions go to %s, where nobody reads along', (RERANKER_URL) =>
    expect(createConfig({ RERANKER_URL }).reranker).not.toBeNull(),
  )

  it.each([
    'http://rerank.example.org',
    'http://8.8.8.8:81',
    'http://172.32.0.1',
    'http://[2001:db8::1]',
    'https://ann:secret@example.org',
    'ftp://localhost',
    'localhost:1',
  ])('let no question go to %s', (RERANKER_URL) => {
    const message = messageOf(() => createConfig({ RERANKER_URL }))
    expect(message).toMatch(/^The variable RERANKER_URL is wrong: expected/)
    expect(message).not.toContain('secret')
  })

  it('for the port of the monitor may be 0 for none', () => {
    expect(createConfig({}).monitor).toEqual({ host: '127.0.0.1', port: 9464 })
    expect(createConfig({ MONITOR_PORT: '0' }).monitor).toBeNull()
  })

  it.each([
    ['BOT_TOKEN', 'geheim-zonder-nummer'],
    ['BOT_TOKEN', '123456:met spatie-geheim'],
    ['TELEGRAM_API_ROOT', 'geheim.example'],
  ])('%s that is wrong is named, with what is expected, without its value', (name, value) => {
    const message = messageOf(() => createConfig({ [name]: value }))
    expect(message).toContain(name)
    expect(message).toMatch(/expected .* such as /)
    expect(message).not.toContain(value)
    expect(message).not.toContain('geheim')
  })

  it('with a user and a password in the address of Telegram is refused: the bot could not use them', () => {
    const message = messageOf(() => createConfig({ TELEGRAM_API_ROOT: 'https://ann:secret@bots.example.org' }))
    expect(message).toMatch(/TELEGRAM_API_ROOT .*without user and password/)
    expect(message).not.toContain('secret')
  })

  it('is not the only one named when several are wrong', () => {
    const message = messageOf(() => createConfig({ BOT_TOKEN: 'x', TELEGRAM_API_ROOT: 'y' }))
    expect(message.split('\n')).toHaveLength(2)
    expect(message).toContain('BOT_TOKEN')
    expect(message).toContain('TELEGRAM_API_ROOT')
  })
})

describe('the list of settings', () => {
  it('has each of them, with a meaning', () => {
    const listed = listSettings({})
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(schema.shape))
    for (const { meaning } of listed) expect(meaning).toMatch(/\.$/)
  })

  it('shows what is set, but no secret', () => {
    const listed = listSettings({ BOT_TOKEN: '123456:geheim', WEBHOOK_SECRET: 'geheim'.repeat(4), LOG_LEVEL: 'warn' })
    expect(JSON.stringify(listed)).not.toContain('geheim')
    expect(listed.find(({ name }) => name === 'BOT_TOKEN')?.present).toBe('***')
    expect(listed.find(({ name }) => name === 'LOG_LEVEL')).toMatchObject({ present: 'warn', standard: 'info' })
  })

  it('is what .env.example is made of', () => {
    expect(readFileSync(join(PROJECT_FOLDER, '.env.example'), 'utf8')).toBe(exampleFile())
  })

  it('makes an example whose defaults are the defaults', () => {
    const set = exampleFile().replaceAll(/^# (?=[A-Z_]+=)/gm, '')
    expect(createConfig(parseEnv(set) as Record<string, string>)).toEqual(createConfig({}))
  })
})
