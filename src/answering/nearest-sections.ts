import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Section } from './answer.ts'
import type { Ranked } from './arrange.ts'

/** Sections that are named when nothing fits. */
const NEAREST_SECTIONS = 3

/** The sections in which the best passages stand, to show what the sources do cover. */
export function nearestSections(arranged: readonly Ranked[], corpus: Corpus): Section[] {
  const sections = new Map<string, Section>()
  for (const { passage } of arranged) {
    const section = sectionOf(passage, corpus)
    if (section) sections.set(section.passage.id, section)
    if (sections.size === NEAREST_SECTIONS) break
  }
  return [...sections.values()]
}

/** The section of a passage: its innermost heading, or in an interview the question that it answers. */
function sectionOf(passage: Passage, corpus: Corpus): Section | null {
  const document = corpus.document(passage.documentId)
  const question = passage.speaker.role === 'asks' ? passage : corpus.passage(passage.answers ?? '')
  if (question) return { document, title: question.text, passage: question }
  const title = passage.section.at(-1)
  if (title === undefined) return null
  const first = document.passages.find(({ section }) => section.join('\0') === passage.section.join('\0'))
  return { document, title, passage: first ?? passage }
}
