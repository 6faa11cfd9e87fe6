// What clients see. Instants are Date here and arrive as ISO strings on the wire.

export interface RosterColumn {
  index: number
  title: string
  /** masked example from the first filled cell */
  sample: string
  field: string | null
  isRecognised: boolean
}

export type RosterStatus = 'mapping' | 'previewed' | 'running' | 'done' | 'stopped' | 'failed'

export interface RosterView {
  id: string
  fileName: string
  fileBytes: number
  status: RosterStatus
  totalRows: number
  columns: RosterColumn[]
  fields: { field: string; label: string; isRequired: boolean }[]
  missing: string[]
  counts: {
    added: number
    changed: number
    unchanged: number
    refused: number
    warned: number
    skipped: number
  }
  progress: { done: number; total: number; added: number; changed: number; unchanged: number; failed: number }
  createdAt: Date
  by: string
  now: Date
}

export interface RosterLine {
  row: number
  room: string
  /** masked */
  owner: string
  text: string
  /** short label: 退回, 换业主, 换号码, 改面积, 新增 … */
  tag: string
}
