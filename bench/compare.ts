import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PATHS, PROJECT_FOLDER, readConfig } from '../src/config/config.ts'
import { loadEmbedder } from '../src/embedding/embedder.ts'
import type { LabelledQuestion } from '../src/evaluation/judge.ts'
import { figuresOf, measure } from '../src/evaluation/measure.ts'
import { readAllLabelled } from '../src/evaluation/sets.ts'
import type { Product } from '../src/product.ts'
import { embeddedAs } from '../src/retrieval/views.ts'
import { createProgress } from '../src/terminal/progress.ts'
import { quantile } from './quantile.ts'
import type { Findings, Task } from './task.ts'

const COMPARISON = join('embeddings', 'compare')

/** One way of finding passages. */
interface Way {
  readonly name: string
  readonly threads: string
  readonly command: readonly [string, ...string[]]
}

/**
 * Asks the labelled questions in this and in other ways, each in a process of its own, one after another.
 * @param python a Python with the packages of embeddings/compare/requirements.txt; without it those ways are left out.
 * @returns lines of Markdown.
 * @throws Error when a way in Node fails.
 */
export async function compare({ corpus, index }: Product, python: string): Promise<string[]> {
  const { model } = readConfig()
  const questions = readAllLabelled(PATHS.evaluation)
  const views = index.views.filter(({ passage }) => passage >= 0)
  // As the model gives them, in all their dimensions.
  const embedder = await loadEmbedder(model)
  const means: Float32Array[] = []
  const progress = createProgress('vectors')
  for (const view of views) {
    means.push((await embedder.embed(view.text, embeddedAs(view))).mean)
    progress.update(means.length, views.length)
  }
  progress.stop()
  const task: Task = {
    questions: questions.map(({ question }) => question),
    passages: views.map(({ passage }) => passage),
    prefix: model.queryPrefix,
  }
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-compare-'))
  try {
    writeFileSync(join(folder, 'task.json'), JSON.stringify(task))
    writeFileSync(
      join(folder, 'means.f32'),
      Buffer.concat(means.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength))),
    )
    const script = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url))
    const ways: Way[] = [
      {
        name: 'Bronwijzer, the whole answer',
        threads: '1',
        command: [process.execPath, ...process.execArgv, script('own-way'), folder],
      },
      {
        name: '@xenova/transformers and a cosine loop',
        threads: 'all',
        command: [process.execPath, script('plain-way'), folder, model.model],
      },
      ...['1', '2'].map(
        (threads): Way => ({
          name: 'Python: onnxruntime and faiss',
          threads,
          command: [python, join(PROJECT_FOLDER, COMPARISON, 'compare.py'), folder, '--threads', threads],
        }),
      ),
    ]
    const lines = [
      '| way | threads | median ms | p95 ms | median, ours = 1 | success@1 | nDCG@10 | AUROC |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ]
    let ours: number | null = null
    let missing: string | null = null
    for (const { name, threads, command } of ways) {
      const findings = ask(command)
      if (typeof findings === 'string') {
        if (command[0] !== python) throw new Error(`"${name}" does not work: ${findings}`)
        missing = findings
        continue
      }
      const median = quantile(findings.times, 0.5)
      ours ??= median
      const { successAt1, ndcg, auroc } = judge(findings, questions, corpus)
      lines.push(
        `| ${name} | ${threads} | ${median.toFixed(1)} | ${quantile(findings.times, 0.95).toFixed(1)} | ${(median / ours).toFixed(2)} | ${[successAt1, ndcg, auroc].map((figure) => figure?.toFixed(3)).join(' | ')} |`,
      )
    }
    if (missing) {
      lines.push(
        '',
        `Python is left out (${missing}). To have it: \`python3 -m venv /tmp/compare && /tmp/compare/bin/pip install -r ${COMPARISON}/requirements.txt\`, then \`npm run bench -- compare --python /tmp/compare/bin/python\`.`,
      )
    }
    return lines
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns what it found, or the last line of what went wrong. */
function ask([program, ...given]: Way['command']): Findings | string {
  const { error, status, stdout, stderr } = spawnSync(program, given, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (error) return error.message
  if (status === 0) return JSON.parse(stdout) as Findings
  return stderr.trim().split('\n').at(-1) ?? `exit status ${status}`
}

function judge({ found }: Findings, questions: readonly LabelledQuestion[], corpus: Product['corpus']) {
  return figuresOf(
    questions.map((question, at) => {
      const [passages, confidence] = found[at]!
      const ranked = passages.map((passage) => corpus.passages[passage]!.id)
      return measure(question, corpus, {
        status: 'answered',
        confidence,
        ranked,
        quoted: ranked.slice(0, 1),
        sources: [],
      })
    }),
  )
}
