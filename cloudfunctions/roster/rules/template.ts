import { csvLine } from '../../shared/table/csv-line'

const HEADER = ['楼栋', '单元', '房号', '业主姓名', '手机号', '计费面积', '入住日期', '车位号', '备注']
const EXAMPLE = [
  '3栋',
  '2单元',
  '1802',
  '林嘉仪',
  '13800000000',
  '142.36',
  '2021-06-08',
  'B1-054',
  '示例，填写前请删掉这一行',
]

/** Name of the downloaded file. */
export const TEMPLATE_NAME = '和居业主名册模板.csv'

/** CSV with a BOM, so that Excel in China opens it as UTF-8 (design 17: 9 列，含填写示例). */
export const rosterTemplate = (): string => `\uFEFF${csvLine(HEADER)}${csvLine(EXAMPLE)}`
