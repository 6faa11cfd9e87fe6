import { useRepairHome } from './repair/home'
import type { HomeEntry, HomePlace } from './types'

/** Every domain's part of the home page, in the order they are shown. */
export const useHomeEntries = (place: HomePlace): HomeEntry[] => [useRepairHome(place)]
