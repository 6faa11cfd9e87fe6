import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { readSheet } from '../../cloudfunctions/shared/table/read-sheet'
import { TableError } from '../../cloudfunctions/shared/table/table-error'

// Written by SheetJS as Excel 97 would: a hidden sheet with a roster, a sheet with one line, and 名册 with merged cells,
// numbers, three ways to show a day, and characters outside the basic plane.
const file = readFileSync(path.join(__dirname, 'fixtures/excel-97.xls'))

const hasSeveralRows = (rows: object[]) => rows.length > 1
const read = (bytes: Uint8Array) => readSheet(bytes, hasSeveralRows)

/** Where the n-th record of a kind begins, as they lie in the file. */
function recordAt(id: number, count = 1): number {
  const workbook = file.indexOf(Buffer.from('0908100000060500', 'hex'))
  let left = count
  for (let at = workbook; at + 4 <= file.length; at += 4 + file.readUInt16LE(at + 2)) {
    if (file.readUInt16LE(at) === id && --left === 0) return at
  }
  throw new Error(`no record ${id.toString(16)}`)
}

const changed = (at: number, bytes: Uint8Array): Uint8Array => {
  const copy = Buffer.from(file)
  copy.set(bytes, at)
  return copy
}

test('an old workbook reads like a new one: the first visible sheet, with its merges, numbers and days', async () => {
  expect(await read(file)).toEqual([
    { row: 1, cells: Array<string>(8).fill('云栖里业主名册') },
    { row: 2, cells: ['楼栋', '单元', '房号', '业主姓名', '联系电话', '建筑面积', '交房日期', '备注'] },
    { row: 3, cells: ['3栋', '2', '1801', '林嘉仪', '13866204172', '142.36', '2021-06-08', 'TRUE'] },
    {
      row: 4,
      cells: ['3栋', '2', '1802', '陈静、邵雨', '13866204173', '98.07', '2021-06-09', '独居老人，每月走访'],
    },
    { row: 7, cells: ['4栋', '1', '0603', '欧阳春晓', '', '88', '2021-06-10', '4栋二期', '𠮷'] },
  ])
})

test('a hidden sheet that is shown again is the first', async () => {
  const shown = changed(recordAt(0x85) + 8, Uint8Array.of(0))
  expect((await read(shown))?.at(-1)?.cells).toEqual(['9栋', '9', '901', '旧业主'])
})

test('the text of a shared formula is read, although its definition stands before it', async () => {
  const formula = Buffer.from(
    '0600160007000300000000000000 0000ffff 0000000000000000'.replaceAll(' ', ''),
    'hex',
  )
  const definition = Buffer.from('bc04040000000000', 'hex')
  const text = Buffer.alloc(32)
  text.set(Buffer.from('07021c00040001', 'hex'))
  text.set(Buffer.from('欧阳静静', 'utf16le'), 7)
  // in place of two records of 66 bytes that say nothing of cells
  const bytes = changed(recordAt(0x867, 3), Buffer.concat([formula, definition, text]))
  expect((await read(bytes))?.at(-1)).toEqual({ row: 8, cells: ['', '', '', '欧阳静静'] })
})

test('one with a password to open it is told from a broken one', async () => {
  const locked = changed(recordAt(0xe1), Uint8Array.of(0x2f, 0))
  await expect(read(locked)).rejects.toMatchObject({ fault: 'encrypted' })
  await expect(read(file.subarray(0, 3000))).rejects.toMatchObject({ fault: 'damaged' })
})

test('nothing but a TableError comes of a workbook with damaged bytes', async () => {
  const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(damage, async changes => {
      const bytes = Buffer.from(file)
      for (const [at, byte] of changes) if (at >= 8) bytes[at] = byte
      await read(bytes).catch(error => {
        if (!(error instanceof TableError)) throw error
      })
    }),
    { numRuns: 1000 },
  )
})
