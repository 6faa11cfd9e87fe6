// Makes a fresh machine ready: plain Node, because nothing is installed yet when it runs.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const BROWSERS = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const DEBIAN_PACKAGES = ['chromium', 'fonts-wqy-microhei']

const say = text => process.stderr.write(`${text}\n`)

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] })
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

/** Installs when package-lock.json is not the one installed last. */
function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')
  const marker = path.join(ROOT, 'node_modules/.heju-lock')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return
  say('Installing dependencies (about a minute)…')
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    say('npm ci failed. Check the network and the npm registry setting, then run the command again.')
    process.exit(1)
  }
  writeFileSync(marker, lock)
}

const hasBrowser = () => BROWSERS.some(file => file && existsSync(file))

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false // no fontconfig: the Debian packages bring it
  }
}

function installBrowser() {
  const missing = [!hasBrowser() && 'Chromium', !hasChineseFont() && 'a Chinese font']
    .filter(Boolean)
    .join(' and ')
  if (!missing) return true
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = args => run([...prefix, 'apt-get', ...args][0], [...prefix, 'apt-get', ...args].slice(1))
  if (existsSync('/usr/bin/apt-get')) {
    say(`Installing ${missing} with apt-get…`)
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES])
  }
  if (hasBrowser() && hasChineseFont()) return true
  say(`${missing} is missing and could not be installed here. Please install: ${DEBIAN_PACKAGES.join(' ')}`)
  say('(another place for the browser can be named with CHROME_PATH)')
  return false
}

checkNode()
installDependencies()
// commands without screens need only the packages; the preview works in any browser, the tests need this one
const hasScreens = !process.argv.includes('--packages')
if (hasScreens && !installBrowser() && process.argv.includes('--test')) process.exit(1)
