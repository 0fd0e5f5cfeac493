import type { Answer } from '../answering/answer.ts'
import type { Counterparts } from '../corpus/counterparts.ts'
import type { FormerPassage } from '../corpus/former.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Language, Translate } from '../i18n/translations.ts'
import type { Choices } from './choices.js'
import type { Draw } from './drawing-process.ts'

/** A question that isn't answered now, because too much is asked. */
export interface Refused {
  /** After which it may be asked again. */
  readonly seconds: number
}

/** Who asks on a page, to count how much. */
export interface Client {
  readonly address: string
  /** What Telegram says of who opened the app, not checked; empty outside of Telegram. */
  readonly initData: string
}

/** Answers questions as the bot does. */
export interface Search {
  ask(question: string, client: Client): Promise<Answer | Refused>
  /** What is said first to somebody in danger. */
  dangerCard(danger: NonNullable<Answer['danger']>, isSensed: boolean): string
}

/** What the pages are made from. */
export interface Site {
  readonly corpus: Corpus
  readonly t: Translate
  /** Of everything but the documents, which are Dutch. */
  readonly language: Language
  /** The bot's username, without @; null for a site without links to a chat. */
  readonly username: string | null
  /** Public address, without a slash at its end; null where it isn't known: then links have no preview. */
  readonly url: string | null
  /** An example question by the id of the passage that answers it. */
  readonly questions: ReadonlyMap<string, string>
  /** What a quote is not read without: what it is bound to, and the other sides where they differ; default: nothing. */
  readonly counterparts?: Pick<Counterparts, 'passage' | 'boundTo' | 'subjectsOf'>
  /** What the documents said before. */
  readonly former: readonly FormerPassage[]
  /** Draws the picture of a quote that previews of links show; null for none. It has to be asked for by its whole address. */
  readonly draw: Draw | null
  /** Answers questions that are asked on the page, when the bot serves it; null for a site of files. */
  readonly search: Search | null
  /** Whether these are the pages that Telegram shows as an app; default: no. */
  readonly app?: boolean
  /** Of whoever asks for a page; default: nothing. */
  readonly choices?: Choices
}

/** The same pages for the app in Telegram, to which no link has a preview. */
export function asApp(site: Site): Site {
  return { ...site, app: true, draw: null }
}

/** A link that opens the chat with a question typed in, not sent; null for a site without a bot. */
export function askInChat({ username }: Site, question: string): string | null {
  return username && `https://t.me/${username}?text=${encodeURIComponent(question)}`
}

/** A link that opens these passages in the chat; null for a site without a bot. */
export function showInChat({ username }: Site, passageId: string): string | null {
  return username && `https://t.me/${username}?start=p_${passageId}`
}
