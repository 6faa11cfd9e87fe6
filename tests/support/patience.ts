/**
 * How long one wait for a condition may take. Nothing that works comes near it, on the slowest and busiest machine:
 * only what hangs does.
 */
export const PATIENCE_MS = 2 * 60_000

/** A whole test, which waits many times. */
export const TEST_PATIENCE_MS = 5 * PATIENCE_MS
