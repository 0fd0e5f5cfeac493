import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { type Settings, schema } from './schema.ts'
import { type Unknown, unknownVariables } from './unknown-variables.ts'

/** The folder of package.json: two folders up, from src and from dist alike. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../', import.meta.url))

export interface Address {
  readonly host: string
  readonly port: number
}

export interface Config {
  /** Null for a chat in the terminal instead of a Telegram bot. */
  readonly botToken: string | null
  readonly telegramApiRoot: string
  /** A variable that names a proxy for other programs, which the bot doesn't use; null when there is none. */
  readonly unusedProxy: string | null
  /** Null to poll for updates. */
  readonly webhook: (Address & { readonly url: string; readonly secret: string }) | null
  /** Where health and metrics are served; null for nowhere. */
  readonly monitor: Address | null
  /** Public address of the pages of documents and quotes, without a slash at its end; null for none. */
  readonly readerUrl: string | null
  readonly logLevel: Settings['LOG_LEVEL']
  /** Per minute; 0 for no limit. */
  readonly limits: { readonly perUser: number; readonly perChat: number }
  /** 0 for no limit. */
  readonly messagesPerSecond: number
  readonly model: { readonly model: string; readonly queryPrefix: string; readonly passagePrefix: string }
  /** A second reader: a model, or the address to which questions are sent; null for none. */
  readonly reranker: {
    readonly from: { readonly model: string } | { readonly url: string }
    /** Milliseconds that it may take for a question. */
    readonly timeout: number
  } | null
  /** The language model that drafts questions for editors; null for none. */
  readonly draft: { readonly url: string; readonly model: string; readonly key: string | null } | null
  /** Whether the bot runs the model in a process of its own. */
  readonly modelProcess: boolean
  readonly corpusFolder: string
  readonly watchCorpus: boolean
  readonly indexFolder: string
  /** Address of the database that answers come from; null for the folders. */
  readonly indexUrl: string | null
  readonly settingsFolder: string
  /** The database for settings of chats, reports, limits and updates, with its password; null for files and memory. */
  readonly settingsUrl: string | null
  /** Where other instances reach the webhook of this one; null without a webhook. */
  readonly instanceUrl: string | null
  readonly draftFolder: string
  /** Where the desk listens, its public address, and the hash of its password. */
  readonly desk: Address & { readonly url: string | null; readonly password: string | null }
}

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']

/** Whether the words of questions are sent to another program. */
export function sendsQuestions({ reranker }: Config): boolean {
  return reranker !== null && 'url' in reranker.from
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads settings from environment variables; empty ones count as absent.
 * @throws Error naming each wrong variable and what is expected, but never its value.
 */
export function createConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const slips = unknownVariables(Object.keys(given)).filter(({ meant }) => meant !== null && !(meant in given))
  const parsed = schema.safeParse(given)
  const wrong = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `The variable ${path.join('.')} is wrong: ${message}.`,
  )
  if ('RERANKER_MODEL' in given && 'RERANKER_URL' in given) {
    wrong.push('The variables RERANKER_MODEL and RERANKER_URL are both set: there is one reranker. Remove one of them.')
  }
  const isElsewhere = !/^(?:127(?:\.\d+){3}|localhost|::1)$/.test(parsed.data?.DESK_HOST ?? 'localhost')
  for (const name of ['DESK_URL', 'DESK_PASSWORD'])
    if (isElsewhere && !(name in given))
      wrong.push(`The variable ${name} is missing: others than this machine reach the desk through DESK_HOST.`)
  if ('DRAFT_URL' in given !== 'DRAFT_MODEL' in given)
    wrong.push('The variables DRAFT_URL and DRAFT_MODEL belong together: set both, or none.')
  if (slips.length > 0 || wrong.length > 0 || !parsed.success)
    throw new Error([...slips.map(describeUnknown), ...wrong].join('\n'))
  const settings = parsed.data
  return {
    botToken: settings.BOT_TOKEN ?? null,
    telegramApiRoot: withoutSlash(settings.TELEGRAM_API_ROOT),
    unusedProxy: PROXIES.find((name) => environment[name]) ?? null,
    webhook: webhookOf(settings),
    monitor: settings.MONITOR_PORT === 0 ? null : { host: settings.MONITOR_HOST, port: settings.MONITOR_PORT },
    readerUrl: settings.READER_URL === undefined ? null : withoutSlash(settings.READER_URL),
    logLevel: settings.LOG_LEVEL,
    limits: { perUser: settings.LIMIT_PER_USER, perChat: settings.LIMIT_PER_CHAT },
    messagesPerSecond: settings.MESSAGES_PER_SECOND,
    model: {
      model: folderOrName(settings.EMBEDDING_MODEL),
      queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
      passagePrefix: settings.EMBEDDING_PASSAGE_PREFIX,
    },
    reranker: rerankerOf(settings),
    draft: draftOf(settings),
    modelProcess: settings.MODEL_PROCESS === 'auto' ? availableParallelism() > 1 : settings.MODEL_PROCESS === 'true',
    corpusFolder: fromProject(settings.CORPUS_FOLDER),
    watchCorpus: settings.WATCH_CORPUS,
    indexFolder: fromProject(settings.INDEX_FOLDER),
    indexUrl: databaseOf(settings.INDEX_URL),
    settingsFolder: fromProject(settings.SETTINGS_FOLDER),
    settingsUrl: databaseOf(settings.SETTINGS_URL),
    instanceUrl: instanceOf(settings),
    draftFolder: fromProject(settings.DRAFT_FOLDER),
    desk: deskOf(settings),
  }
}

/**
 * The environment of this process, and a file .env in the project's folder, which does not override it.
 * @throws Error when the file can't be read, has a line that sets nothing, or an unknown setting: everything in it is meant for us.
 */
export function readEnvironment(file = join(PROJECT_FOLDER, '.env')): Environment {
  if (!existsSync(file)) return process.env
  const text = readSettingsFile(file).replace(/^\ufeff/, '')
  const inFile = parseEnv(assignmentsIn(text, file)) as Record<string, string>
  const unknown = Object.keys(inFile).filter((name) => !(name in schema.shape))
  if (unknown.length > 0) {
    const slips = unknownVariables(unknown)
    throw new Error(
      unknown
        .map((name) => describeUnknown(slips.find((slip) => slip.name === name) ?? { name, meant: null }))
        .map((line) => `${file}: ${line}`)
        .join('\n'),
    )
  }
  return { ...inFile, ...process.env }
}

/**
 * The lines that set something. Node's parser takes an indented comment for part of the name after it, and skips lines such as
 * "BOT_TOKEN: 1:a", which would count as not given.
 */
function assignmentsIn(text: string, file: string): string {
  const lines = text.split(/\r?\n/)
  const kept: string[] = []
  let quote: string | null = null
  for (const [at, line] of lines.entries()) {
    if (quote !== null) {
      kept.push(line)
      if (line.includes(quote)) quote = null
      continue
    }
    if (/^\s*(?:#|$)/.test(line)) continue
    const [, opening] = /^\s*(?:export\s+)?\w+\s*=\s*(["'`]?)/.exec(line) ?? []
    // The line may hold a secret: it is not repeated.
    if (opening === undefined) {
      throw new Error(`${file}, line ${at + 1}: expected NAME=value, such as LOG_LEVEL=info, or a comment after #.`)
    }
    kept.push(line)
    const isOpen = opening !== '' && line.split(opening).length === 2
    if (isOpen && lines.slice(at + 1).some((later) => later.includes(opening))) quote = opening
  }
  return kept.join('\n')
}

function readSettingsFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      `The settings in ${file} can't be read (${code}). Let the user that runs the bot read it, or remove it.`,
    )
  }
}

/** Settings of this process. An unknown variable that looks like one of ours is a warning, not an error. */
export function readConfig(): Config {
  const environment = readEnvironment()
  const config = createConfig(environment)
  for (const unknown of unknownVariables(Object.keys(environment))) {
    process.stderr.write(`${describeUnknown(unknown)}\n`)
  }
  return config
}

/** Files of the repository whose paths are not settings. */
export const PATHS = {
  maxsim: join(PROJECT_FOLDER, 'embeddings', 'maxsim.onnx'),
  project: join(PROJECT_FOLDER, 'embeddings', 'project.onnx'),
  weights: join(PROJECT_FOLDER, 'embeddings', 'weights.json'),
  /** Invented sources, from which `tune` learns how new ones are read. */
  practice: join(PROJECT_FOLDER, 'embeddings', 'practice'),
  safety: join(PROJECT_FOLDER, 'corpus', 'safety.yaml'),
  /** Questions that answers are measured with, of which none may be learned from; absent where tests are left out. */
  evaluation: join(PROJECT_FOLDER, 'test', 'eval'),
} as const

/** An address to which a path can be added. */
function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function fromProject(path: string): string {
  return isAbsolute(path) ? path : resolve(PROJECT_FOLDER, path)
}

/** A folder of a database in this process is in the project, too. */
function databaseOf(url: string | undefined): string | null {
  return url?.replace(/^pglite:(?!memory:)(.+)$/s, (_, path: string) => `pglite:${fromProject(path)}`) ?? null
}

/** The folder of a model in the project, or else what is a name on the hub. */
function folderOrName(model: string): string {
  const local = fromProject(model)
  return existsSync(local) ? local : model
}

function rerankerOf({
  RERANKER_MODEL: model,
  RERANKER_URL: url,
  RERANKER_TIMEOUT: timeout,
}: Settings): Config['reranker'] {
  if (url !== undefined) return { from: { url }, timeout }
  return model === undefined ? null : { from: { model: folderOrName(model) }, timeout }
}

function deskOf({
  DESK_HOST: host,
  DESK_PORT: port,
  DESK_URL: url,
  DESK_PASSWORD: password,
}: Settings): Config['desk'] {
  return { host, port, url: url === undefined ? null : withoutSlash(url), password: password ?? null }
}

function draftOf({ DRAFT_URL: url, DRAFT_MODEL: model, DRAFT_KEY: key }: Settings): Config['draft'] {
  return url === undefined || model === undefined ? null : { url: withoutSlash(url), model, key: key ?? null }
}

function webhookOf(settings: Settings): Config['webhook'] {
  const {
    WEBHOOK_URL: url,
    WEBHOOK_HOST: host,
    WEBHOOK_PORT: port,
    WEBHOOK_SECRET: secret,
    BOT_TOKEN: token,
  } = settings
  if (url === undefined || token === undefined) return null
  return { url, host, port, secret: secret ?? createHmac('sha256', token).update('webhook').digest('hex') }
}

/** Where this machine listens on all addresses, others know it by its name, as containers of one network do. */
function instanceOf({ INSTANCE_URL: url, WEBHOOK_URL: webhook, WEBHOOK_HOST, WEBHOOK_PORT }: Settings): string | null {
  if (webhook === undefined) return null
  const host = /^(?:0\.0\.0\.0|::)$/.test(WEBHOOK_HOST) ? hostname() : WEBHOOK_HOST
  const root = url ?? `http://${host.includes(':') ? `[${host}]` : host}:${WEBHOOK_PORT}`
  return `${withoutSlash(root)}${new URL(webhook).pathname}`
}

function describeUnknown({ name, meant }: Unknown): string {
  const hint = meant === null ? 'List all with "npm run config".' : `Did you mean ${meant}?`
  return `Unknown setting ${name}. ${hint}`
}
