const PURE = /[\\/]cloudfunctions[\\/]\w+[\\/](words|limits|graphemes)\.ts$/

/** What of the functions is built into the app; anything else does not even compile. */
export const isForClient = (file: string): boolean => PURE.test(file)
