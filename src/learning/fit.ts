/** Mean and standard deviation of each column. */
export interface Scaling {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

export function fitScaling(rows: readonly (readonly number[])[]): Scaling {
  const width = rows[0]?.length ?? 0
  const mean = Array.from({ length: width }, (_, f) => rows.reduce((sum, row) => sum + row[f]!, 0) / rows.length)
  const deviation = mean.map(
    (middle, f) => Math.sqrt(rows.reduce((sum, row) => sum + (row[f]! - middle) ** 2, 0) / rows.length) || 1,
  )
  return { mean, deviation }
}

/** A number to the five digits that are saved. */
export function round(value: number): number {
  return Number(value.toPrecision(5))
}
