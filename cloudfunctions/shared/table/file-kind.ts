import { encrypted, TableError } from './table-error'
import { MAX_FILE_BYTES } from './limits'

const SAVE_AS = '请在 Excel 里另存为 .xlsx 再上传'

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, index) => bytes[index] === byte)

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const FOREIGN: readonly { signature: readonly number[]; what: string }[] = [
  { signature: [0x25, 0x50, 0x44, 0x46], what: ' PDF 文件' },
  { signature: [0x89, 0x50, 0x4e, 0x47], what: '一张图片' },
  { signature: [0xff, 0xd8, 0xff], what: '一张图片' },
  { signature: [0x47, 0x49, 0x46, 0x38], what: '一张图片' },
  { signature: [0x42, 0x4d], what: '一张图片' },
  { signature: [0x52, 0x61, 0x72, 0x21], what: '压缩包' },
  { signature: [0x37, 0x7a, 0xbc, 0xaf], what: '压缩包' },
  { signature: [0x1f, 0x8b], what: '压缩包' },
]

// A workbook with a password is an OLE file holding a stream of this name, written in UTF-16.
const ENCRYPTED_STREAM = [...'EncryptedPackage'].flatMap(letter => [letter.charCodeAt(0), 0])

function contains(bytes: Uint8Array, part: readonly number[]): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1))
    if (part.every((byte, index) => bytes[at + index] === byte)) return true
  return false
}

/** Property software likes to call an HTML table ".xls"; Excel opens it, a parser of tables does not. */
const isWebPage = (bytes: Uint8Array) =>
  /^\uFEFF?\s*<(!doctype|html|head|table|meta|\?xml)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)))

/**
 * What the bytes are, by content: the name of a file that came through a chat says little.
 * @throws TableError for everything that is neither a workbook nor text
 */
export function fileKindOf(bytes: Uint8Array): 'xlsx' | 'xls' | 'csv' {
  if (bytes.length === 0) throw new TableError('empty', '文件是空的，请检查后重新选择')
  if (bytes.length > MAX_FILE_BYTES)
    throw new TableError('too-big', '文件超过 10 MB，请删掉图片和多余的工作表，或按楼栋分成几个文件')
  if (startsWith(bytes, ZIP)) return 'xlsx'
  if (startsWith(bytes, OLE)) {
    if (contains(bytes, ENCRYPTED_STREAM)) throw encrypted()
    return 'xls'
  }
  const foreign = FOREIGN.find(({ signature }) => startsWith(bytes, signature))
  if (foreign)
    throw new TableError('other-kind', `这是${foreign.what}，读不了。请上传 .xlsx、.xls 或 .csv 表格`)
  if (isWebPage(bytes)) throw new TableError('other-kind', `这个文件其实是网页，不是 Excel 表格。${SAVE_AS}`)
  return 'csv'
}
