import { codes } from './codes/mini-codes'
import { auditBlocks, audits, fanouts, messages, subscriptions } from './effects/collections'
import { leases } from './jobs/lease'
import { communities, logins, persons, residents, rooms, staff } from './people/collections'
import type { Collection } from './store/collection'
import { sequences } from './store/sequence'

/** Every collection that belongs to no single domain. */
export const collections: Collection[] = [
  auditBlocks,
  audits,
  codes,
  communities,
  fanouts,
  leases,
  logins,
  messages,
  persons,
  residents,
  rooms,
  sequences,
  staff,
  subscriptions,
]
