import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The folder of package.json: this file is two folders below it, in src and in dist alike. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../', import.meta.url))

const folder = (standard: string) =>
  z
    .string()
    .min(1)
    .default(standard)
    .transform((path) => (isAbsolute(path) ? path : resolve(PROJECT_FOLDER, path)))

/** One entry for each environment variable. */
const schema = z.object({
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]+$/, 'expected a token such as 123456:ABC-def, as BotFather gives it')
    .optional()
    .describe('Token of the Telegram bot, from BotFather. Without it, "npm start" opens a chat in the terminal.'),
  TELEGRAM_API_ROOT: z
    .url('expected an address such as https://api.telegram.org')
    .default('https://api.telegram.org')
    .describe('Address of the Telegram Bot API.'),
  EMBEDDING_MODEL: z
    .string()
    .min(1)
    .default(join('embeddings', 'model'))
    .describe('Folder of an embedding model, or the name of one of the hub, such as Xenova/multilingual-e5-base.'),
  EMBEDDING_QUERY_PREFIX: z.string().default('query: ').describe('What the model expects before a question.'),
  EMBEDDING_PASSAGE_PREFIX: z.string().default('passage: ').describe('What the model expects before a text.'),
  CORPUS_FOLDER: folder('corpus').describe('Folder of the documents that are quoted.'),
  INDEX_FOLDER: folder(join('embeddings', 'index')).describe(
    'Folder for the index, which is built when it is missing.',
  ),
  SETTINGS_FOLDER: folder('settings').describe(
    'Folder for the settings of chats, such as their language. No messages are kept.',
  ),
})

/** Typed settings. */
export interface Config {
  /** Null: there is no Telegram bot, only the terminal. */
  readonly botToken: string | null
  readonly telegramApiRoot: string
  readonly model: { readonly model: string; readonly queryPrefix: string; readonly passagePrefix: string }
  readonly corpusFolder: string
  readonly indexFolder: string
  readonly settingsFolder: string
}

/**
 * Reads settings from environment variables; empty ones count as absent.
 * @throws Error naming each wrong variable and what is expected; never its value.
 */
export function createConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `The variable ${path.join('.')} is wrong: ${message}.`).join('\n'),
    )
  }
  const settings = parsed.data
  const local = resolve(PROJECT_FOLDER, settings.EMBEDDING_MODEL)
  return {
    botToken: settings.BOT_TOKEN ?? null,
    telegramApiRoot: settings.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
    model: {
      model: existsSync(local) ? local : settings.EMBEDDING_MODEL,
      queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
      passagePrefix: settings.EMBEDDING_PASSAGE_PREFIX,
    },
    corpusFolder: settings.CORPUS_FOLDER,
    indexFolder: settings.INDEX_FOLDER,
    settingsFolder: settings.SETTINGS_FOLDER,
  }
}

/** Settings of this process: its environment, and a file .env in the project's folder, which does not override it. */
export function readConfig(): Config {
  const file = join(PROJECT_FOLDER, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return createConfig(process.env)
}

/** Files of the repository that are no setting. */
export const PATHS = {
  maxsim: join(PROJECT_FOLDER, 'embeddings', 'maxsim.onnx'),
  weights: join(PROJECT_FOLDER, 'embeddings', 'weights.json'),
  safety: join(PROJECT_FOLDER, 'corpus', 'safety.yaml'),
} as const
