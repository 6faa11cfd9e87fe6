import fc from 'fast-check'
import { csvLine } from '../../cloudfunctions/shared/table/csv-line'
import { mappingProblems } from '../../cloudfunctions/roster/rules/columns'
import { type Field, FIELD_NAMES, factsOf } from '../../cloudfunctions/roster/rules/fields'
import { diffRoster } from '../../cloudfunctions/roster/rules/diff'
import { TableError } from '../../cloudfunctions/shared/table/table-error'
import { homeKey } from '../../cloudfunctions/shared/people/place'
import { parseRoster, type RosterReport } from '../../cloudfunctions/roster/rules/parse-roster'
import { readTable, withMapping } from '../../cloudfunctions/roster/rules/roster-table'
import { rosterTemplate } from '../../cloudfunctions/roster/rules/template'
import { writeCsv, writeXlsx } from './write-xlsx'

type Row = readonly string[]
const table = (...rows: Row[]) => readTable(writeCsv(rows))
const parse = async (...rows: Row[]) => parseRoster(await table(...rows))
const fieldsOf = async (...titles: string[]) =>
  (
    await table(
      titles,
      titles.map(() => 'x'),
    )
  ).columns.map(({ field }) => field)

const HEADER = ['楼栋', '单元', '房号', '业主姓名', '手机号', '计费面积']
const LIN = ['3栋', '2', '1802', '林嘉仪', '13866204172', '142.36']

describe('columns', () => {
  test('are found by name, whatever their order and dressing', async () => {
    expect(await fieldsOf('*房间号', '户主', '栋 号', '建面（㎡）', '手机', '单元：')).toEqual([
      'number',
      'owner',
      'building',
      'area',
      'phone',
      'unit',
    ])
    expect(await fieldsOf('房产地址', '产权人', '联系电话1', '联系电话2', '紧急联系人电话')).toEqual([
      'home',
      'owner',
      'phone',
      'phone',
      'emergencyPhone',
    ])
  })

  test('no title stands for two fields', () => {
    const titles = FIELD_NAMES.flatMap(field => factsOf(field).titles)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  test('of two areas the one fees are counted by is taken', async () => {
    expect(await fieldsOf('房号', '业主', '建筑面积', '计费面积')).toEqual(['number', 'owner', null, 'area'])
  })

  test('a room column that holds whole homes is one, when no building stands beside it', async () => {
    const whole = await table(['房号', '业主'], ['3-2-1802', '林嘉仪'], ['3-2-1801', '陈静'])
    expect(whole.columns[0]!.field).toBe('home')
    expect(parseRoster(whole).accepted[0]).toMatchObject({ building: '3', unit: '2', number: '1802' })
  })

  test('an unknown column waits for the importer, and hides what may be a person', async () => {
    const [column] = (await table(['权属人', '楼栋', '房号', '业主'], ['林嘉仪', '3', '1802', '陈静']))
      .columns
    expect(column).toMatchObject({ field: null, isRecognised: false, sample: '林*仪' })
  })

  test('the importer decides: a column by hand, and one left out', async () => {
    const guessed = await table(['幢别', '房号', '业主', '备注'], ['3', '1802', '林嘉仪', '长住上海'])
    expect(mappingProblems(guessed.columns)).toEqual(['还没有一列对应“楼栋”'])
    const chosen = withMapping(guessed, { 0: 'building', 3: null })
    expect(mappingProblems(chosen.columns)).toEqual([])
    expect(parseRoster(chosen).accepted).toEqual([
      { row: 2, building: '3', unit: '', number: '1802', owners: ['林嘉仪'] },
    ])
  })

  test('two columns for one field, or none for a required one, stop the preview by name', async () => {
    const doubled = withMapping(await table(HEADER, LIN), { 1: 'building', 2: null })
    expect(() => parseRoster(doubled)).toThrow(
      new TableError('mapping', '还没有一列对应“房号”；“楼栋”和“单元”都对应了“楼栋”，请留一列'),
    )
  })
})

describe('rows', () => {
  test('a home that comes twice is refused naming the first row, alike or not', async () => {
    const { accepted, refused } = await parse(HEADER, LIN, LIN, ['3幢', '二单元', '1802室', '林嘉仪', '', ''])
    expect(accepted).toHaveLength(1)
    expect(refused.map(({ row, reason, duplicateOf }) => [row, reason, duplicateOf])).toEqual([
      [3, '和第 2 行重复，内容一样，可以删掉', 2],
      [4, '和第 2 行重复，内容不同，请核对后只留一行', 2],
    ])
  })

  test('a home refused first may come right later', async () => {
    const { accepted, refused } = await parse(HEADER, [...LIN.slice(0, 5), 'abc'], LIN)
    expect(accepted.map(({ row }) => row)).toEqual([3])
    expect(refused.map(({ row }) => row)).toEqual([2])
  })

  test('the example of the preview screen: ten digits, and no owner', async () => {
    const ten = [...LIN.slice(0, 4), '1386620417', '']
    const nobody = ['2栋', '', '1105', '', '13866204172', '']
    expect((await parse(HEADER, ten, nobody)).refused).toEqual([
      {
        row: 2,
        room: '3 栋 2 单元 1802',
        owner: '林*仪',
        reason: '手机号只有 10 位，请补全 11 位',
        duplicateOf: null,
      },
      {
        row: 3,
        room: '2 栋 1105',
        owner: '（空）',
        reason: '业主姓名没填，请补上；没卖出的房子写“开发商未售”',
        duplicateOf: null,
      },
    ])
  })

  test('totals, repeated headers and footers are no homes', async () => {
    const { accepted, refused, skipped } = await parse(
      HEADER,
      LIN,
      ['3栋小计', '', '', '1户', '', '142.36'],
      HEADER,
      ['合计：', '', '', '', '', '142.36'],
      ['制表人：陈静', '', '', '', '', '审核：'],
    )
    expect([accepted.length, refused.length]).toEqual([1, 0])
    expect(skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [3, '小计'],
      [4, '重复的表头'],
      [5, '合计'],
      [6, '表尾说明'],
    ])
  })

  test('a total that adds up is not mentioned', async () => {
    expect((await parse(HEADER, LIN, ['合计', '', '', '', '', '142.36'])).warnings).toEqual([])
  })

  test('a fact whose column is missing is not in the row, one whose cell is empty is none', async () => {
    const { accepted } = await parse(['楼栋', '房号', '业主', '手机'], ['3', '2-1802', '林嘉仪', ''])
    expect(accepted).toEqual([
      { row: 2, building: '3', unit: '2', number: '1802', owners: ['林嘉仪'], phones: [] },
    ])
  })

  test('the template has nine columns, all known, and its example is a home', async () => {
    const template = await readTable(new TextEncoder().encode(rosterTemplate()))
    expect(template.columns).toHaveLength(9)
    expect(template.columns.every(({ field }) => field !== null)).toBe(true)
    const { accepted, warnings } = parseRoster(template)
    expect(accepted).toHaveLength(1)
    expect(warnings).toEqual([])
  })

  test('a cell that looks like a formula is made harmless on the way out and comes back as it was', () => {
    expect(csvLine(['=HYPERLINK("x")', '-5'])).toBe(`"'=HYPERLINK(""x"")",'-5\r\n`)
  })
})

describe('laws', () => {
  const samples: Record<Exclude<Field, 'home'>, fc.Arbitrary<string>> = {
    building: fc.constantFrom('1栋', '2幢', '03', '别墅', '', '2栋小计'),
    unit: fc.constantFrom('1', '一单元', '2单元', ''),
    number: fc.constantFrom('101', '0102室', '２０１', '', '1802'),
    owner: fc.constantFrom('林嘉仪', '钟杰、邵雨', '开发商未售', ' 陈静 ', '', '404户'),
    phone: fc.constantFrom('13866204172', '138 6620 4172/15098760664', '空号', '', '1386620417'),
    area: fc.constantFrom('142.36㎡', '９８.０７', '', 'abc', '-5'),
    idNumber: fc.constantFrom('330106199309084849', '', '33010619700711066X'),
    moveInDate: fc.constantFrom('2019/8/1', '2021年6月', '43831', '', '不详'),
    occupancy: fc.constantFrom('已入住', '空置', '', '??'),
    parking: fc.constantFrom('B1-054', '', 'B1-054、B1-055'),
    plate: fc.constantFrom('浙A·WX140', '浙A WX140', ''),
    emergency: fc.constantFrom('田浩 13871634745', '', '田浩'),
    emergencyPhone: fc.constantFrom('', '13871634745'),
    note: fc.constantFrom('<b>重点</b>', '=1+1', '', '长住，上海', '引"号'),
  }
  const fields = Object.keys(samples) as (keyof typeof samples)[]
  const titles = fields.map(field => factsOf(field).label)
  const rosters = fc.array(fc.tuple(...fields.map(field => samples[field])), { minLength: 1, maxLength: 12 })
  const hasAny = (rows: Row[]) => rows.some(cells => cells.some(Boolean))

  const parsed = async (bytes: Uint8Array): Promise<RosterReport> => parseRoster(await readTable(bytes))

  test('a CSV and a workbook of the same cells say the same', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, async rows => {
        fc.pre(hasAny(rows))
        expect(await parsed(writeCsv([titles, ...rows]))).toEqual(await parsed(writeXlsx([titles, ...rows])))
      }),
    )
  })

  test('the order of columns does not matter', async () => {
    const orders = fc.shuffledSubarray([...fields.keys()], { minLength: fields.length })
    await fc.assert(
      fc.asyncProperty(rosters, orders, async (rows, order) => {
        fc.pre(hasAny(rows))
        const shuffled = [titles, ...rows].map(cells => order.map(index => cells[index]!))
        expect(await parsed(writeCsv(shuffled))).toEqual(await parsed(writeCsv([titles, ...rows])))
      }),
    )
  })

  test('every row ends in exactly one list, and no home is accepted twice', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, async rows => {
        fc.pre(hasAny(rows))
        const { accepted, refused, skipped } = await parsed(writeCsv([titles, ...rows]))
        const lines = [
          ...accepted.map(({ row }) => row),
          ...refused.map(({ row }) => row),
          ...skipped.flatMap(({ row, count }) => Array.from({ length: count }, (_, index) => row + index)),
        ]
        const last = rows.findLastIndex(cells => cells.some(Boolean)) + 2
        expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 2))
        expect(new Set(accepted.map(homeKey)).size).toBe(accepted.length)
      }),
    )
  })

  test('importing what was imported changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, async rows => {
        fc.pre(hasAny(rows))
        const { accepted } = await parsed(writeCsv([titles, ...rows]))
        const stored = new Map(accepted.map(row => [homeKey(row), row]))
        expect(diffRoster(accepted, stored)).toEqual({ added: [], changed: [], unchanged: accepted })
      }),
    )
  })
})
