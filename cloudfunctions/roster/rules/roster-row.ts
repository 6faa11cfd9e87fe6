import type { Occupancy } from '../../shared/people/room'
import type { Contact } from './normalise/people'
import type { Place } from '../../shared/people/place'

/**
 * What a roster says about one home, people unmasked. A field that is missing was not in the file, or could not be read:
 * what is stored stays. null and [] mean that the file says there is none.
 */
export type RosterFacts = Place & {
  /** [] when the developer has not sold it */
  owners: string[]
  /** hundredths of a square metre */
  areaCentiSqm?: number | null
  /** digits only; mobiles and landlines, the owner's first one first */
  phones?: string[]
  idNumbers?: string[]
  /** YYYY-MM-DD */
  moveInDate?: string | null
  occupancy?: Occupancy | null
  parkingSpaces?: string[]
  plates?: string[]
  emergencyContact?: Contact | null
  note?: string | null
}

/** `row` as Excel counts. */
export type RosterRow = RosterFacts & { row: number }
