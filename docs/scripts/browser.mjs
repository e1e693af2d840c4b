// The browser that reads what is built here, and the windows through which it looks.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--no-first-run'
]

export const looks = [
  { name: 'wide-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' }
]

/** Starts it; if it is not there, gives up with status 1 and a message. */
export function launch(give) {
  if (!existsSync(path)) {
    give(1, `no browser at ${path}: install it (Debian: apt install chromium) or set CHROMIUM to its path`)
  }
  return chromium.launch({ executablePath: path, args })
}
