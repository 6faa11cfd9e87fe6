// One at a time on this machine: a file names the process that works, so that the others wait for it and whoever finds
// that it is gone goes on in its place. Plain Node, because nothing is installed yet when it runs.
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const PAUSE_MS = 100

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** What the system says of a process after its name; absent where it does not, or when there is none. */
const statOf = pid => read(`/proc/${pid}/stat`)?.split(') ').at(-1).split(' ')

/** Says which process this is. A number may have been given to another process since; the moment of its start tells them apart. */
export const nameOf = pid => `${pid}-${statOf(pid)?.[19] ?? ''}`

function isAlive(name) {
  const pid = Number(name.split('-')[0])
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM' && name === nameOf(pid)
  }
  return name === nameOf(pid) && statOf(pid)?.[0] !== 'Z'
}

/** @returns whether the file is ours now: it appears whole or not at all */
function take(file, claim) {
  try {
    linkSync(claim, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Puts the claim in the place of a dead one. Only one may look and do it, so that is a lock again. */
function inherit(file, dead, claim) {
  const right = `${file}.${dead}`
  acquire(right, claim)
  const isStillDead = read(file) === dead
  if (isStillDead) {
    // a claim has many names, and a rename between two of them would do nothing
    writeFileSync(`${claim}.next`, read(claim))
    renameSync(`${claim}.next`, file)
  }
  rmSync(right, { force: true })
  return isStillDead
}

function acquire(file, claim, onWait = () => {}) {
  for (let hasWaited = false; !take(file, claim);) {
    const owner = read(file)
    if (owner === undefined) continue
    if (!isAlive(owner)) {
      if (inherit(file, owner, claim)) return
      continue
    }
    if (!hasWaited) onWait(owner.split('-')[0])
    hasWaited = true
    pause()
  }
}

/** What processes that are gone have left beside the lock. One may still write there, then the next one removes it. */
function tidy(folder) {
  for (const entry of readdirSync(folder)) {
    const [owner] = /\d+-\d*(?=$|\.next$)/.exec(entry) ?? []
    if (owner === undefined || isAlive(owner)) continue
    try {
      rmSync(path.join(folder, entry), { recursive: true, force: true })
    } catch {
      // the next one
    }
  }
}

/**
 * Does the work when no other process does it under this lock.
 * @param file in a folder of its own, where everything else belongs to the process at the end of its name (`nameOf`)
 * @param onWait hears once of the process that is waited for
 */
export function exclusively(file, onWait, work) {
  const name = nameOf(process.pid)
  const claim = `${file}.claim-${name}`
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(claim, name)
  try {
    acquire(file, claim, onWait)
    try {
      tidy(path.dirname(file))
      return work()
    } finally {
      rmSync(file)
    }
  } finally {
    rmSync(claim)
  }
}
