import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Database } from '../../local-cloud/database/database'
import { indexProblems } from '../../local-cloud/store/verify'
import { folder, until } from './support'

// The real process, killed in the middle of writing: what was acknowledged is there, and indexes agree with it.

const ROOT = path.join(__dirname, '../..')
const own = folder()
const indexes = path.join(own.dir, 'indexes.json')
writeFileSync(
  indexes,
  JSON.stringify({
    orders: [
      { name: 'number_u', unique: true, keys: { who: 1, seq: 1 } },
      { name: 'tag', keys: { tags: 1, n: -1 } },
    ],
  }),
)
afterAll(() => own.remove())

interface Running {
  child: ChildProcess
  endpoint: string
}

function startProcess(): Promise<Running> {
  const args = [
    '--import',
    'tsx',
    'local-cloud/cli.ts',
    '--port',
    '0',
    '--data',
    own.dataDir,
    '--indexes',
    indexes,
  ]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    createInterface(child.stdout!).on('line', line => {
      const [, endpoint] = /^endpoint (http:\/\/127\.0\.0\.1:\d+\/admin)$/.exec(line) ?? []
      if (endpoint) resolve({ child, endpoint })
    })
    let errors = ''
    child.stderr!.on('data', chunk => (errors += String(chunk)))
    child.once('exit', code => reject(new Error(`exited with ${code}: ${errors}`)))
  })
}

const exited = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>(resolve => {
    child.once('exit', code => resolve(code))
    child.kill(signal)
  })

async function act(endpoint: string, request: object): Promise<Record<string, unknown>> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: JSON.stringify({ collectionName: 'orders', ...request }),
  })
  return (await answer.json()) as Record<string, unknown>
}

/** Adds and changes documents until the connection breaks; answers what was acknowledged. */
async function writeUntilKilled(
  { endpoint }: Running,
  who: string,
  acknowledged: Map<string, number>,
): Promise<void> {
  for (let i = 0; ; i++) {
    const _id = `${who}-${i}`
    const doc = JSON.stringify({ _id, who, seq: i, n: 0, tags: [`t${i % 3}`, who] })
    const add = await act(endpoint, { action: 'database.insertDocument', data: [doc] }).catch(() => undefined)
    if (!add) return
    expect(add.data).toBeDefined()
    acknowledged.set(_id, 0)
    const change = {
      action: 'database.modifyDocument',
      query: JSON.stringify({ _id }),
      data: '{"$set":{"n":7}}',
      merge: true,
    }
    const update = await act(endpoint, change).catch(() => undefined)
    if (!update) return
    acknowledged.set(_id, 7)
  }
}

test('kill -9 in the middle of writing loses nothing that was acknowledged', async () => {
  const acknowledged = new Map<string, number>()
  for (let round = 0; round < 4; round++) {
    const running = await startProcess()
    const writers = ['anna', 'bert', 'carl'].map(who =>
      writeUntilKilled(running, `${who}${round}`, acknowledged),
    )
    const before = acknowledged.size
    await until(() => acknowledged.size >= before + 40)
    await exited(running.child, 'SIGKILL')
    await Promise.all(writers)
  }
  const database = new Database(path.join(own.dataDir, 'database'), { noSync: true, now: () => new Date() })
  const table = database.table('orders')
  for (const [id, n] of acknowledged) {
    const doc = table.findById(database.store, id)?.doc
    // an update may have been done without its answer having arrived
    expect([n, 7]).toContain(doc?.n)
  }
  expect(indexProblems(database.store, table)).toEqual([])
  await database.close()
})

test('SIGTERM ends it in good order', async () => {
  const { child } = await startProcess()
  expect(await exited(child, 'SIGTERM')).toBe(0)
})
