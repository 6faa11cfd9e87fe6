const WORDS = /[\\/]cloudfunctions[\\/]\w+[\\/](words|limits)\.ts$/

/** What of the functions is built into the app; anything else does not even compile. */
export const isForClient = (file: string): boolean => WORDS.test(file)
