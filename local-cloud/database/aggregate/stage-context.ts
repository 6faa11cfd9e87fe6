import type { Doc } from '../../values/types'
import type { Variables } from './operands'

/** What a stage may need besides its documents. */
export interface StageContext {
  variables: Variables
  /** Documents of another collection that may match; through an index where there is one. */
  read(collection: string, query: Doc): Doc[]
  run(docs: Doc[], pipeline: Doc[], variables: Variables): Doc[]
}
