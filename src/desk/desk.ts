import type { ElementContent } from 'hast'
import type { Context } from 'hono'
import type { Config } from '../config/config.ts'
import type { Translate } from '../i18n/translations.ts'
import type { Product } from '../product.ts'
import type { ReportBox } from '../telegram/reports.ts'
import type { Drafts } from './drafts.ts'

/** What every page of the desk works with. */
export interface Desk {
  readonly config: Config
  readonly drafts: Drafts
  /** What users agreed to keep. */
  readonly reports: ReportBox
  /** Answers questions from what is published, or from the draft as it is now; opened anew when its files changed. */
  open(which: 'live' | 'draft'): Promise<Product>
  /** Publishes in the database, too; null without one. */
  readonly publishElsewhere: PublishElsewhere | null
  /** In the language that the editor chose. */
  t(c: Context): Translate
  /** Answers with a whole page. */
  page(c: Context, page: DeskPage): Response
}

export interface DeskPage {
  readonly title: string
  /** Below the title. */
  readonly main: readonly (ElementContent | null)[]
  /** Whether something goes on, so that the page is looked at again; default: no. */
  readonly goesOn?: boolean
  /** Default: 200. */
  readonly status?: 200 | 400 | 401 | 404 | 409 | 413 | 422 | 429 | 500
}

/**
 * Has every bot of a database answer from the corpus in a folder.
 * @throws Error that says why nothing is published.
 */
export type PublishElsewhere = (corpusFolder: string) => Promise<unknown>

/** Opens what answers questions. */
export type OpenProduct = (corpusFolder: string, indexFolder: string) => Promise<Product>
