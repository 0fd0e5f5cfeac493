import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs'

/** Replaces a file at once: a crash leaves the old one or the new one. */
export function replaceFile(file: string, text: string): void {
  const mode = existsSync(file) ? statSync(file).mode : 0o644
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}
