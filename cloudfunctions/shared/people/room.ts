import * as z from 'zod'
import { EncryptedField } from '../crypto'
import { personal } from '../store/collection'
import { Stored } from '../store/stored'

/** occupied 已入住 · vacant 空置 · renovating 装修中 · rented 出租 */
export const OCCUPANCIES = ['occupied', 'vacant', 'renovating', 'rented'] as const
export type Occupancy = (typeof OCCUPANCIES)[number]

/** A number that is searched by hash, shown by its tail, and read in full only through `revealPhone`. */
export const SealedPhone = z.object({ phone: EncryptedField, phoneHash: z.string(), tail: z.string() })
export type SealedPhone = z.infer<typeof SealedPhone>

/** A room as the roster knows it (collection `rooms`, id = `<communityId>:<building>-<unit>-<number>`). */
export const Room = Stored.extend({
  building: z.string(),
  /** "" in a building without units */
  unit: z.string(),
  number: z.string(),
  /** 3 栋 2 单元 1802 */
  label: z.string(),
  /** null when the roster does not say */
  areaCentiSqm: z.int().nullable(),
  /** names as in the roster; [] when unsold. A roster does not say whose number is whose. */
  owners: personal(z.array(z.string())),
  phones: personal(z.array(SealedPhone)),
  idNumbers: personal(z.array(z.object({ value: EncryptedField, hash: z.string() }))),
  /** YYYY-MM-DD */
  moveInDate: z.string().nullable(),
  occupancy: z.enum(OCCUPANCIES).nullable(),
  parkingSpaces: z.array(z.string()),
  plates: personal(z.array(z.string())),
  emergencyContact: personal(z.object({ name: z.string(), phone: EncryptedField }).nullable()),
  /** encrypted too: remarks hold numbers of tenants and notes on health */
  note: personal(EncryptedField.nullable()),
  isUnsold: z.boolean(),
  /** the import that wrote it last */
  importId: z.string(),
})
export type Room = z.infer<typeof Room>
