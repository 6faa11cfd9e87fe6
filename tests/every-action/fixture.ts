import type { ResidentRole, StaffRole } from '../../cloudfunctions/shared/call/roles'
import type { TestCloud } from '../support/cloud'

export type Relation = ResidentRole | StaffRole

/** Ids of what the action is about, always of 云栖里 and never of whoever is refused. */
export type Target = Record<string, string>

/** What the suite must know of an action to try everything on it; written from the requirements, not from the code. */
export interface Fixture {
  /** who may call it where the target is; everybody else is refused */
  may: readonly Relation[] | 'anyone'
  /** who calls an action that is open to anyone; a person of no home and no post unless it says so */
  by?: string
  /** why people elsewhere may call it as well: it shows and changes only what is theirs, whatever ids they send */
  ownOnly?: string
  /** leads something new of 云栖里 to where this person can take the action */
  target?: (cloud: TestCloud, openid: string) => Promise<Target>
  /** a good input of this person, with every field but the cursor filled */
  input: (target: Target, openid: string, cloud: TestCloud) => object | Promise<object>
  /** the collections that one call changes */
  changes: readonly string[]
  /** why the same call again counts again */
  repeats?: string
  /** more trips than a read's three or a write's five, and why */
  trips?: { most: number; why: string }
}

export type Fixtures = Record<string, Fixture>

let last = 1000
/** A number no other target has: rooms, drafts and people of their own. */
export const next = (): string => String(++last)
