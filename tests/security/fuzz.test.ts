import * as z from 'zod'
import { actions as account } from '../../cloudfunctions/account/index'
import { actions as message } from '../../cloudfunctions/message/index'
import { actions as repair } from '../../cloudfunctions/repair/index'
import { actions as roster } from '../../cloudfunctions/roster/index'
import type { Action, Answer } from '../../cloudfunctions/shared/call/action'
import { ERROR_CODES } from '../../cloudfunctions/shared/call/errors'
import type { TestCloud } from '../support/cloud'
import { randomOf, validFor, type Make, type Schema } from './inputs'
import { foreignPools, INSIDERS, openVictims, OUTSIDERS, SECRETS } from './victims'
import { snapshot, strangersDocuments, withoutNotes } from './snapshot'

// Every action of every function, with ids, files and words of every kind of record mixed by chance, whatever the field
// is for: by people who have nothing to do with the community that holds all the data, and by those of it. Never
// INTERNAL, never a foreign word, never a changed record. What no form sends is tried field by field in
// tests/every-action.

const FUNCTIONS = { account, message, repair, roster } as unknown as Record<string, Record<string, Action>>

const ALL = Object.entries(FUNCTIONS).flatMap(([name, actions]) =>
  Object.entries(actions).map(([action, { input }]) => ({
    name,
    action,
    schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema,
  })),
)

// FUZZ_SEED=7 FUZZ_INPUTS=20 looks further; a failure names the call
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 2)
const SEED = Number(process.env.FUZZ_SEED ?? 20261121)

let cloud: TestCloud
let make: Make

beforeAll(async () => {
  cloud = await openVictims()
  make = { pools: await foreignPools(), random: randomOf(SEED) }
})
afterAll(() => cloud.close())

/** @param what the call; what it says itself is no secret in the answer */
function check(answer: Answer, what: string): void {
  const said = JSON.stringify(answer)
  const told = SECRETS.find(secret => said.includes(secret) && !what.includes(secret))
  if (told && !INSIDERS.some(openid => what.startsWith(openid)))
    throw new Error(`${what} tells ${told}: ${said}`)
  if (answer.ok) return
  const isGood = answer.code !== 'INTERNAL' && ERROR_CODES.includes(answer.code)
  if (!isGood || !/\p{Script=Han}/u.test(answer.message)) throw new Error(`${what}: ${said}`)
}

async function attack(openid: string, name: string, event: { action: string; input: unknown }) {
  const answer = await cloud.as(openid).answer(name, event)
  check(answer, `${openid} ${name}.${event.action} ${JSON.stringify(event.input).slice(0, 600)}`)
  return answer
}

interface Attack {
  by: readonly string[]
  input: (schema: Schema) => unknown
}

async function attackAll({ name, action, schema }: (typeof ALL)[number], { by, input }: Attack) {
  const before = await snapshot()
  const calls = by.flatMap(openid =>
    Array.from({ length: INPUTS }, () => attack(openid, name, { action, input: input(schema) })),
  )
  const answers = await Promise.all(calls)
  const after = await snapshot()
  if (answers.every(answer => !answer.ok)) expect(withoutNotes(after)).toEqual(withoutNotes(before))
  return { before, after }
}

describe.each(ALL)('$name.$action', each => {
  const good = (schema: Schema) => validFor(schema, '', make)

  test('by people of another community', async () => {
    const { before, after } = await attackAll(each, { by: OUTSIDERS, input: good })
    expect(strangersDocuments(after, OUTSIDERS)).toEqual(strangersDocuments(before, OUTSIDERS))
  })

  test('by people of this community', async () => {
    await attackAll(each, { by: INSIDERS, input: good })
  })
})

test('a list of a hundred thousand mistakes is answered in a few lines', async () => {
  const photos = Array.from({ length: 100_000 }, (_, at) => (at % 2 ? at : `cloud://${at}`))
  const answer = await attack('zhou', 'repair', {
    action: 'note',
    input: { id: 'rep_x', text: '好', photos },
  })
  expect(JSON.stringify(answer).length).toBeLessThan(5000)
})

test.each([
  null,
  [],
  'accept',
  7,
  {},
  { action: '__proto__' },
  { action: 'constructor', input: {} },
  { action: 'toString' },
  { action: { $ne: '' }, input: {} },
  { Type: 'Timer', TriggerName: 'tick' },
  { action: 'me', input: {}, userInfo: { openId: 'lin' }, openid: 'lin' },
])('an event that is none, or claims something: %j', async event => {
  const before = await snapshot()
  for (const name of Object.keys(FUNCTIONS)) check(await cloud.as('nobody').answer(name, event), name)
  expect(await cloud.as('nobody').answer('scheduler', event)).toMatchObject({ ok: false, code: 'FORBIDDEN' })
  expect(await snapshot()).toEqual(before)
})
