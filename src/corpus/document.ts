import type { Range } from '../dutch/sentences.ts'

/** Someone whose words a document contains. */
export interface Speaker {
  /** Short and stable: "NVK". */
  readonly id: string
  /** As shown. */
  readonly name: string
  /** `asks`: the passages are questions, never opinions of the one who answers. */
  readonly role: 'author' | 'asks' | 'answers'
  /** What people call this speaker. */
  readonly aliases: readonly string[]
  /** General names for everybody like this speaker: "kinderartsen". It is only one of them. */
  readonly kinds: readonly string[]
  /** What stands before the name in a Dutch sentence; default: none before a person, `de` before all others. */
  readonly article?: 'de' | 'het' | '' | undefined
}

/** The unit of quoting: a range of a document's text, with all that an honest quote needs. */
export interface Passage extends Range {
  /** 8 characters of a–z and 2–7, derived from the document's id and the exact words. */
  readonly id: string
  readonly documentId: string
  /** 0-based, in the document. */
  readonly position: number
  /** Exactly `document.text.slice(start, end)`. */
  readonly text: string
  /** Sentences, as ranges in `text`. */
  readonly sentences: readonly Range[]
  readonly speaker: Speaker
  /** Headings above it, outermost first, without the document's title; in an interview, the topic of its label ("KNGF"). */
  readonly section: readonly string[]
  /** Id of the passage with the question that this one answers, or null. */
  readonly answers: string | null
  /** Id of the passage that introduces the list of which this one is an item, or null. */
  readonly intro: string | null
  /** The heading without which it can't be understood: that of a list, or a question; null when there is none, or `intro` does. */
  readonly heading: string | null
}

/** A source: its text, and what attributes it. */
export interface SourceDocument {
  readonly id: string
  readonly title: string
  readonly publisher: string
  /** The publisher's short name, as used in attributions. */
  readonly abbreviation: string
  readonly url: string | null
  /** ISO date, or null when the document has none. */
  readonly published: string | null
  readonly publishedNote: string | null
  readonly retrieved: string | null
  readonly permissionNote: string
  readonly speakers: readonly Speaker[]
  /** Links of words in the text. */
  readonly links: readonly { readonly text: string; readonly url: string }[]
  /** All of document.md, front matter included; passages are ranges of it. */
  readonly text: string
  readonly passages: readonly Passage[]
}
