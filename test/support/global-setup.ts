import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config/config.ts'

/** Compiles the commands that tests start, and builds the index of the real corpus when there is none that fits. */
export default function setup(): void {
  // Wrong types are not this command's to report: it compiles what there is, and "npm run check" tells about types.
  spawnSync('sh', [join('bin', 'prepare')], { cwd: PROJECT_FOLDER, stdio: 'ignore' })
  execFileSync(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['index'], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, BOT_TOKEN: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
