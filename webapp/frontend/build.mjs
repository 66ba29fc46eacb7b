// Builds the pages' stylesheet and script: `node build.mjs [folder]`, by default into ../static/. The same sources give the
// same bytes, so the built files need no place in the repository.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = path.dirname(fileURLToPath(import.meta.url))
const out = path.resolve(process.argv[2] ?? path.join(here, '../static'))
// '.' is needed beside node_modules: @ministryofjustice/frontend imports the literal path node_modules/govuk-frontend.
const loadPaths = ['.', 'node_modules', 'src'].map((folder) => path.join(here, folder))

fs.rmSync(out, { recursive: true, force: true })
fs.mkdirSync(out, { recursive: true })

const { css } = sass.compile(path.join(here, 'src/app.scss'), { loadPaths, style: 'compressed', quietDeps: true })
fs.writeFileSync(path.join(out, 'app.css'), css)

await esbuild.build({
  entryPoints: [path.join(here, 'src/app.mjs')],
  outfile: path.join(out, 'app.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none', // govuk-frontend is MIT; its notice stands in THIRD_PARTY_NOTICES.md
  logLevel: 'warning'
})

fs.copyFileSync(path.join(here, 'src/images/icon.svg'), path.join(out, 'icon.svg'))
for (const file of fs.readdirSync(out).sort()) console.log(`${file}  ${fs.statSync(path.join(out, file)).size} bytes`)
