import { TEST_PATIENCE_MS } from './patience'

// One machine runs builds, browsers and several clouds at once: a slow minute is no failure. No test sets a limit of its own.
jest.setTimeout(TEST_PATIENCE_MS)

// Unexpected console output fails the test that caused it: a warning nobody reads is a bug nobody finds.
// A test that expects output replaces the spy with its own `jest.spyOn(console, …)`.
const METHODS = ['error', 'warn', 'log', 'info'] as const

let printed: string[] = []

beforeEach(() => {
  printed = []
  for (const method of METHODS) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      printed.push(`console.${method}: ${args.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  jest.restoreAllMocks()
  if (printed.length) throw new Error(`unexpected console output\n${printed.join('\n')}`)
})
