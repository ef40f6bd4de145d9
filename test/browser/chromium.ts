import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium as playwright, type Browser } from 'playwright-core'

let launched: Promise<Browser> | undefined

/**
 * One browser for all test files of this process; whoever asks closes their own contexts. It ends with the process.
 */
export function theBrowser(): Promise<Browser> {
  launched ??= launchBrowser()
  return launched
}

/**
 * The Chromium that an npm package brings, with the libraries and fonts it brings too: a bare machine has neither. The
 * package unpacks into the folder for temporary files and looks at its environment when it is loaded, so both are set
 * around that moment only; our own children must not inherit its libraries.
 */
export async function launchBrowser(): Promise<Browser> {
  const before = { ...process.env }
  const folder = resolve('node_modules/.cache/chromium')
  mkdirSync(folder, { recursive: true })
  process.env['TMPDIR'] = folder
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'
  delete process.env['LD_LIBRARY_PATH']
  delete process.env['FONTCONFIG_PATH']
  const { default: chromium } = await import('@sparticuz/chromium')
  // Drawn by the processor either way; without an emulated graphics card in between it costs half as much.
  chromium.setGraphicsMode = false
  const executablePath = await chromium.executablePath()
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
    const value = before[name]
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  // One process for everything suits a function in a cloud; here a page that ends must not take the browser along.
  const unwanted = ['--single-process', '--no-zygote', '--ignore-gpu-blocklist']
  const args = chromium.args.filter((arg) => !unwanted.includes(arg))
  return playwright.launch({
    executablePath,
    env,
    args: [
      ...args,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
    ],
  })
}
