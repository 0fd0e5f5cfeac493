/** Lanes in which work is done one after another; work in different lanes is done at the same time. */
export interface Lanes {
  /** Does the work when all that came before it in its lane is done. The work may not fail. */
  run(lane: number | string, work: () => Promise<void>): Promise<void>
  /** How much work waits or runs. */
  size(): number
}

export function createLanes(): Lanes {
  const ends = new Map<number | string, Promise<void>>()
  let size = 0
  return {
    async run(lane, work) {
      size++
      const end = (ends.get(lane) ?? Promise.resolve()).then(work).finally(() => {
        size--
        if (ends.get(lane) === end) ends.delete(lane)
      })
      ends.set(lane, end)
      await end
    },
    size: () => size,
  }
}
