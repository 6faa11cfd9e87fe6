import * as z from 'zod'
import { isWeak, isWhole } from './weak-key'

/** A 32-byte key as base64, of the kind that `openssl rand -base64 32` makes. */
const Key = z
  .string()
  .refine(isWhole, 'must be 32 bytes in base64')
  .refine(
    text => !isWeak(Buffer.from(text, 'base64')),
    'is no random key: make one by openssl rand -base64 32',
  )

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue('must be JSON')
        return z.NEVER
      }
    })
    .pipe(schema)

const Keys = z.record(z.string(), Key)

/** JavaScript puts such names of an object first, so "the last one" is not the one that was written last. */
const isNumberLike = (id: string) => /^(0|[1-9]\d*)$/.test(id)

const Named = z
  .strictObject({ current: z.string(), keys: Keys })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), '"current" must name one of "keys"')

/** The form before `current` was named: the key written last encrypts. */
const Listed = Keys.refine(keys => Object.keys(keys).length > 0, 'needs one key')
  .refine(
    keys => Object.keys(keys).length === 1 || !Object.keys(keys).some(isNumberLike),
    'does not say which key encrypts: write {"current":"<key id>","keys":{…}}',
  )
  .transform(keys => ({ current: Object.keys(keys).at(-1)!, keys }))

/** Only one of the two forms holds an object under `keys`, so a mistake is told in the words of the form meant. */
const FieldKeys = z.unknown().transform((value, context) => {
  const isNamed = typeof value === 'object' && value !== null && 'keys' in value
  const { success, data, error } = isNamed ? Named.safeParse(value) : Listed.safeParse(value)
  if (success) return data
  for (const { message, path } of error.issues) context.addIssue({ code: 'custom', message, path })
  return z.NEVER
})

/**
 * Environment of the functions, the same for all of them.
 * FIELD_KEYS: {"current":"<key id>","keys":{"<key id>":"<base64>",…}}; the current one encrypts, all of them decrypt,
 * so keys can be rotated (`npm run keys`). {"<key id>":"<base64>"} is taken as well.
 * HASH_KEY: keyed hash of searchable fields and of person ids; it can never change.
 * TEMPLATES: {"<message kind>": "<WeChat template id>"}; a kind without one stays in the inbox only.
 */
const Environment = z.object({
  FIELD_KEYS: json(FieldKeys),
  HASH_KEY: Key,
  TEMPLATES: json(z.record(z.string(), z.string())).default({}),
})

export type Config = z.infer<typeof Environment>

let parsed: Config | undefined

/** The function's settings; throws at the first call when the deployment lacks one. */
export function config(): Config {
  parsed ??= Environment.parse(process.env)
  return parsed
}
