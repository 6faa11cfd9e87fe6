import { downloadFile, temporaryUrls } from '../../shared/cloud'
import { badField } from '../../shared/call/errors'
import { TableError } from '../../shared/table/table-error'
import { readTable, type RosterTable } from '../rules/roster-table'

/** A sentence about the whole file, for the field that holds it. @throws BAD_INPUT */
function refuse(error: unknown): never {
  if (error instanceof TableError) throw badField('fileId', error.message)
  throw error
}

/** @throws BAD_INPUT when the file is gone or is no roster; a storage that fails is no file that is gone */
export async function openRosterFile(fileId: string): Promise<{ table: RosterTable; bytes: number }> {
  if (!(await temporaryUrls([fileId])).has(fileId)) throw badField('fileId', '文件没找到，请重新选择')
  const content = await downloadFile(fileId)
  return { table: await readTable(content).catch(refuse), bytes: content.length }
}
