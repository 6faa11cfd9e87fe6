// Runs in its own thread, as one instance of one function: loads it once, then answers one call at a time.
// Plain JavaScript, because a thread is started from a file and not through the loader of the caller.
'use strict'
const { getHeapStatistics } = require('node:v8')
const { parentPort, workerData } = require('node:worker_threads')

const offset = new Float64Array(workerData.clockOffset)

// The function sees the cloud's clock: `new Date()` and `Date.now()` are shifted, everything else is Date's own.
const RealDate = Date
const now = () => RealDate.now() + offset[0]
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length ? args : [now()],
      newTarget === globalThis.Date ? target : newTarget,
    ),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})
RealDate.prototype.constructor = globalThis.Date

let ownKeys = []

/** The platform rewrites the environment for each call; what this call lacks must not stay from the last one. */
function setEnvironment(env) {
  for (const key of ownKeys) delete process.env[key]
  ownKeys = Object.keys(env)
  Object.assign(process.env, env)
}

function describe(error) {
  if (error instanceof Error) return { message: error.message, stack: String(error.stack), name: error.name }
  return { message: typeof error === 'string' ? error : JSON.stringify(error), stack: '', name: 'Error' }
}

const MEMORY_CHECK_MS = 50

/** The limit of the thread bounds its heap only; Buffers live outside of it and count as well. */
function checkMemory() {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics()
  if (heap + outside > workerData.memoryBytes) parentPort.postMessage({ type: 'memory' })
}

async function watched(call) {
  const timer = setInterval(checkMemory, MEMORY_CHECK_MS)
  try {
    return await call()
  } finally {
    clearInterval(timer)
    checkMemory()
  }
}

async function answer({ event, context, env }) {
  setEnvironment(env)
  const main = require(workerData.file)[workerData.handler]
  if (typeof main !== 'function') throw new Error(`handler index.${workerData.handler} is missing`)
  parentPort.postMessage({ type: 'started' })
  const result = await watched(() => main(JSON.parse(event), context))
  // JSON has no text for undefined, functions and symbols
  return JSON.stringify(result) ?? 'null'
}

parentPort.on('message', call => {
  answer(call).then(
    result => parentPort.postMessage({ type: 'result', result }),
    error => parentPort.postMessage({ type: 'failure', error: describe(error) }),
  )
})
