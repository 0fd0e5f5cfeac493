type Work = () => unknown
const ofTest: Work[] = []
const ofFile: Work[] = []

/**
 * Has this done after every test of every file. A module that many test files import is run once for all of them, so it can't call
 * afterEach itself.
 */
export function atTheEndOfTest(work: Work): void {
  ofTest.push(work)
}

/** The same after the last test of every file: what was asked for last is done first. */
export function atTheEndOfFile(work: Work): void {
  ofFile.unshift(work)
}

/** Does it all. */
export async function end(of: 'test' | 'file'): Promise<void> {
  for (const work of of === 'test' ? ofTest : ofFile) await work()
}
