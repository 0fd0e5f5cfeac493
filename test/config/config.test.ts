import { isAbsolute, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { messageOf } from '../support/tiny-corpus.ts'

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

  it('that has nothing to do with Bronwijzer is left alone', () => {
    expect(() => createConfig({ PATH: '/bin', BOT_TOKENS: 'x' })).not.toThrow()
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

  it('is not the only one named when several are wrong', () => {
    const message = messageOf(() => createConfig({ BOT_TOKEN: 'x', TELEGRAM_API_ROOT: 'y' }))
    expect(message.split('\n')).toHaveLength(2)
    expect(message).toContain('BOT_TOKEN')
    expect(message).toContain('TELEGRAM_API_ROOT')
  })
})
