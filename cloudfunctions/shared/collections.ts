import { codes } from './codes/mini-codes'
import { limits } from './call/limits'
import { auditBlocks, audits, fanouts, messages, subscriptions } from './effects/collections'
import { evidence } from './files/evidence'
import { leases } from './jobs/lease'
import { communities, logins, persons, residents, rooms, staff } from './people/collections'
import type { Collection } from './store/collection'
import { migrations } from './store/migrations'
import { sequences } from './store/sequence'

/** Every collection that belongs to no single domain. */
export const collections: Collection[] = [
  auditBlocks,
  audits,
  codes,
  communities,
  evidence,
  fanouts,
  leases,
  limits,
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
