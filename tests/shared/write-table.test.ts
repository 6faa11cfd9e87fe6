import fc from 'fast-check'
import { readSheet } from '../../cloudfunctions/shared/table/read-sheet'
import { type TableCell, writeTable } from '../../cloudfunctions/shared/table/write-table'

const TITLES = ['房号', '业主', '应收（元）']
const asText = (cell: TableCell) => (cell === null ? '' : String(cell))
const read = (bytes: Uint8Array, isWanted = (_rows: { cells: string[] }[]) => true) =>
  readSheet(bytes, isWanted)

test('what is written is read back, line for line', async () => {
  const rows: TableCell[][] = [
    ['3-2-1802', '林嘉仪', 1234.56],
    ['0603', '', 0],
    ['3-2-1803', '<b>&"陈静"</b>', -5],
    ['13866204172', '𠮷', null],
  ]
  const back = await read(await writeTable([{ name: '应收', titles: TITLES, rows }]))
  expect(back).toEqual([
    { row: 1, cells: TITLES },
    { row: 2, cells: ['3-2-1802', '林嘉仪', '1234.56'] },
    { row: 3, cells: ['0603', '', '0'] },
    { row: 4, cells: ['3-2-1803', '<b>&"陈静"</b>', '-5'] },
    { row: 5, cells: ['13866204172', '𠮷'] },
  ])
})

test('text that looks like a formula stays text', async () => {
  const bytes = await writeTable([{ name: '名', titles: ['备注'], rows: [['=HYPERLINK("http://x")']] }])
  expect((await read(bytes))?.[1]?.cells).toEqual(['=HYPERLINK("http://x")'])
})

test('what a workbook cannot hold is left out', async () => {
  const bytes = await writeTable([{ name: '名', titles: ['备注'], rows: [['林\u0001\ud800嘉\uffff仪\0']] }])
  expect((await read(bytes))?.[1]?.cells).toEqual(['林嘉仪'])
})

test('several sheets stay apart', async () => {
  const sheets = ['一', '二'].map(name => ({ name, titles: [name], rows: [[name]] }))
  const bytes = await writeTable(sheets)
  expect((await read(bytes, rows => rows[0]!.cells[0] === '二'))?.[1]?.cells).toEqual(['二'])
})

test('law: any table comes back', async () => {
  const text = fc.string({
    unit: fc.constantFrom('中', '=', '<', '&', '"', 'a', ' ', '0', '_x0041_', '\n'),
    minLength: 1,
  })
  const cell = fc.oneof(
    text.filter(each => each.trim() !== ''),
    fc.integer(),
  )
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(table, async rows => {
      const back = await read(await writeTable([{ name: '表', titles: ['甲', '乙'], rows }]))
      expect(back?.slice(1).map(({ cells }) => cells)).toEqual(rows.map(cells => cells.map(asText)))
    }),
    { numRuns: 100 },
  )
})
