/**
 * Who goes first when much waits: what is urgent leaves within the call, what one person waits for within the minute,
 * what goes to many when nothing else waits.
 */
export const LANES = ['urgent', 'normal', 'bulk'] as const
export type Lane = (typeof LANES)[number]

/** Lanes are stored as numbers, so that an index sorts them. */
export const laneNumber = (lane: Lane): number => LANES.indexOf(lane)
