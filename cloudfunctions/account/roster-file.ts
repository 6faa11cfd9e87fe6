import { downloadFile } from '../shared/cloud'
import { badField } from '../shared/call/errors'
import { RosterFileError } from './roster/file-error'
import { readTable, type RosterTable } from './roster/read-table'

/** A sentence about the whole file, for the field that holds it. @throws BAD_INPUT */
export function orRefuse<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RosterFileError) throw badField('fileId', error.message)
    throw error
  }
}

/** @throws BAD_INPUT when the file is gone or is no roster */
export async function openRosterFile(fileId: string): Promise<{ table: RosterTable; bytes: number }> {
  const content = await downloadFile(fileId).catch(() => {
    throw badField('fileId', '文件没找到，请重新选择')
  })
  return { table: orRefuse(() => readTable(content)), bytes: content.length }
}
