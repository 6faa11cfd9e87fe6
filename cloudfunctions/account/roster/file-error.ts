/** Why a whole file cannot be read; a single bad row is a refused row instead. */
export type RosterFileFault =
  | 'empty'
  | 'too-big'
  | 'too-many-rows'
  | 'old-excel'
  | 'encrypted'
  | 'other-kind'
  | 'damaged'
  | 'encoding'
  | 'not-a-roster'
  | 'no-rows'
  | 'mapping'

/** The file is refused as a whole. `message` is Chinese and says what to do; nothing of the file is in it. */
export class RosterFileError extends Error {
  constructor(
    readonly fault: RosterFileFault,
    message: string,
  ) {
    super(message)
    this.name = 'RosterFileError'
  }
}
