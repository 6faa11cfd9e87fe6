import type { Doc } from '../../values/types'
import type { Variables } from './operands'

/** What a stage may need besides its documents. */
export interface StageContext {
  variables: Variables
  /** All documents of another collection. */
  readAll(collection: string): Doc[]
  run(docs: Doc[], pipeline: Doc[], variables: Variables): Doc[]
}
