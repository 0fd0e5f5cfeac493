import wrapAnsi from 'wrap-ansi'
import { createConfig, readEnvironment } from '../config/config.ts'
import { exampleFile, type ListedSetting, listSettings } from '../config/list-settings.ts'

const WIDTH = 100

/**
 * Prints every setting with its meaning, its default and its present value, or the file .env.example.
 * @throws Error naming each setting that is wrong.
 */
export async function printConfig({ example }: { readonly example?: boolean }): Promise<void> {
  if (example) {
    process.stdout.write(exampleFile())
    return
  }
  const environment = readEnvironment()
  process.stdout.write(listSettings(environment).map(describe).join('\n'))
  createConfig(environment)
}

function describe({ name, meaning, standard, present }: ListedSetting): string {
  const otherwise = standard === null ? 'none' : JSON.stringify(standard)
  const now = present !== null ? `set to ${present}` : standard === null ? 'not set' : 'the default'
  return [name, indent(meaning), indent(`Default: ${otherwise}. Now: ${now}.`), ''].join('\n')
}

function indent(text: string): string {
  return wrapAnsi(text, WIDTH - 4).replaceAll(/^/gm, '    ')
}
