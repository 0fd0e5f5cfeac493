/** Prints every setting with its meaning, its default and its present value, or makes `.env.example`. */
import { Command } from 'commander'
import wrapAnsi from 'wrap-ansi'
import { createConfig, readEnvironment } from '../config/config.ts'
import { exampleFile, type ListedSetting, listSettings } from '../config/list-settings.ts'
import { run } from './run-command.ts'

const WIDTH = 100

const program = new Command('config')
  .description('Show every setting: what it means, its default, and its present value. Secrets are not shown.')
  .option('--example', 'print the file .env.example instead', false)
  .addHelpText('after', '\nExit status: 0 when the settings are right; 1 when one is wrong, named on standard error.')

await run(async () => {
  program.parse()
  if (program.opts<{ example: boolean }>().example) {
    process.stdout.write(exampleFile())
    return
  }
  const environment = readEnvironment()
  process.stdout.write(listSettings(environment).map(describe).join('\n'))
  createConfig(environment)
})

function describe({ name, meaning, standard, present }: ListedSetting): string {
  const otherwise = standard === null ? 'none' : JSON.stringify(standard)
  const now = present !== null ? `set to ${present}` : standard === null ? 'not set' : 'the default'
  return [name, indent(meaning), indent(`Default: ${otherwise}. Now: ${now}.`), ''].join('\n')
}

function indent(text: string): string {
  return wrapAnsi(text, WIDTH - 4).replaceAll(/^/gm, '    ')
}
