// Makes a fresh machine ready: plain Node, because nothing is installed yet when it runs.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { exclusively, nameOf } from './setup-lock.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const SETUP = path.join(ROOT, '.setup')
const BROWSERS = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const DEBIAN_PACKAGES = ['chromium', 'fonts-wqy-microhei']

const say = text => process.stderr.write(`${text}\n`)

function run(command, args, cwd = ROOT) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
  return status === 0
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 20) return
  say(
    `Heju needs Node 20 or newer; this is ${process.version}. Install it from your system's packages or nodejs.org.`,
  )
  process.exit(1)
}

/** Says which package-lock.json has been installed. */
const MARKER = '.heju-lock'
const modules = path.join(ROOT, 'node_modules')

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')

function isInstalled() {
  const marker = path.join(modules, MARKER)
  return existsSync(marker) && readFileSync(marker, 'utf8') === lockHash()
}

/** Beside the old packages, which make room in the end: whoever is stopped half-way leaves those, or none. */
function installDependencies() {
  if (isInstalled()) return true
  say('Installing dependencies (about a minute)…')
  const stage = path.join(SETUP, `stage-${nameOf(process.pid)}`)
  mkdirSync(stage)
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    if (existsSync(path.join(ROOT, file))) cpSync(path.join(ROOT, file), path.join(stage, file))
  const isDone = run('npm', ['ci', '--no-audit', '--no-fund'], stage)
  if (isDone) {
    writeFileSync(path.join(stage, 'node_modules', MARKER), lockHash())
    if (existsSync(modules)) renameSync(modules, path.join(stage, 'old'))
    renameSync(path.join(stage, 'node_modules'), modules)
  }
  rmSync(stage, { recursive: true, force: true })
  if (!isDone)
    say('npm ci failed. Check the network and the npm registry setting, then run the command again.')
  return isDone
}

const hasBrowser = () => BROWSERS.some(file => file && existsSync(file))

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false // no fontconfig: the Debian packages bring it
  }
}

const missingParts = () =>
  [!hasBrowser() && 'Chromium', !hasChineseFont() && 'a Chinese font'].filter(Boolean).join(' and ')

function installBrowser() {
  const missing = missingParts()
  if (!missing) return true
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = args => run([...prefix, 'apt-get', ...args][0], [...prefix, 'apt-get', ...args].slice(1))
  if (existsSync('/usr/bin/apt-get')) {
    say(`Installing ${missing} with apt-get…`)
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES])
  }
  if (!missingParts()) return true
  say(`${missing} is missing and could not be installed here. Please install: ${DEBIAN_PACKAGES.join(' ')}`)
  say('(another place for the browser can be named with CHROME_PATH)')
  return false
}

// commands without screens need only the packages; the preview works in any browser, the tests need this one
const hasScreens = !process.argv.includes('--packages')
const isTest = process.argv.includes('--test')

const isReady = () => isInstalled() && !(hasScreens && missingParts())
const makeReady = () => installDependencies() && (!hasScreens || installBrowser() || !isTest)
const sayWaiting = pid => say(`Another command (process ${pid}) is installing; waiting for it…`)

checkNode()
if (!isReady() && !exclusively(path.join(SETUP, 'lock'), sayWaiting, makeReady)) process.exit(1)
