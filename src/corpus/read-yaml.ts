import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { CorpusError, type Problem, refuse } from './problem.ts'
import { readText } from './read-text.ts'

/** A validated YAML text that knows on which line each of its values is. */
export interface LocatedYaml<T> {
  readonly value: T
  /** 1-based line of the value at a path, such as `['passages', 3, 'id']`. */
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Parses and validates YAML.
 * @param firstLine 1-based line of the file on which `yaml` begins (front matter begins on line 2).
 * @throws CorpusError naming the file, the line, what is wrong and what to do.
 */
export function readYaml<S extends z.ZodType>(
  yaml: string,
  schema: S,
  file: string,
  firstLine = 1,
): LocatedYaml<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1
  const broken = document.errors[0]
  if (broken) {
    refuse(
      file,
      lineAt(broken.pos[0]),
      `not valid YAML (${broken.message.split('\n')[0]?.replace(/ at line.*$/, '')}).`,
      'Correct the indentation, the quotation marks or the colon on this line.',
    )
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return firstLine
  }
  const value = toValue(document, file, firstLine)
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, lineOf }
  throw new CorpusError(
    parsed.error.issues.map((issue): Problem => {
      const field = issue.path.map(String).join('.')
      // What a key must look like is one level deeper.
      const { message } = (issue.code === 'invalid_key' && issue.issues[0]) || issue
      return {
        file,
        line: lineOf(issue.path),
        message: `${field === '' ? 'the file' : `"${field}"`} is wrong: ${message}.`,
        remedy: 'Correct it as CONTRIBUTING.md describes.',
        kind: 'field',
        detail: field,
      }
    }),
  )
}

/** @throws CorpusError for aliases that would unfold to more than anybody wrote. */
function toValue(document: Document, file: string, line: number): unknown {
  try {
    return document.toJS()
  } catch {
    return refuse(file, line, 'its aliases ("*name") unfold to too much.', 'Write the values out.')
  }
}

/**
 * Reads, parses and validates a YAML file of the corpus.
 * @param shown what the path in messages is relative to.
 * @returns the value, and the path as it is shown.
 * @throws CorpusError as `readYaml`, and when the file is missing or can't be read.
 */
export function readYamlFile<S extends z.ZodType>(
  path: string,
  schema: S,
  shown: string,
): LocatedYaml<z.output<S>> & { readonly file: string } {
  const { text, file } = readText(path, shown)
  return { ...readYaml(text, schema, file), file }
}
