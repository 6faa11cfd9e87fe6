import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { RepairRow } from '../../cloudfunctions/repair/views'
import { demoPerson } from '../../tools/demo/person'
import { seed } from '../../tools/demo/seed'
import { openStage, type Phone, type Stage } from './people'

/** A stage with the demo community on it: roster, residents, and orders in several states. */
export async function openDemo(): Promise<Stage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-demo-'))
  try {
    return await openStage(cloud => seed(cloud.origin, folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Somebody's orders, newest first. */
export async function ordersOf({ cloud }: Stage, openid: string): Promise<RepairRow[]> {
  const { rows } = await demoPerson(cloud.origin, openid).call<{ rows: RepairRow[] }>(
    'repair',
    'listMine',
    {},
  )
  return rows
}

export async function orderIn(stage: Stage, openid: string, status: RepairRow['status']): Promise<RepairRow> {
  const order = (await ordersOf(stage, openid)).find(row => row.status === status)
  if (!order) throw new Error(`the demo has no order of ${openid} that is ${status}`)
  return order
}

export const fill = ({ page }: Phone, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).filter({ visible: true }).first().fill(text)

export async function choosesFile({ page }: Phone, file: string, tap: () => Promise<void>): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await tap()
  await (await chooser).setFiles(file)
}
