import * as z from 'zod'

/** A 32-byte key as base64. */
const Key = z.string().refine(text => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')

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

/**
 * Environment of the functions, the same for all of them.
 * FIELD_KEYS: {"<key id>": "<base64>"}; the last one encrypts, all of them decrypt, so keys can be rotated.
 * HASH_KEY: keyed hash of searchable fields and of person ids; it can never change.
 * TEMPLATES: {"<message kind>": "<WeChat template id>"}; a kind without one stays in the inbox only.
 */
const Environment = z.object({
  FIELD_KEYS: json(z.record(z.string(), Key).refine(keys => Object.keys(keys).length > 0, 'needs one key')),
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
