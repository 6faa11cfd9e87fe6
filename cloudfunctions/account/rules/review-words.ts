import type { ResidentRole } from '../../shared/call/roles'
import type { Comparison } from './matching'
import type { ReviewRow } from '../views'

// What the desk reads about an application (design 16, 16b). Pure, and without a word of the roster.

interface Case extends Comparison {
  relation: ResidentRole
  isPhoneVerified: boolean
}

/** A name with one letter wrong is probably the same person; two of three letters are not. */
const CLOSE = 1

const isListed = ({ nameDistance, phone }: Comparison) => nameDistance === 0 || phone === 'same'

/** Filters of the list: what stands in the way of an approval. */
export function flagsOf(review: Case): ReviewRow['flags'] {
  if (review.nameDistance === null) return ['missing']
  if (review.relation !== 'owner' && !isListed(review)) return ['missing']
  return [
    ...(review.nameDistance > 0 ? (['name'] as const) : []),
    ...(review.phone !== 'same' ? (['phone'] as const) : []),
  ]
}

function nameWords(distance: number): string {
  if (distance === 0) return '姓名一致'
  return distance === CLOSE ? '姓名差 1 字' : '姓名不一致'
}

const PHONE_WORDS: Record<Comparison['phone'], string> = {
  same: '手机号一致',
  different: '手机号不一致',
  unknown: '名册没有手机号',
}

/** One sentence: 姓名差 1 字，手机号一致 */
export function summaryOf(review: Case): string {
  if (review.nameDistance === null) return '名册上这套房没有业主'
  if (review.relation !== 'owner' && !isListed(review)) return '名册无此人，等业主确认'
  return `${nameWords(review.nameDistance)}，${PHONE_WORDS[review.phone]}`
}

/** What the system would do, and why. */
export function adviceOf(review: Case): string {
  const { nameDistance: distance, phone, isPhoneVerified } = review
  if (distance === null) return '名册上这套房没有业主。请核对购房合同后再定。'
  if (review.relation !== 'owner') return '名册只登记业主。请联系这套房的业主，确认后再通过。'
  if (distance === 0 && phone === 'same') return '姓名和手机号都和名册一致，可以通过。'
  if (distance === 0 && phone === 'unknown') return '姓名一致，名册没有手机号可比。请打电话核实后再定。'
  if (distance === 0) return '姓名一致，手机号不一致。请打名册上的号码核实，或退回请换成登记的号码。'
  if (phone === 'same' && distance === CLOSE)
    return `手机号${isPhoneVerified ? '已验证且' : ''}一致，姓名只差 1 字，多半是写错字。建议退回更正。`
  if (phone === 'same') return '手机号一致，姓名不同，可能是家人代填。建议退回，请本人申请。'
  return '姓名和手机号都对不上。请先打名册上的号码问业主，再定。'
}
