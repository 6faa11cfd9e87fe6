import { db } from '../../shared/cloud'
import { readHome } from '../../shared/people/place'
import { hashPhone } from '../../shared/people/phones'

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/**
 * What a search adds to the filter: a whole number finds by its hash, 3-1802 or 3栋2单元1802 a home, digits a room, and
 * anything else a name that begins so.
 */
export function searchFilter(search: string): object {
  const text = search.trim()
  if (!text) return {}
  const digits = text.replace(/[\s-]/g, '')
  if (/^1\d{10}$/.test(digits)) return { phoneHash: hashPhone(digits) }
  if (/^\d{2,5}$/.test(text)) return { 'room.number': text }
  const home = readHome(text)
  if ('value' in home && /\d$/.test(home.value.number)) {
    const { building, unit, number } = home.value
    return { 'room.building': building, 'room.number': number, ...(unit && { 'room.unit': unit }) }
  }
  return { name: db.RegExp({ regexp: `^${escape(text)}` }) }
}
