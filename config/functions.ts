/** What of the functions is built into the app; anything else does not even compile. */
export const FUNCTIONS_OF_CLIENT = /[\\/]cloudfunctions[\\/]\w+[\\/](words|limits)\.ts$/
