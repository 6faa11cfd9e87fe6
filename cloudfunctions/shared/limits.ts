// Lists and numbers that domains and the mini program share. Pure: the client imports the values.

/** Relations of a resident to a room, and positions of staff (requirements, first page). */
export const RESIDENT_ROLES = ['owner', 'family', 'tenant'] as const
export const STAFF_ROLES = [
  'desk',
  'technician',
  'guard',
  'cleaner',
  'cashier',
  'supervisor',
  'quality',
  'manager',
  'admin',
] as const

/** What a technician can repair; a category of the form asks for one of these. */
export const SKILLS = [
  'plumbing',
  'electric',
  'hardware',
  'hvac',
  'network',
  'masonry',
  'public',
  'general',
] as const

/** What a message is about. One WeChat template per topic; a topic without one stays in the inbox. */
export const TOPICS = ['registration', 'review', 'repair', 'job', 'dispatch', 'roster'] as const

/** Letters of a person's name. */
export const MAX_NAME = 20

/** An address of a file opens so long: enough to look at a page of pictures, and whoever is handed it has it no longer. */
export const ADDRESS_SECONDS = 600

/** Letters of a search. */
export const MAX_SEARCH = 40
