import { type SettingName, schema } from './schema.ts'

/** One setting, for display. */
export interface ListedSetting {
  readonly name: SettingName
  readonly meaning: string
  /** The default; null for none. */
  readonly standard: string | null
  /** The current value; null when it is not set, `***` for a secret. */
  readonly present: string | null
}

/** Every setting with its meaning, its default and its current value. */
export function listSettings(environment: Readonly<Record<string, string | undefined>>): ListedSetting[] {
  return Object.entries(schema.shape).map(([name, setting]) => {
    const { description = '', secret } = setting.meta() ?? {}
    const standard: unknown = setting.parse(undefined)
    const given = environment[name]
    return {
      name: name as SettingName,
      meaning: description,
      standard: standard === undefined ? null : String(standard),
      present: given === undefined || given === '' ? null : secret ? '***' : given,
    }
  })
}

/** The file `.env.example`: every setting with its meaning, none of them set. */
export function exampleFile(): string {
  const entries = listSettings({}).map(
    // A trailing space is only visible between quotes.
    ({ name, meaning, standard }) =>
      `# ${meaning}\n# ${name}=${standard === null ? '' : /\s/.test(standard) ? `"${standard}"` : standard}\n`,
  )
  return [
    '# Settings of Bronwijzer. Copy this file to .env, and remove the # before what you set.\n# Made by "npm run --silent config -- --example > .env.example".\n',
    ...entries,
  ].join('\n')
}
