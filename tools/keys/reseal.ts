import {
  decryptField,
  EncryptedField,
  encryptField,
  isCurrent,
  type Place,
} from '../../cloudfunctions/shared/crypto'
import type { Row } from '../rows'

export interface Sealed {
  /** where it lies, positions in lists included: phones.0.phone */
  path: string
  /** the same without them: phones.phone */
  field: string
  value: EncryptedField
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Everything in a document that has the shape of an encrypted value. */
export function sealedIn(value: unknown, path: string[] = [], field: string[] = []): Sealed[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => sealedIn(item, [...path, String(index)], field))
  if (!isPlain(value)) return []
  const { success, data } = EncryptedField.safeParse(value)
  if (success) return [{ path: path.join('.'), field: field.join('.'), value: data }]
  return Object.entries(value).flatMap(([key, inner]) => sealedIn(inner, [...path, key], [...field, key]))
}

export interface Resealed {
  fields: number
  /** what has to be stored instead of a value; nothing for what is under the current key and bound to its place */
  changes: { path: string; value: EncryptedField; sealed: EncryptedField }[]
  /** fields that open neither here nor under any key we have */
  faults: string[]
}

function open(value: EncryptedField, place: Place): string | undefined {
  try {
    return decryptField(value, place)
  } catch {
    return undefined // a lost key, a damaged value, or one that belongs elsewhere
  }
}

export function reseal(collection: string, row: Row): Resealed {
  const result: Resealed = { fields: 0, changes: [], faults: [] }
  for (const { path, field, value } of sealedIn(row)) {
    const place = { collection, id: row._id, field }
    const plain = open(value, place)
    result.fields++
    if (plain === undefined) result.faults.push(`${collection}/${row._id}/${path}`)
    else if (!isCurrent(value)) result.changes.push({ path, value, sealed: encryptField(plain, place) })
  }
  return result
}
