import { type Figures, figuresOf, type Measured } from '../../evaluation/measure.ts'

/** Takes a line of the report. */
export type Print = (line?: string) => void

const COLUMNS = {
  'success@1': ({ successAt1 }) => successAt1,
  'success@3': ({ successAt3 }) => successAt3,
  'nDCG@10': ({ ndcg }) => ndcg,
  shown: ({ shown }) => shown,
  'not answered': ({ refused }) => refused,
  'falsely answered': ({ falselyAnswered }) => falselyAnswered,
  AUROC: ({ auroc }) => auroc,
} as const satisfies Record<string, (figures: Figures) => number | null>
export type Column = keyof typeof COLUMNS
export const ALL_COLUMNS = Object.keys(COLUMNS) as Column[]

/** Prints a table of Markdown. */
export function printTable(
  print: Print,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  for (const cells of [header, header.map(() => '---'), ...rows]) print(`| ${cells.join(' | ')} |`)
}

/** Cells of a row: figures of measured questions. */
export function figuresIn(columns: readonly Column[], measured: readonly Measured[]): string[] {
  const figures = figuresOf(measured)
  return columns.map((column) => share(COLUMNS[column](figures)))
}

/** @returns a share from 0 to 1 with three decimals; nothing for null. */
export function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3)
}
