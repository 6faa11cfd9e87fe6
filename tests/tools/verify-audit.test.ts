import { execFile } from 'node:child_process'
import path from 'node:path'
import { command, db, deleteFiles } from '../../cloudfunctions/shared/cloud'
import {
  blockHash,
  nextBlock,
  rowHash,
  type StoredAudit,
} from '../../cloudfunctions/shared/effects/audit-chain'
import type { AuditBlock } from '../../cloudfunctions/shared/effects/collections'
import { connect } from '../../tools/environment'
import { ROOT } from '../../tools/functions'
import { verifyAudit } from '../../tools/verify-audit'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedMany } from '../support/seed'

// The audit of two communities, tampered with in every way; whoever does it can write the database and knows the code.

let cloud: TestCloud
let kept: { rows: StoredAudit[]; blocks: AuditBlock[] }

const ROWS = 450
const AT = new Date('2026-11-20T02:00:00Z')

/** Every tenth as release 1 wrote it: with the name of the actor, and without what came later. */
const row = (n: number, communityId = 'yunqili') => ({
  _id: `${communityId}-order:${String(n).padStart(4, '0')}`,
  communityId,
  actor: { personId: `p-${n % 7}`, as: 'desk', ...(n % 10 ? {} : { name: '陈思雨' }) },
  action: 'repair.assign',
  targetId: `order-${n % 30}`,
  before: { status: 'pending', at: AT },
  after: { status: 'assigned', step: { deep: [n, null] } },
  requestId: `q-${n}`,
  at: new Date(AT.getTime() + Math.floor(n / 3) * 1000),
  ...(n % 10 ? { block: null, schemaVersion: 2 } : {}),
})

const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

async function all<Row>(name: string): Promise<Row[]> {
  const { data } = await db.collection(name).where({}).limit(1000).get()
  return data as Row[]
}

const everything = { _id: command.neq('') }

async function restore(): Promise<void> {
  await db.collection('audits').where(everything).remove()
  await db.collection('audit_blocks').where(everything).remove()
  await seedMany('audits', kept.rows)
  await seedMany('audit_blocks', kept.blocks)
}

async function verify(): Promise<{ faults: string[]; tails: object[] }> {
  const faults: string[] = []
  const { tails } = await verifyAudit(connect({ endpoint: cloud.local.endpoint }), fault =>
    faults.push(fault),
  )
  return { faults, tails }
}

beforeAll(async () => {
  cloud = await openCloud()
  await seedMany('audits', [
    ...Array.from({ length: ROWS }, (_, n) => row(n)),
    ...Array.from({ length: 3 }, (_, n) => row(n, 'lanting')),
  ])
  await tick()
  kept = { rows: await all('audits'), blocks: await all('audit_blocks') }
})
afterAll(() => cloud.close())

const rows = () => db.collection('audits')
const blocks = () => db.collection('audit_blocks')
const idAt = (block: number, at: number): string =>
  kept.blocks.find(each => each._id === `yunqili:${block}`)!.rows[at]!.id

test('what the scheduler sealed is whole: rows of both releases, in blocks of 200', async () => {
  expect(kept.blocks.map(({ _id, rows: sealed }) => [_id, sealed.length]).sort()).toEqual([
    ['lanting:1', 3],
    ['yunqili:1', 200],
    ['yunqili:2', 200],
    ['yunqili:3', 50],
  ])
  expect(await verify()).toEqual({ faults: [], tails: [] })
})

test('rows that wait to be sealed are told apart and are no fault', async () => {
  await seedMany('audits', [row(900), row(901)])
  const since = row(900).at.toISOString()
  expect(await verify()).toEqual({ faults: [], tails: [{ communityId: 'yunqili', rows: 2, since }] })
  await restore()
})

/** Whoever forges a block hashes it anew; only what comes after it, or the signature, still tells. */
async function reseal(number: number, patch: Partial<AuditBlock>): Promise<void> {
  const block = { ...kept.blocks.find(({ _id }) => _id === `yunqili:${number}`)!, ...patch }
  await blocks()
    .doc(block._id)
    .update({ data: { rows: block.rows, previous: block.previous, hash: blockHash(block) } })
}

const TAMPERED: [string, () => Promise<unknown>, RegExp[]][] = [
  [
    'a changed row',
    () =>
      rows()
        .doc(idAt(1, 5))
        .update({ data: { action: 'repair.cancel' } }),
    [/^yunqili: row yunqili-order:\d+ of block 1 was changed$/],
  ],
  [
    'a name changed in a row of release 1',
    () =>
      rows()
        .doc('yunqili-order:0010')
        .update({ data: { actor: { name: '别人' } } }),
    [/row yunqili-order:0010 of block 1 was changed/],
  ],
  [
    'a value put into a row that no schema knows',
    () =>
      rows()
        .doc(idAt(2, 5))
        .update({ data: { extra: 1 } }),
    [/of block 2 was changed/],
  ],
  ['a missing row', () => rows().doc(idAt(2, 0)).remove(), [/row .* of block 2 is missing/]],
  [
    'a row moved to another community',
    () =>
      rows()
        .doc(idAt(2, 0))
        .update({ data: { communityId: 'lanting' } }),
    [/lanting: row .* was added to block 2|lanting: 1 rows say they are of blocks after/, /was changed/],
  ],
  [
    'an added row',
    () => seedMany('audits', [{ ...row(901), block: 2 }]),
    [/row yunqili-order:0901 was added to block 2/],
  ],
  [
    'an added row of no block',
    () => seedMany('audits', [{ ...row(901), block: 'x' }]),
    [/1 rows say they .* cannot be/],
  ],
  [
    'reordered rows',
    () =>
      blocks()
        .doc('yunqili:1')
        .update({ data: { rows: [...kept.blocks.find(({ _id }) => _id === 'yunqili:1')!.rows].reverse() } }),
    [/block 1 was changed/],
  ],
  [
    'reordered rows in a block hashed anew',
    () => reseal(1, { rows: [...kept.blocks.find(({ _id }) => _id === 'yunqili:1')!.rows].reverse() }),
    [/block 2 does not follow block 1/],
  ],
  [
    'a row changed in the last block, and the block hashed anew',
    async () => {
      const changed = { ...kept.rows.find(({ _id }) => _id === idAt(3, 0))!, action: 'x' }
      await rows()
        .doc(changed._id)
        .update({ data: { action: 'x' } })
      const sealed = kept.blocks.find(({ _id }) => _id === 'yunqili:3')!.rows.slice(1)
      await reseal(3, { rows: [{ id: changed._id, hash: rowHash(changed) }, ...sealed] })
    },
    [/block 3 is not the one that was signed/],
  ],
  ['a missing block', () => blocks().doc('yunqili:2').remove(), [/block 2 is missing before block 3/]],
  [
    'a block linked to another',
    () => reseal(2, { previous: 'elsewhere' }),
    [/block 2 does not follow block 1/, /block 3 does not follow block 2/],
  ],
  [
    'the last block and its rows cut off',
    async () => {
      await blocks().doc('yunqili:3').remove()
      await rows().where({ communityId: 'yunqili', block: 3 }).remove()
    },
    [/block 3 was signed and is gone/],
  ],
  [
    'the last block cut off, its rows left',
    () => blocks().doc('yunqili:3').remove(),
    [/50 rows say they are of blocks after block 2/, /block 3 was signed and is gone/],
  ],
  [
    'a community’s whole audit gone',
    async () => {
      await blocks().where({ communityId: 'lanting' }).remove()
      await rows().where({ communityId: 'lanting' }).remove()
    },
    [/^lanting: block 1 was signed and is gone$/],
  ],
  [
    'a block appended by hand',
    async () => {
      const forged = { ...row(902), block: 4 }
      const head = kept.blocks.find(({ _id }) => _id === 'yunqili:3')!
      await seedMany('audits', [forged])
      await seedMany('audit_blocks', [nextBlock('yunqili', head, { rows: [forged], now: AT })])
    },
    [/block 4 was never signed/],
  ],
]

test.each(TAMPERED)('%s is found', async (_name, tamper, says) => {
  await tamper()
  const { faults } = await verify()
  await restore()
  for (const line of says) expect(faults).toContainEqual(expect.stringMatching(line))
  expect((await verify()).faults).toEqual([])
})

/** The command as it is called. */
const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ status: number; stdout: string; stderr: string }>(resolve => {
    const { HASH_KEY, FIELD_KEYS, PATH, HOME } = process.env
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(ROOT, 'tools/commands/verify.ts'), ...args],
      { cwd: ROOT, env: { HASH_KEY, FIELD_KEYS, PATH, HOME, ...env } as NodeJS.ProcessEnv },
      (error, stdout, stderr) => resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    )
  })

test('the command: nothing to say and 0, one line a fault and 1, wrong use on stderr and 2', async () => {
  const place = ['--endpoint', cloud.local.endpoint]
  expect(await run(['audit', ...place])).toEqual({ status: 0, stdout: '', stderr: '' })
  await rows().doc(idAt(2, 0)).remove()
  const { status, stdout } = await run(['audit', ...place])
  await restore()
  expect([status, stdout]).toEqual([1, `yunqili: row ${idAt(2, 0)} of block 2 is missing\n`])
  for (const args of [[], ['ledger'], ['audit', '--data', '/nowhere'], ['audit', '--wrong']])
    expect(await run(args)).toMatchObject({ status: 2, stdout: '' })
  expect(await run(['audit', ...place], { HASH_KEY: '' })).toMatchObject({ status: 2, stdout: '' })
})

test('a head that somebody else has signed is none, and neither is none at all', async () => {
  const environment = connect({ endpoint: cloud.local.endpoint })
  const [file] = await environment.filesIn('audit/lanting/')
  const signed = Buffer.from((await environment.download(file!.fileId))!).toString()
  const forged = signed.replace('\\"number\\":1', '\\"number\\":0')
  expect(forged).not.toBe(signed)
  await environment.upload(file!.path, Buffer.from(forged))
  expect((await verify()).faults).toContainEqual(
    expect.stringMatching(/lanting: the signature of .* is not ours/),
  )
  await deleteFiles([file!.fileId])
  expect((await verify()).faults).toEqual(['lanting: block 1 was never signed'])
  await environment.upload(file!.path, Buffer.from(signed))
  expect((await verify()).faults).toEqual([])
})

test('a run that dies after any step of sealing is finished by the next, and each row is sealed once', async () => {
  const heads = () => connect({ endpoint: cloud.local.endpoint }).filesIn('audit/yunqili/')
  const undo = {
    'before the mark': () =>
      rows()
        .where({ communityId: 'yunqili', block: 3 })
        .update({ data: { block: null } }),
    'half-way through the mark': () =>
      rows()
        .where({
          _id: command.in(
            kept.blocks
              .find(({ _id }) => _id === 'yunqili:3')!
              .rows.slice(20)
              .map(({ id }) => id),
          ),
        })
        .update({ data: { block: null } }),
  }
  for (const step of Object.values(undo)) {
    await step()
    await deleteFiles((await heads()).map(({ fileId }) => fileId))
    await tick()
    expect(await verify()).toEqual({ faults: [], tails: [] })
    expect(await all('audit_blocks')).toHaveLength(kept.blocks.length)
  }
})
