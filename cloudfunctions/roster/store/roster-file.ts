import { downloadFile } from '../../shared/cloud'
import { badField } from '../../shared/call/errors'
import { TableError } from '../../shared/table/table-error'
import { readTable, type RosterTable } from '../rules/roster-table'

/** A sentence about the whole file, for the field that holds it. @throws BAD_INPUT */
function refuse(error: unknown): never {
  if (error instanceof TableError) throw badField('fileId', error.message)
  throw error
}

/** @throws BAD_INPUT when the file is gone or is no roster */
export async function openRosterFile(fileId: string): Promise<{ table: RosterTable; bytes: number }> {
  const content = await downloadFile(fileId).catch(() => {
    throw badField('fileId', '文件没找到，请重新选择')
  })
  return { table: await readTable(content).catch(refuse), bytes: content.length }
}
