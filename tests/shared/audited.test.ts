import fc from 'fast-check'
import * as z from 'zod'
import { db } from '../../cloudfunctions/shared/cloud'
import { recordReading } from '../../cloudfunctions/shared/effects/record-reading'
import { SYSTEM_ACTOR } from '../../cloudfunctions/shared/effects/outbox'
import { auditedFields } from '../../cloudfunctions/shared/store/audited'
import {
  markOf,
  personal,
  unaudited,
  unwrapped,
  type Collection,
} from '../../cloudfunctions/shared/store/collection'
import { allCollections } from '../../tools/collections'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedHome } from '../support/seed'

// Nothing personal reaches an audit row: every collection's schema is filled with marked secrets, at random.

const SECRET = 'SECRET'

/** Any value of a schema; below a field that is personal every text, number and date is a secret. */
function valueOf(schema: z.ZodType, isSecret: boolean): fc.Arbitrary<unknown> {
  const hidden = isSecret || markOf(schema) === 'hide'
  const inner = unwrapped(schema)
  const optional = inner === schema ? [] : [fc.constant(null)]
  return fc.oneof(...optional, plain(inner, hidden || markOf(inner) === 'hide'))
}

function plain(schema: z.ZodType, isSecret: boolean): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return valueOf(schema, isSecret)
  if (schema instanceof z.ZodObject) return objectOf(schema.shape as Record<string, z.ZodType>, isSecret)
  if (schema instanceof z.ZodArray)
    return fc.array(valueOf(schema.element as z.ZodType, isSecret), { maxLength: 3 })
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.constantFrom('a', 'b'), valueOf(schema.valueType as z.ZodType, isSecret))
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...(schema.options as z.ZodType[]).map(option => valueOf(option, isSecret)))
  if (schema instanceof z.ZodLiteral) return fc.constant([...schema.values][0])
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]))
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodDate) return fc.constant(new Date(0))
  if (schema instanceof z.ZodNumber) return fc.constant(isSecret ? 13_866_204_172 : 7)
  return fc.constant(isSecret ? SECRET : 'plain')
}

const objectOf = (shape: Record<string, z.ZodType>, isSecret: boolean): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([key, each]) => [key, valueOf(each, isSecret)])))

const hasSecret = (value: unknown): boolean => /SECRET|13866204172/.test(JSON.stringify(value))

test('no audit of any collection holds what its schema calls personal, however deep', async () => {
  let secrets = 0
  for (const collection of await allCollections()) {
    if (!(collection.schema instanceof z.ZodObject)) continue
    fc.assert(
      fc.property(objectOf(collection.schema.shape as Record<string, z.ZodType>, false), document => {
        if (hasSecret(document)) secrets += 1
        expect([collection.name, hasSecret(auditedFields(collection, document as object))]).toEqual([
          collection.name,
          false,
        ])
      }),
      { numRuns: 40 },
    )
  }
  expect(secrets).toBeGreaterThan(100)
})

const audited = (schema: z.ZodType, fields: object) =>
  auditedFields({ audit: 'full', schema } as Pick<Collection, 'audit' | 'schema'>, fields)

test('what is marked is hidden in lists, records and choices; what the schema does not know is hidden too', () => {
  const schema = z.object({
    name: personal(z.string()).optional(),
    visits: z.array(z.object({ who: personal(z.string()), floor: z.int() })),
    by: z.union([z.literal('system'), z.object({ id: z.string(), name: personal(z.string()) })]),
    notes: z.record(z.string(), personal(z.string())),
    hash: unaudited(z.string()),
    consent: z.object({ version: z.string() }),
  })
  const fields = {
    name: SECRET,
    visits: [{ who: SECRET, floor: 3 }],
    by: { id: 'p', name: SECRET },
    notes: { a: SECRET },
    hash: SECRET,
    visitorName: SECRET,
    sealed: { keyId: 'k', iv: SECRET, tag: SECRET, text: SECRET },
    consent: { version: '2026-11' },
    version: 3,
  }
  const shown = audited(schema, fields)
  expect(hasSecret(shown)).toBe(false)
  expect(shown).toMatchObject({
    visits: [{ floor: 3 }],
    by: { id: 'p' },
    consent: { version: '2026-11' },
  })
  expect(Object.keys(shown)).not.toContain('hash')
  expect(Object.keys(shown)).not.toContain('version')
  expect(audited(schema, { name: null, visits: [] })).toEqual({ name: null, visits: [] })
})

describe('a reading', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await openCloud()
  })
  afterAll(() => cloud.close())

  test('is recorded once for each request, and raises no version', async () => {
    const home = await seedHome({ openid: 'lin', name: '林静仪' })
    const effects = { actor: SYSTEM_ACTOR, action: 'account.revealPhone', requestId: 'q', now: new Date(0) }
    const reading = { communityId: 'yunqili', targetId: home._id, detail: { reason: 'callback' } }
    await recordReading(effects, reading)
    await recordReading(effects, reading)
    await recordReading({ ...effects, requestId: 'q2' }, reading)
    const { data } = await db.collection('audits').where({ targetId: home._id }).get()
    expect(data).toHaveLength(2)
    expect(data[0]).toMatchObject({ before: {}, after: { reason: 'callback' }, block: null })
    expect((await db.collection('residents').doc(home._id).get()).data).toMatchObject({ version: 1 })
  })
})
