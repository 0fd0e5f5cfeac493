import type { Range } from '../dutch/sentences.ts'

/** Somebody whose words a document holds. */
export interface Speaker {
  /** Short and stable: "NVK". */
  readonly id: string
  /** As shown. */
  readonly name: string
  /** `asks`: its passages are questions, never opinions of whoever answers. */
  readonly role: 'author' | 'asks' | 'answers'
  /** What people call this speaker when they ask for its words. */
  readonly aliases: readonly string[]
}

/** The smallest thing that is quoted: a range of a document's text, and what is needed to quote it honestly. */
export interface Passage extends Range {
  /** 8 characters of a–z and 2–7, derived from the document's id and the exact words. */
  readonly id: string
  readonly documentId: string
  /** 0-based place in the document. */
  readonly position: number
  /** Exactly `document.text.slice(start, end)`. */
  readonly text: string
  /** Sentences, as ranges in `text`. */
  readonly sentences: readonly Range[]
  readonly speaker: Speaker
  /** Headings above it, outermost first, without the document's title; in an interview, what the label names ("KNGF"). */
  readonly section: readonly string[]
  /** The passage with the question that this one answers, or null. */
  readonly answers: string | null
  /** The passage that introduces the list in which this one stands, or null. */
  readonly intro: string | null
}

/** A text with its attribution. */
export interface SourceDocument {
  readonly id: string
  readonly title: string
  readonly publisher: string
  /** The publisher's short name, as used in attributions. */
  readonly abbreviation: string
  readonly url: string | null
  /** ISO date, or null when the document bears none. */
  readonly published: string | null
  readonly publishedNote: string | null
  readonly retrieved: string | null
  readonly permissionNote: string
  readonly speakers: readonly Speaker[]
  /** Addresses behind words of the text. */
  readonly links: readonly { readonly text: string; readonly url: string }[]
  /** All of document.md, front matter included: what passages are ranges of. */
  readonly text: string
  readonly passages: readonly Passage[]
}
