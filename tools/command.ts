// How every command of `tools/commands` ends: 0 nothing is wrong, 1 a fault was found, 2 it was called wrongly. Answers go
// to stdout, everything else to stderr.

/** What was asked cannot be meant: an argument too many, too few or unknown, a place that is none. */
export class WrongUse extends Error {}

/** `parseArgs` says so by a code. */
const isWrongUse = (error: unknown): boolean =>
  error instanceof WrongUse || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')

/** @returns the exit code; `work` gives 1 for a fault it has named itself */
export async function runCommand(usage: string, work: () => Promise<0 | 1>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    console.error((error as Error).message)
    if (!isWrongUse(error)) return 1
    console.error(`usage: ${usage}`)
    return 2
  }
}

/** Ends the process with the command's code; a pipe takes what was written first. */
export const exitWith = async (code: Promise<number>): Promise<void> => void (process.exitCode = await code)
