import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import type { LabelledQuestion } from '../../src/evaluation/judge.ts'
import { openAnswerer, type Product } from '../../src/open-answerer.ts'

/** The real product, as a user has it. */
export function openProduct(): Promise<Product> {
  return openAnswerer(createConfig({}), { onNotice: () => {}, onProgress: () => {} })
}

/** The labelled questions of test/eval. */
export function evaluationSet(name: 'dev' | 'strangers-a' | 'strangers-b'): LabelledQuestion[] {
  return readFileSync(join(PROJECT_FOLDER, 'test', 'eval', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledQuestion)
}
