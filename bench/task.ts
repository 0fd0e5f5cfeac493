/** What every way of finding passages is given, as task.json; the vectors of the views lie beside it in means.f32. */
export interface Task {
  readonly questions: readonly string[]
  /** Passage of each view. */
  readonly passages: readonly number[]
  /** Put before a question. */
  readonly prefix: string
}

/** What a way prints. */
export interface Findings {
  /** Milliseconds of each question. */
  readonly times: readonly number[]
  /** For each question the best passages, best first, and how sure it is of them. */
  readonly found: readonly (readonly [passages: readonly number[], confidence: number])[]
}

/** Questions asked before anything is measured. */
const WARM_UP = 60

/** Asks every question once. */
export async function findAll(
  { questions }: Task,
  find: (question: string) => Promise<Findings['found'][number]>,
): Promise<Findings> {
  for (const question of questions.slice(0, WARM_UP)) await find(question)
  const times: number[] = []
  const found: Findings['found'][number][] = []
  for (const question of questions) {
    const begun = performance.now()
    found.push(await find(question))
    times.push(performance.now() - begun)
  }
  return { times, found }
}
