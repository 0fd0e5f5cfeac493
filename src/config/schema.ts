import { join } from 'node:path'
import { z } from 'zod'
import { isConfidential } from './private-network.ts'

/** A variable with a whole number. */
const whole = (from: number, to: number, standard: number) =>
  z.coerce.number(`expected a whole number, ${from} to ${to}`).int().min(from).max(to).default(standard)

const folder = (standard: string) => z.string().min(1).default(standard)

const database = (description: string) =>
  z
    .string()
    .regex(
      /^(?:postgres(?:ql)?:\/\/.|pglite:.)/,
      'expected the address of a database, such as postgres://user:password@host/bronwijzer, or pglite:folder',
    )
    .refine((url) => url.startsWith('pglite:') || URL.canParse(url), 'expected an address with escaped signs')
    .optional()
    .meta({ description, secret: true })

/**
 * Every setting: an environment variable with its meaning and default. The list of settings, `.env.example` and all errors
 * about variables are made from this schema. A secret is never shown.
 */
export const schema = z.object({
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]+$/, 'expected a token such as 123456:ABC-def, as BotFather gives it')
    .optional()
    .meta({
      description: 'Token of the Telegram bot, from @BotFather. Without it, "npm start" opens a chat in the terminal.',
      secret: true,
    }),
  TELEGRAM_API_ROOT: z
    .url('expected an address such as https://api.telegram.org')
    .refine(
      (root) => !URL.canParse(root) || new URL(root).username === '',
      'expected an address without user and password',
    )
    .default('https://api.telegram.org')
    .describe('Address of the Telegram Bot API.'),
  WEBHOOK_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected the public address, such as https://bot.example.org/telegram',
    })
    .optional()
    .describe('Public address to which Telegram sends updates. Without it, the bot asks Telegram for them itself.'),
  WEBHOOK_HOST: z.string().min(1).default('127.0.0.1').describe('Address on which the webhook listens.'),
  WEBHOOK_PORT: whole(1, 65_535, 8080).describe('Port on which the webhook listens, behind a proxy that does TLS.'),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, 'expected 16 to 256 letters, digits, _ or -')
    .optional()
    .meta({
      description: 'Proves that an update comes from Telegram. Without it, it is derived from BOT_TOKEN.',
      secret: true,
    }),
  READER_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected the public address of the pages, such as https://bot.example.org/lezen',
    })
    .refine(
      (url) =>
        !URL.canParse(url) || (new URL(url).search === '' && new URL(url).hash === '' && new URL(url).username === ''),
      'expected an address without ?, # or user',
    )
    .optional()
    .describe(
      'Public address of pages with every document and quote, to which quotes link. The bot serves them beside the webhook, or else the monitor.',
    ),
  MONITOR_HOST: z.string().min(1).default('127.0.0.1').describe('Address of /healthz, /readyz and /metrics.'),
  MONITOR_PORT: whole(0, 65_535, 9464).describe('Port of /healthz, /readyz and /metrics; 0 for none.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent')
    .default('info')
    .describe('How much is logged. At no level does the log hold a question, a name or the number of a chat.'),
  LIMIT_PER_USER: whole(0, 10_000, 20).describe('Messages that one user may send in a minute; 0 for no limit.'),
  LIMIT_PER_CHAT: whole(0, 10_000, 30).describe('Questions that one group may ask in a minute; 0 for no limit.'),
  MESSAGES_PER_SECOND: whole(0, 10_000, 30).describe(
    'Messages that the bot sends in a second, in all chats; 0 for no limit. Telegram allows 30.',
  ),
  WATCH_CORPUS: z
    .stringbool({ error: 'expected true or false' })
    .default(false)
    .describe('Whether a change in CORPUS_FOLDER is taken over by itself, as after the signal SIGHUP.'),
  CORPUS_FOLDER: folder('corpus').describe('Folder of the documents that are quoted.'),
  INDEX_FOLDER: folder(join('embeddings', 'index')).describe(
    'Folder for the index, which is built when it is missing.',
  ),
  INDEX_URL: database(
    'Database from which the bot and "bronwijzer ask" answer, instead of CORPUS_FOLDER and INDEX_FOLDER: PostgreSQL with pgvector, or pglite: and a folder. "bronwijzer index --publish" writes into it.',
  ),
  SETTINGS_FOLDER: folder('settings').describe(
    'Folder for the settings of chats, such as their language. No messages are kept.',
  ),
  SETTINGS_URL: database(
    'PostgreSQL database for what SETTINGS_FOLDER else holds, so that several instances can run behind a webhook. No message is written to it.',
  ),
  INSTANCE_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as http://10.0.0.5:8080' })
    .refine(isConfidential, {
      error: 'expected https, or http to this machine or a private network, and no user and password',
    })
    .optional()
    .describe(
      'Address at which other instances reach the webhook of this one. Without it: WEBHOOK_HOST, or the name of the machine, and WEBHOOK_PORT.',
    ),
  DRAFT_FOLDER: folder('draft').describe(
    'Folder in which "bronwijzer desk" keeps what editors have not published yet.',
  ),
  DESK_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'Address on which the desk listens. Any but that of this machine itself needs DESK_URL and DESK_PASSWORD.',
    ),
  DESK_PORT: whole(1, 65_535, 8765).describe('Port on which the desk listens.'),
  DESK_URL: z
    .url({
      protocol: /^https$/,
      error: 'expected the address of the desk behind its proxy, such as https://desk.example.org',
    })
    .refine(
      (url) => !URL.canParse(url) || new URL(url).href === `${new URL(url).origin}/`,
      'expected an address without a path, user, ? or #',
    )
    .optional()
    .describe('Address at which editors reach the desk through a proxy that does TLS.'),
  DESK_PASSWORD: z
    .string()
    .regex(/^scrypt:[A-Za-z0-9_-]{20,}:[A-Za-z0-9_-]{40,}$/, 'expected what "bronwijzer desk --hash-password" prints')
    .optional()
    .meta({
      description:
        'Hash of the password of the desk, as "bronwijzer desk --hash-password" prints it. Without it, the desk asks for none.',
      secret: true,
    }),
  EMBEDDING_MODEL: z
    .string()
    .min(1)
    .default(join('embeddings', 'model'))
    .describe('Folder of an embedding model, or the name of one of the hub, such as Xenova/multilingual-e5-base.'),
  MODEL_PROCESS: z
    .enum(['auto', 'true', 'false'], 'expected auto, true or false')
    .default('auto')
    .describe(
      'Whether the bot runs the model in a process of its own: half as many questions again in a second, for 30 MB. auto: where there is more than one processor.',
    ),
  RERANKER_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of a cross-encoder, or the name of one of the hub, that reads the ten best passages once more. It runs here. Without it, there is no second reader.',
    ),
  RERANKER_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as http://127.0.0.1:8081/rerank' })
    .refine(isConfidential, {
      error: 'expected https, or http to this machine or a private network, and no user and password',
    })
    .optional()
    .describe(
      'Address of a rerank API (text-embeddings-inference, llama.cpp) instead of RERANKER_MODEL. The text of every question is sent there.',
    ),
  RERANKER_TIMEOUT: whole(1, 10_000, 100).describe(
    'Milliseconds that the reranker may take for a question, which is then answered without it.',
  ),
  DRAFT_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as http://127.0.0.1:11434/v1' })
    .refine(isConfidential, {
      error: 'expected https, or http to this machine or a private network, and no user and password',
    })
    .optional()
    .describe(
      'Address of a chat completions API (Ollama, llama.cpp or a service) that drafts questions at the desk. Passages of the documents are sent there, and nothing else.',
    ),
  DRAFT_MODEL: z.string().min(1).optional().describe('Name of the language model at DRAFT_URL.'),
  DRAFT_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a key without spaces')
    .optional()
    .meta({ description: 'Key for DRAFT_URL, where one is asked for.', secret: true }),
  EMBEDDING_QUERY_PREFIX: z.string().default('query: ').describe('What the model expects before a question.'),
  EMBEDDING_PASSAGE_PREFIX: z.string().default('passage: ').describe('What the model expects before a text.'),
})

export type Settings = z.output<typeof schema>
export type SettingName = keyof Settings
