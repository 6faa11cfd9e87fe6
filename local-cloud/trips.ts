/** One request that the SDK sent, and what it cost the database. */
export interface Trip {
  action: string
  collection?: string
  /** The function that sent it; absent for a test's own calls. */
  function?: string
  examined?: number
  /** Name of the index used, null for a full scan. */
  index?: string | null
  /** Why it was refused; absent when it was done. */
  code?: string
}

const KEPT = 10_000

/** The latest trips; a cloud that runs for days does not grow by them. */
export class Trips {
  private kept: Trip[] = []

  add(trip: Trip): void {
    this.kept.push(trip)
    if (this.kept.length > 2 * KEPT) this.kept = this.kept.slice(-KEPT)
  }

  list(): Trip[] {
    return [...this.kept]
  }

  reset(): void {
    this.kept = []
  }
}
