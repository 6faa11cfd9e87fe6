import { tokensOf } from '../../shared/search/tokens'
import type { Repair } from '../schema'
import { contactPhone } from './sealing'

type Found = Pick<Repair, '_id' | 'communityId' | 'number' | 'room' | 'title' | 'contact' | 'reporter'>

/**
 * The order with what it is found by; for a new one, and for those stored before there were tokens. Of the phone only
 * the tail: technicians read no more of a number that they need not call, and must not find it out by trying.
 */
export const withTokens = <Order extends Found>(order: Order): Order & Pick<Repair, 'searchTokens'> => ({
  ...order,
  searchTokens: tokensOf(order.communityId, {
    numbers: [order.number],
    rooms: [order.room],
    names: [order.contact.name, order.reporter.name],
    tails: [contactPhone(order)],
    texts: [order.title],
  }),
})
