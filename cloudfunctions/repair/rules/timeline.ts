import type { TimelineEntry } from '../schema'

/** One line of an order's history; what a line usually lacks may be left out. */
export const said = (
  line: Omit<TimelineEntry, 'photos' | 'isInternal'> & Partial<TimelineEntry>,
): TimelineEntry => ({
  photos: [],
  isInternal: false,
  ...line,
})
