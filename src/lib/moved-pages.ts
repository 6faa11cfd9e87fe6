/** Pages that have moved; messages sent before still name the old address. */
const MOVED = { 'packages/account/roster/index': 'packages/roster/import/index' }

/** Where an address, with its parameters, leads today. */
export const currentAddress = (address: string): string =>
  Object.entries(MOVED).reduce(
    (current, [before, now]) => (current.split('?')[0] === before ? current.replace(before, now) : current),
    address,
  )
