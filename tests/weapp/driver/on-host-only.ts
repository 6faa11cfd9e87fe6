import { devTools } from './devtools'

/** For tests that need what only the local host can do: a lost network, another entry, a killed app. */
export const onHostOnly = devTools ? test.skip : test
