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

export interface BundleSize {
  name: string
  /** bytes of our code and of the libraries it chose */
  ownBytes: number
  /** bytes of wx-server-sdk and of what it brings */
  sdkBytes: number
}

const OWN = /^(cloudfunctions\/|node_modules\/(zod|dayjs|fflate|saxes|xmlchars|csv-parse)\/)/

function sizeOf(name: string, metafile: Metafile): BundleSize {
  const [output] = Object.values(metafile.outputs)
  const size = { name, ownBytes: 0, sdkBytes: 0 }
  for (const [file, { bytesInOutput }] of Object.entries(output!.inputs)) {
    size[OWN.test(file) ? 'ownBytes' : 'sdkBytes'] += bytesInOutput
  }
  return size
}

async function bundleFunction(name: string, outDir: string): Promise<BundleSize> {
  const folder = path.join(outDir, name)
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(FUNCTIONS_SOURCE, name, 'index.ts')],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    metafile: true,
    legalComments: 'none',
    // account with its readers of .xlsx and .csv would be 480 KB; names stay, so that a logged stack can be read
    minifyWhitespace: true,
    // Chinese as it is, not as six letters for each character
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [withoutUnused],
  })
  cpSync(path.join(FUNCTIONS_SOURCE, name, 'config.json'), path.join(folder, 'config.json'))
  writeFileSync(
    path.join(folder, 'package.json'),
    `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' }, null, 2)}\n`,
  )
  return sizeOf(name, metafile)
}

/** Writes `<outDir>/<function>/{index.js,package.json,config.json}`: exactly what is uploaded. */
export async function bundle(outDir = FUNCTIONS_BUILT): Promise<BundleSize[]> {
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  return Promise.all(functionNames().map(name => bundleFunction(name, outDir)))
}
