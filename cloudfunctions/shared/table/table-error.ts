/** Why a whole file cannot be read; a single bad row is a refused row instead. */
export type TableFault =
  | 'empty'
  | 'too-big'
  | 'too-many-rows'
  | 'encrypted'
  | 'other-kind'
  | 'damaged'
  | 'encoding'
  | 'no-header'
  | 'no-rows'
  | 'mapping'

/** The file is refused as a whole. `message` is Chinese and says what to do; nothing of the file is in it. */
export class TableError extends Error {
  constructor(
    readonly fault: TableFault,
    message: string,
  ) {
    super(message)
    this.name = 'TableError'
  }
}

export const damaged = (): TableError =>
  new TableError('damaged', '文件打不开，可能没传完或已损坏。请用 Excel 打开确认后重新上传')

export const encrypted = (): TableError =>
  new TableError('encrypted', '这个文件有打开密码。请在 Excel 里去掉密码再上传')
