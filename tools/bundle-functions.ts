// Bundles each cloud function with the SDK: half the cold start, and nothing to install in the cloud.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { FUNCTIONS_BUILT, FUNCTIONS_SOURCE, functionNames, ROOT } from './functions'

/** Parts of the SDK that no function uses; leaving them out saves a quarter of the start. */
const UNUSED = /^@cloudbase\/(ai|wx-cloud-client-sdk)$/

const withoutUnused: Plugin = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }))
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** zod can describe a schema as JSON Schema, and in forty languages; a function does neither, and tools do it unbundled. */
const DESCRIBING =
  /zod[\\/]v4[\\/](core[\\/](json-schema-processors|to-json-schema)\.js|locales[\\/]index\.js)$/

const withoutDescribing: Plugin = {
  name: 'without-describing',
  setup({ onLoad }) {
    // every name is a maker of something that is never called
    const contents = 'module.exports = new Proxy({}, { get: () => () => () => undefined })'
    onLoad({ filter: DESCRIBING }, () => ({ contents, loader: 'js' }))
  },
}

/** What is imported where it is used (`await import('./readers')`) becomes a file of its own beside index.js. */
const partsApart = (parts: Set<string>): Plugin => ({
  name: 'parts-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path: to, resolveDir }) => {
      if (kind !== 'dynamic-import' || !resolveDir.startsWith(FUNCTIONS_SOURCE)) return undefined
      const part = path.resolve(resolveDir, to)
      parts.add(part)
      return { path: `./${path.basename(part)}.js`, external: true }
    })
  },
})

export interface BundleSize {
  name: string
  /** bytes of our code and of the libraries it chose */
  ownBytes: number
  /** bytes of wx-server-sdk and of what it brings */
  sdkBytes: number
  /** bytes of the parts that no start carries: they are loaded when they are used */
  laterBytes: number
}

const OWN = /^(cloudfunctions\/|node_modules\/(zod|fflate|saxes|xmlchars|csv-parse|hucre)\/)/

function sizeOf(metafile: Metafile): Pick<BundleSize, 'ownBytes' | 'sdkBytes'> {
  const [output] = Object.values(metafile.outputs)
  const size = { ownBytes: 0, sdkBytes: 0 }
  for (const [file, { bytesInOutput }] of Object.entries(output!.inputs)) {
    size[OWN.test(file) ? 'ownBytes' : 'sdkBytes'] += bytesInOutput
  }
  return size
}

async function bundleFile(source: string, outfile: string, parts: Set<string>) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    metafile: true,
    legalComments: 'none',
    // a third less to read at the start; names stay, so that a logged stack can be read
    minifyWhitespace: true,
    // Chinese as it is, not as six letters for each character
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [withoutUnused, withoutDescribing, partsApart(parts)],
  })
  return sizeOf(metafile)
}

async function bundleFunction(name: string, outDir: string): Promise<BundleSize> {
  const folder = path.join(outDir, name)
  const parts = new Set<string>()
  const source = path.join(FUNCTIONS_SOURCE, name, 'index.ts')
  const size = { name, laterBytes: 0, ...(await bundleFile(source, path.join(folder, 'index.js'), parts)) }
  // a part may have parts itself: those join the set while it is walked
  for (const part of parts) {
    const file = path.join(folder, `${path.basename(part)}.js`)
    const { ownBytes, sdkBytes } = await bundleFile(`${part}.ts`, file, parts)
    size.laterBytes += ownBytes + sdkBytes
  }
  cpSync(path.join(FUNCTIONS_SOURCE, name, 'config.json'), path.join(folder, 'config.json'))
  writeFileSync(
    path.join(folder, 'package.json'),
    `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' }, null, 2)}\n`,
  )
  return size
}

/** Writes `<outDir>/<function>/{index.js,package.json,config.json}` and its parts: exactly what is uploaded. */
export async function bundle(outDir = FUNCTIONS_BUILT): Promise<BundleSize[]> {
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  return Promise.all(functionNames().map(name => bundleFunction(name, outDir)))
}
