import { loadPinyin } from '../../shared/search/pinyin'
import { tokensOf } from '../../shared/search/tokens'
import type { Repair } from '../schema'
import { contactPhone } from './sealing'

type Found = Pick<Repair, '_id' | 'communityId' | 'number' | 'room' | 'title' | 'contact' | 'reporter'>

/**
 * The order with what it is found by; for a new one, and for those stored before there were tokens. Of the phone only
 * the tail: technicians read no more of a number that they need not call, and must not find it out by trying.
 */
export async function withTokens<Order extends Found>(
  order: Order,
): Promise<Order & Pick<Repair, 'searchTokens'>> {
  await loadPinyin()
  const { number, room, contact, reporter, title, communityId } = order
  const found = {
    numbers: [number],
    rooms: [room],
    names: [contact.name, reporter.name],
    tails: [contactPhone(order)],
    texts: [title],
  }
  return { ...order, searchTokens: tokensOf(communityId, found) }
}
