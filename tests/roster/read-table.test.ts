import fc from 'fast-check'
import { zipSync } from 'fflate'
import { TableError } from '../../cloudfunctions/shared/table/table-error'
import { readTable } from '../../cloudfunctions/roster/rules/roster-table'
import { type TestRow, writeBook, writeCsv, writeXlsx } from './write-xlsx'

const HEADER = ['楼栋', '单元', '房号', '业主姓名', '联系电话', '交房日期']
const ROW = ['3栋', '2', '1802', '林嘉仪', '13866204172', '2021-06-08']
const xlsxOf = (...cells: TestRow) => writeXlsx([HEADER, cells])
const cellsOf = async (bytes: Uint8Array) => (await readTable(bytes)).rows[0]!.cells
const utf8 = (text: string) => new TextEncoder().encode(text)
const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes)
const CSV = `${HEADER.join(',')}\n${ROW.join(',')}\n`
// 楼栋,房号,业主姓名⏎3栋,1802,林嘉仪⏎ as Excel in China saves it
const GBK = Buffer.from('c2a5b6b02cb7bfbac52cd2b5d6f7d0d5c3fb0a33b6b02c313830322cc1d6bcced2c70a', 'hex')

test.each([
  ['comma', CSV],
  ['semicolon', CSV.replaceAll(',', ';')],
  ['tab', CSV.replaceAll(',', '\t')],
  ['a BOM', `\uFEFF${CSV}`],
  ['CRLF', CSV.replaceAll('\n', '\r\n')],
  ['quotes', CSV.replace('林嘉仪', '"林嘉仪"')],
])('CSV with %s', async (_, text) => {
  expect(await cellsOf(utf8(text))).toEqual(ROW)
})

test('CSV in GBK and in UTF-16', async () => {
  expect(await cellsOf(GBK)).toEqual(['3栋', '1802', '林嘉仪'])
  expect(await cellsOf(Buffer.from(`\uFEFF${CSV}`, 'utf16le'))).toEqual(ROW)
})

test('row numbers are those of Excel, also below title lines, empty lines and cells with line breaks', async () => {
  const text = `云栖里业主名册,,\n\n${HEADER.join(',')}\n"3栋\n南","2",1801,林嘉仪,\n\n3栋,2,1802,陈静,\n`
  const table = await readTable(utf8(text))
  expect(table.headerRow).toBe(3)
  expect(table.rows.map(({ row }) => row)).toEqual([4, 6])
})

test('numbers, dates, booleans, formulas and errors of a workbook become text', async () => {
  const cells = await cellsOf(
    xlsxOf(
      3,
      { serial: 43831.5 },
      142.36000000000001,
      { xml: '<c s="2"><v>43831</v></c>' },
      { xml: '<c t="b"><v>1</v></c>' },
      { xml: '<c t="str"><f>A1&amp;B1</f><v>林嘉仪</v></c>' },
      { xml: '<c t="e"><v>#N/A</v></c>' },
      { xml: '<c t="d"><v>2021-06-08T00:00:00</v></c>' },
      { xml: '<c s="3"><v>0.5</v></c>' },
      { xml: '<c><f>SUM(A1)</f></c>' },
      15098760664,
      330106199309084849n.toString(),
      { xml: '<c><v>330106199309084849</v></c>' },
    ),
  )
  expect(cells).toEqual([
    '3',
    '2020-01-01',
    '142.36',
    '2020-01-01',
    'TRUE',
    '林嘉仪',
    '#N/A',
    '2021-06-08',
    '0.5',
    '',
    '15098760664',
    '330106199309084849',
    '3.30106199309085E+17',
  ])
})

test('shared strings: rich text is joined, pronunciation hints are not text, escapes are undone', async () => {
  const sharedStrings = `<sst><si><r><t>林</t></r><r><t>嘉仪</t></r><rPh sb="0" eb="1"><t>lin</t></rPh></si>
    <si><t>一行_x000D_</t></si></sst>`
  const rows: TestRow[] = [
    HEADER,
    ['3栋', '2', '1', { xml: '<c t="s"><v>0</v></c>' }, { xml: '<c t="s"><v>1</v></c>' }],
  ]
  const [, , , name, phone] = await cellsOf(writeBook({ sheets: [{ rows }], sharedStrings }))
  expect([name, phone]).toEqual(['林嘉仪', '一行\r'])
})

test('a workbook of the 1904 calendar counts days from then', async () => {
  const rows: TestRow[] = [HEADER, ['3栋', '2', '1802', '林嘉仪', '', { serial: 42369 }]]
  const book = writeBook({ sheets: [{ rows }], workbookProperties: '<workbookPr date1904="1"/>' })
  expect((await cellsOf(book))[5]).toBe('2020-01-01')
})

test('merged cells carry their text to every row', async () => {
  const rows = [['业主名册'], HEADER, ['3栋', '2', '1801', '林嘉仪'], ['', '2', '1802', '陈静']]
  const table = await readTable(writeXlsx(rows, ['A1:F1', 'A3:A4']))
  expect(table.headerRow).toBe(2)
  expect(table.rows.map(({ cells }) => cells[0])).toEqual(['3栋', '3栋'])
})

test('the first visible sheet with a header is read', async () => {
  const hidden = { rows: [HEADER, ['9栋', '9', '901', '旧业主']], isHidden: true }
  const cover = { rows: [['填表说明'], ['请不要改表头']] }
  const book = writeBook({ sheets: [hidden, cover, { rows: [HEADER, ROW] }] })
  expect(await cellsOf(book)).toEqual(ROW)
})

test('programs that write prefixes, backslashes and absolute targets are understood', async () => {
  const sheet = `<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>房号</x:t></x:is></x:c>
    <x:c t="inlineStr"><x:is><x:t>业主</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1802</x:v></x:c>
    <x:c t="inlineStr"><x:is><x:t>林嘉仪</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`
  const relations =
    '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/Data.xml"/></Relationships>'
  const parts = { 'xl\\worksheets\\Data.xml': sheet, 'xl/_rels/workbook.xml.rels': relations }
  expect(await cellsOf(writeBook({ sheets: [{ rows: [] }], parts }))).toEqual(['1802', '林嘉仪'])
})

const fault = async (bytes: Uint8Array): Promise<[string, string]> => {
  try {
    await readTable(bytes)
  } catch (error) {
    if (error instanceof TableError) return [error.fault, error.message]
    throw error
  }
  throw new Error('was read')
}

const ole = (text: string) =>
  Buffer.concat([bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), Buffer.from(text, 'utf16le')])

/** A zip whose directory says that a sheet unpacks to 1 GB. */
function bomb(): Uint8Array {
  const bytes = writeXlsx([HEADER, ROW])
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length - 46; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1 << 30, true)
  }
  return bytes
}

test.each([
  ['an empty file', () => bytesOf(), 'empty', '文件是空的'],
  ['more than 10 MB', () => new Uint8Array(10 * 1024 * 1024 + 1), 'too-big', '超过 10 MB'],
  ['half an old .xls', () => ole('Workbook'), 'damaged', '打不开'],
  ['a workbook with a password', () => ole('EncryptedPackage'), 'encrypted', '去掉密码'],
  ['a PDF', () => utf8('%PDF-1.7'), 'other-kind', 'PDF'],
  ['a picture', () => bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d), 'other-kind', '图片'],
  ['a web page called .xls', () => utf8('<html><table><tr><td>楼栋</td>'), 'other-kind', '网页'],
  ['a zip without a workbook', () => zipSync({ 'a.txt': utf8('x') }), 'other-kind', '不是 Excel'],
  ['a zip cut off', () => writeXlsx([HEADER, ROW]).slice(0, 300), 'damaged', '打不开'],
  [
    'a sheet that is no XML',
    () => writeBook({ sheets: [{ rows: [] }], parts: { 'xl/worksheets/sheet1.xml': '<a' } }),
    'damaged',
    '打不开',
  ],
  [
    'entities that multiply',
    () =>
      writeBook({
        sheets: [{ rows: [] }],
        parts: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>' },
      }),
    'damaged',
    '打不开',
  ],
  ['a zip bomb', bomb, 'too-big', '展开后太大'],
  ['bytes that are no text', () => bytesOf(0xff, 0xff, 0xff, 0x00), 'encoding', '编码认不出'],
  ['text with NUL', () => utf8('楼栋\0房号'), 'other-kind', '不是表格'],
  ['a quote that never ends', () => utf8(`${CSV}"3栋,2`), 'damaged', '引号'],
  ['a letter', () => utf8('亲爱的业主：\n物业费已调整。'), 'no-header', '没找到表头'],
  ['only a header', () => utf8(HEADER.join(',')), 'no-rows', '没有住户'],
  ['5,001 rows', () => writeCsv([HEADER, ...Array<string[]>(5001).fill(ROW)]), 'too-many-rows', '5,000 行'],
])('%s is refused with a sentence that helps', async (_, bytes, expected, words) => {
  const [kind, message] = await fault(bytes())
  expect(kind).toBe(expected)
  expect(message).toContain(words)
})

test('5,000 rows are read', async () => {
  expect((await readTable(writeXlsx([HEADER, ...Array<string[]>(5000).fill(ROW)]))).rows).toHaveLength(5000)
})

describe('laws', () => {
  const readsOrRefuses = async (bytes: Uint8Array) => {
    try {
      await readTable(bytes)
    } catch (error) {
      if (!(error instanceof TableError)) throw error
    }
  }

  test('nothing but a TableError comes of arbitrary bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), readsOrRefuses), { numRuns: 1000 })
  })

  test('nor of a workbook with damaged bytes', async () => {
    const good = writeXlsx([HEADER, ROW, ROW])
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(damage, async changes => {
        const bytes = good.slice()
        for (const [at, byte] of changes) bytes[at] = byte
        await readsOrRefuses(bytes)
      }),
      { numRuns: 2000 },
    )
  })

  test('nor of a sheet with arbitrary XML', async () => {
    const tag = fc.constantFrom(
      '<row r="2">',
      '<row>',
      '</row>',
      '<c r="A2">',
      '<c r="ZZZ9999999" t="s">',
      '<c s="9">',
      '</c>',
    )
    const text = fc.constantFrom(
      '<v>',
      '</v>',
      '<t>',
      '</t>',
      '1e999',
      '-1',
      '<mergeCell ref="A1:XFD1048576"/>',
      '&amp;',
      '中',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(tag, text), { maxLength: 30 }), async pieces => {
        const parts = { 'xl/worksheets/sheet1.xml': `<worksheet>${pieces.join('')}</worksheet>` }
        await readsOrRefuses(writeBook({ sheets: [{ rows: [] }], parts }))
      }),
      { numRuns: 1000 },
    )
  })
})
