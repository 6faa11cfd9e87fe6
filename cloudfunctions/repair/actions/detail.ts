import { defineAction } from '../../shared/call/action'
import { addressesOf } from '../../shared/files/evidence'
import { DetailInput } from '../inputs'
import { detailView, filesIn } from '../present/order'
import { see } from '../store/orders'

/** Everything about one order that this person may see, with addresses of its pictures. */
export const detail = defineAction({
  kind: 'read',
  permission: 'repair.see',
  input: DetailInput,
  async run({ input, caller, now }) {
    const { order, asker } = await see(caller, input.id, now)
    const urls = await addressesOf(filesIn(order, asker))
    return detailView(order, asker, urls)
  },
})
