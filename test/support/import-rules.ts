import { dirname, join } from 'node:path/posix'

/** What a room of src may import. */
interface Room {
  /** Rooms that it knows: all of them stand above it. */
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
}

/** The rooms of src in the order in which a question passes through them. */
export const ROOMS: Readonly<Record<string, Room>> = {
  config: { rooms: [], packages: ['zod', 'fastest-levenshtein'] },
  database: { rooms: [], packages: ['p-limit', 'pg', '@electric-sql/pglite', '@electric-sql/pglite-pgvector'] },
  dutch: { rooms: [], packages: ['parse-dutch', '@orama/stemmers', 'fastest-levenshtein', 'lru-cache'] },
  corpus: {
    rooms: ['dutch'],
    packages: [
      'zod',
      'yaml',
      'mdast',
      'mdast-util-from-markdown',
      'mdast-util-frontmatter',
      'micromark-extension-frontmatter',
    ],
  },
  importing: {
    rooms: ['dutch', 'corpus'],
    packages: [
      'yaml',
      'mdast',
      'mdast-util-from-markdown',
      'mdast-util-frontmatter',
      'micromark-extension-frontmatter',
      'hast',
      'hast-util-from-html',
      'mammoth',
      'unpdf',
      'fflate',
      '@rgrove/parse-xml',
    ],
  },
  embedding: { rooms: [], packages: ['zod', '@xenova/transformers', 'onnxruntime-node'] },
  safety: { rooms: ['dutch', 'corpus', 'embedding'], packages: ['zod', 'lru-cache'] },
  retrieval: {
    rooms: ['database', 'dutch', 'corpus', 'embedding', 'safety'],
    packages: ['zod', 'hnswlib-node', 'lru-cache', 'minisearch', 'ml-matrix', 'onnxruntime-node'],
  },
  // What the bot says.
  i18n: { rooms: [], packages: ['@fluent/bundle'] },
  answering: { rooms: ['dutch', 'corpus', 'retrieval', 'i18n', 'safety'], packages: [] },
  'quote-check': { rooms: ['dutch', 'corpus'], packages: ['diff', 'lru-cache'] },
  // Beside the way of a question: what learns the weights by which answers are found, and what measures answers.
  learning: { rooms: ['corpus', 'embedding', 'retrieval', 'safety'], packages: ['zod', 'ml-matrix'] },
  evaluation: { rooms: ['corpus', 'safety', 'answering', 'learning'], packages: ['zod'] },
  // Pages for everybody, from the corpus.
  reader: {
    rooms: ['dutch', 'corpus', 'i18n', 'answering'],
    packages: [
      'hast',
      'hast-util-to-html',
      'hastscript',
      'diff',
      'lru-cache',
      'opentype.js',
      '@resvg/resvg-js',
      'lean-qr',
    ],
  },
  // Two ways to show an answer, which don't know each other.
  telegram: {
    rooms: ['database', 'dutch', 'corpus', 'i18n', 'safety', 'answering', 'quote-check', 'reader'],
    packages: ['zod', 'grammy', '@grammyjs/i18n', 'lru-cache', 'write-file-atomic'],
  },
  terminal: { rooms: ['corpus', 'retrieval', 'i18n', 'answering', 'reader'], packages: ['cli-progress', 'wrap-ansi'] },
  // Keep the bot running.
  updates: { rooms: ['config', 'database', 'telegram'], packages: ['grammy', 'lru-cache', 'pino'] },
  keeping: { rooms: ['config', 'database', 'telegram', 'updates'], packages: ['lru-cache', 'pino'] },
  operations: {
    rooms: ['config', 'corpus', 'i18n', 'answering', 'reader', 'telegram', 'updates', 'keeping'],
    packages: ['chokidar', 'grammy', 'p-limit', 'pino', 'prom-client'],
  },
  // An editor's work on the corpus, which the bot does without.
  desk: {
    rooms: [
      'config',
      'dutch',
      'corpus',
      'importing',
      'embedding',
      'safety',
      'retrieval',
      'i18n',
      'answering',
      'learning',
      'evaluation',
      'reader',
      'telegram',
      'keeping',
      'operations',
    ],
    packages: [
      'zod',
      'yaml',
      'write-file-atomic',
      'hast',
      'hast-util-to-html',
      'hastscript',
      'diff',
      'hono',
      '@hono/node-server',
    ],
  },
}

/** Files that wire rooms together; they may import anything. Other files know of them only what their types are. */
const ENTRIES = /^src\/(?:main|product)\.ts$|^src\/cli\//

/** A file's path from the repository's root, with "/", and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every import that breaks the rules, as a sentence. */
export function brokenImportRules(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    const environment =
      /process\s*\.\s*env\b|process\[['"]env['"]\]|\benv\b[^\n]*\bfrom 'node:process'/.test(code) &&
      !path.startsWith('src/config/')
        ? [`${path} reads process.env: only src/config does.`]
        : []
    if (ENTRIES.test(path)) return environment
    const room = path.match(/^src\/([^/]+)\//)?.[1] ?? ''
    const rules = ROOMS[room]
    if (!rules) return [`${path} is in no room: put it in one, or name its room in test/support/import-rules.ts.`]
    const imports = Array.from(
      code.matchAll(/(?:\b(import|export)\s+(type\s)?[^'";]*?from\s*|\bimport(?:\s+|\s*\(\s*))['"]([^'"]+)['"]/g),
      ([, , type, name]) => ({ type: type !== undefined, name: name! }),
    )
    return [
      ...environment,
      ...imports.flatMap(({ type, name }) => {
        if (name.startsWith('node:')) return []
        if (!name.startsWith('.')) {
          const used = name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/')
          return rules.packages.includes(used) ? [] : [`${path} imports the package ${used}, which ${room} may not.`]
        }
        const target = join(dirname(path), name)
        if (ENTRIES.test(target)) {
          return (room === 'operations' || room === 'desk') && type
            ? []
            : [`${path} imports ${target}: only its types, and only in operations and desk.`]
        }
        const other = target.match(/^src\/([^/]+)\//)?.[1] ?? target
        return other === room || rules.rooms.includes(other)
          ? []
          : [`${path} imports from ${other}, which ${room} may not know.`]
      }),
    ]
  })
}
