import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian, and others, install it; CHROMIUM names another. */
const PLACES = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine; null where there is none: its tests are then skipped, and say so. */
export const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path)) ?? null
if (CHROMIUM === null) process.stderr.write('No Chromium on this machine: what needs a browser is not tested.\n')

/** Starts it, calling nobody but the pages that it is given. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM!,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
