// The numbers of the import screen (design 17): 不超过 5,000 行、10 MB.
export const MAX_FILE_BYTES = 10 * 1024 * 1024
export const MAX_DATA_ROWS = 5000

/** What an .xlsx may unpack to. A roster of 5,000 rows is about 5 MB of XML; more than this is a zip bomb. */
export const MAX_UNZIPPED_BYTES = 60 * 1024 * 1024
export const MAX_ZIP_ENTRIES = 2000
/** Columns further right are decoration; 5,000 rows × 16,384 columns would not fit the function's memory. */
export const MAX_COLUMNS = 100
export const MAX_MERGES = 5000
/** Rows with content that are read of a sheet: enough to tell that there are too many, and for titles above the header. */
export const MAX_SHEET_ROWS = MAX_DATA_ROWS + 200
export const MAX_CELL_CHARACTERS = 2000
