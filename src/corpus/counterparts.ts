import { join } from 'node:path'
import { z } from 'zod'
import type { Corpus } from './load-corpus.ts'
import { CorpusError, type Problem } from './problem.ts'
import { readYamlFile } from './read-yaml.ts'

const schema = z.strictObject({
  subjects: z.array(z.strictObject({ subject: z.string().min(1), passages: z.array(z.string()).min(2) })),
})

/** For a passage, the ids of passages of other documents about the same subjects. */
export type Counterparts = (passageId: string) => ReadonlySet<string>

/**
 * Loads counterparts.yaml: which passages of different documents are about the same subject.
 * @throws CorpusError naming the line, when an id is unknown or a subject has only one document.
 */
export function loadCounterparts(folder: string, corpus: Corpus, shown = process.cwd()): Counterparts {
  const { value, lineOf, file } = readYamlFile(join(folder, 'counterparts.yaml'), schema, shown)
  const problems: Problem[] = []
  const report = (line: number, message: string, remedy: string) => problems.push({ file, line, message, remedy })
  const counterparts = new Map<string, Set<string>>()
  for (const [at, { subject, passages }] of value.subjects.entries()) {
    const line = lineOf(['subjects', at, 'passages'])
    const found = passages.flatMap((id) => {
      const passage = corpus.passage(id)
      if (passage) return passage
      report(line, `no passage has the id "${id}".`, 'Correct it, or remove it from the subject.')
      return []
    })
    if (new Set(found.map(({ documentId }) => documentId)).size < 2) {
      report(line, `"${subject}" has passages of one document only.`, 'Add one of another document.')
    }
    for (const one of found) {
      const others = counterparts.get(one.id) ?? new Set()
      for (const other of found) if (other.documentId !== one.documentId) others.add(other.id)
      counterparts.set(one.id, others)
    }
  }
  if (problems.length > 0) throw new CorpusError(problems)
  const none: ReadonlySet<string> = new Set()
  return (id) => counterparts.get(id) ?? none
}
