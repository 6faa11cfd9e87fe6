/** One request that the SDK sent, and what it cost the database. */
export interface Trip {
  action: string
  collection?: string
  /** The function that sent it; absent for a test's own calls. */
  function?: string
  examined?: number
  /** Name of the index used, null for a full scan. */
  index?: string | null
}
