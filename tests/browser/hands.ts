import { rest } from './rest'
import type { Phone } from './people'

// What people do with a phone besides tapping.

export const fill = ({ page }: Phone, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).filter({ visible: true }).first().fill(text)

export async function choosesFile({ page }: Phone, file: string, tap: () => Promise<void>): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await tap()
  await (await chooser).setFiles(file)
}

/** Ticks all boxes of a list, once it is there. */
export async function ticksAll({ page }: Phone, selector: string): Promise<void> {
  const boxes = page.locator(selector).filter({ visible: true })
  await boxes.first().waitFor()
  for (const box of await boxes.all()) await box.click()
}

const STROKES = 12

export async function signs({ page }: Phone): Promise<void> {
  const pad = page.locator('.sig__canvas').filter({ visible: true }).last()
  await pad.scrollIntoViewIfNeeded()
  await rest(page) // the sheet may still be coming up
  const box = (await pad.boundingBox())!
  await page.mouse.move(box.x + 30, box.y + box.height / 2)
  await page.mouse.down()
  for (let step = 1; step <= STROKES; step++) {
    await page.mouse.move(box.x + 30 + step * 18, box.y + box.height / 2 + (step % 2 ? -24 : 24))
  }
  await page.mouse.up()
}
