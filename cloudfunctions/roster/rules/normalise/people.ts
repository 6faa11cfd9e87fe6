import { maskPhone } from '../../../shared/masking'
import { cleanText, splitList, upperLatin } from '../../../shared/people/clean-text'
import { type Notice, read, type Reading, refuse } from '../reading'

const UNSOLD = /^(开发商|未售|未出售|未销售|待售|尾盘)|(未售|未出售|待售)$/
const REMARK = /\((业主|产权人|户主|房东|本人|共有|夫|妻|男|女|已故|租户)\)/g

/** The developer still owns the home: it exists, nobody can register for it. */
export const isUnsold = (owner: string): boolean => UNSOLD.test(cleanText(owner).replace(/\s/g, ''))

/** Chinese names carry no spaces, Latin ones do; the dot of minority names has many look-alikes. */
const readName = (text: string) =>
  cleanText(
    text
      .replace(REMARK, '')
      .replace(/[•・‧∙]/g, '·')
      .replace(/(?<=\p{Script=Han}|·)\s+|\s+(?=\p{Script=Han}|·)/gu, ''),
  )

/** Names split at 、 / , ; and line breaks, not at 和: 李和平 is one person. `[]` when unsold. */
export function readOwners(text: string): Reading<string[]> {
  if (isUnsold(text)) return read([])
  const owners = [...new Set(splitList(text).map(readName).filter(Boolean))]
  if (!owners.length) return refuse('业主姓名没填，请补上；没卖出的房子写“开发商未售”')
  const long = owners.find(owner => [...owner].length > 50)
  if (long) return refuse('业主姓名超过 50 个字，请检查')
  if (!owners.some(owner => /\d/.test(owner))) return read(owners)
  return read(owners, { kind: 'name-odd', reason: '业主姓名里有数字，请核对' })
}

const DEAD = /空号|停机|注销|错号/

function digitsOf(part: string): string {
  const bare = part.replace(/\([^\d)]*\)|\p{Script=Han}/gu, '').replace(/[\s()\-—·.:]/g, '')
  return bare.replace(/^(\+|00)?86(?=1\d{10}$)/, '')
}

const isMobile = (digits: string) => /^1[3-9]\d{9}$/.test(digits)
const isLandline = (digits: string) => /^(0\d{9,11}|[2-8]\d{6,7}|400\d{7})$/.test(digits)

/** Why something is no telephone number; '' when it is one. */
function faultOf(digits: string): string {
  if (isMobile(digits) || isLandline(digits)) return ''
  if (!/^\d+$/.test(digits)) return '电话里没有能用的号码，请填 11 位手机号'
  if (digits.length < 11) return `手机号只有 ${digits.length} 位，请补全 11 位`
  if (digits.length > 11) return `手机号有 ${digits.length} 位，请改成 11 位`
  return '手机号要以 13 到 19 开头，请检查'
}

/** Two mobiles with nothing but a space between them. */
const separate = (digits: string) =>
  isMobile(digits.slice(0, 11)) && isMobile(digits.slice(11))
    ? [digits.slice(0, 11), digits.slice(11)]
    : [digits]

/**
 * All numbers of a cell as digits, the first one first. 空号 or nothing is no number, with a notice. A cell whose only
 * number is wrong is refused: the owner could never be recognised by it.
 */
export function readPhones(text: string): Reading<string[]> {
  const parts = splitList(text.replaceAll('或', '/'))
  const isDead = parts.some(part => DEAD.test(part))
  const numbers = [
    ...new Set(
      parts
        .filter(part => !DEAD.test(part))
        .map(digitsOf)
        .flatMap(separate),
    ),
  ]
  const phones = numbers.filter(digits => faultOf(digits) === '')
  const fault = numbers.map(faultOf).find(Boolean)
  if (!phones.length && fault) return refuse(fault)
  if (!phones.length)
    return read<string[]>([], {
      kind: 'no-phone',
      reason: `${isDead ? '电话是空号' : '没有电话'}，业主登记时要人工核对`,
    })
  const notices: Notice[] = phones
    .filter(isLandline)
    .map(phone => ({ kind: 'landline', reason: `${maskPhone(phone)} 是座机，收不到短信` }))
  if (fault) notices.push({ kind: 'phone-dropped', reason: `另一个号码没有导入：${fault}` })
  return read(phones, ...notices)
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643-1999: the last character of an ID number follows from the others. */
export function isIdNumber(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0)
  return '10X98765432'[sum % 11] === id[17]
}

function noticeOfId(id: string): Notice | null {
  if (isIdNumber(id)) return null
  if (/^\d{17}[\dX]$/.test(id)) return { kind: 'id-checksum', reason: '身份证号校验不对，请核对' }
  return { kind: 'id-odd', reason: '证件号不是 18 位身份证号，照原样保存，请核对' }
}

/** Numbers typed into a number cell have lost their last digits for good; nothing of them is kept. */
export function readIdNumbers(text: string): Reading<string[] | undefined> {
  const ids = splitList(text).map(part => upperLatin(part.replace(/\s/g, '')))
  if (ids.some(id => /^\d\.\d+E\+\d+$/.test(id)))
    return read(undefined, {
      kind: 'id-lost-digits',
      reason: '身份证号在 Excel 里存成了数字，后几位已丢失，没有导入。请把这一列改成文本后重填',
    })
  if (ids.some(id => !/^(?=.*\d)[A-Z0-9()-]{5,20}$/.test(id)))
    return read(undefined, { kind: 'id-odd', reason: '证件号看不懂，没有导入，请核对' })
  return read([...new Set(ids)], ...ids.map(noticeOfId).filter(notice => notice !== null))
}

export type Contact = { name: string; phone: string }

const PHONE_INSIDE = /(\+?86)?1[3-9](?:[\s-]?\d){9}|0\d{2,3}-?\d{7,8}/

/** Name and number of one cell ("田浩 13871634745") or of two; null when there is nobody. */
export function readEmergency(text: string, phoneText = ''): Reading<Contact | null> {
  const clean = cleanText(`${cleanText(text)} ${cleanText(phoneText)}`)
  if (!clean) return read(null)
  const found = PHONE_INSIDE.exec(clean)?.[0] ?? ''
  const phone = digitsOf(found)
  const name = readName(clean.replace(found, ' ').replace(/[:/、,;()+\s]+/g, ' '))
  const isWhole = name !== '' && phone !== '' && name.length <= 20 && !/\d/.test(name)
  if (isWhole) return read({ name, phone })
  return read(
    { name: name.slice(0, 20), phone },
    { kind: 'emergency-odd', reason: '紧急联系人的姓名或电话不全，请核对' },
  )
}
