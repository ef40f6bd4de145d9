import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'
import { describeApi } from '../server/contract.ts'

/** `npm run api` writes api/openapi.json and api/types.ts from the routes; with --verify it only compares. */
const contract = await describeApi()
const files: Record<string, string> = {
  'api/openapi.json': `${JSON.stringify(contract, null, 2)}\n`,
  'api/types.ts': `/* Written by \`npm run api\`. */\n${astToString(await openapiTS(JSON.stringify(contract)))}`,
}
for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--verify')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is stale. Run: npm run api`)
    process.exitCode = 1
  }
}
