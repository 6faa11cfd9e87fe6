import { auditBlocks, audits, fanouts, messages, subscriptions } from './effects/collections'
import { leases } from './jobs/lease'
import { communities, logins, persons, residents, rooms, staff } from './people/collections'
import type { Collection } from './store/collection'
import { migrations } from './store/migrations'
import { sequences } from './store/sequence'

/** Every collection that belongs to no single domain. */
export const collections: Collection[] = [
  auditBlocks,
  audits,
  communities,
  fanouts,
  leases,
  logins,
  messages,
  migrations,
  persons,
  residents,
  rooms,
  sequences,
  staff,
  subscriptions,
]
