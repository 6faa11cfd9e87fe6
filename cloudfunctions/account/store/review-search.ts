import { command } from '../../shared/cloud'
import { queryTokens } from '../../shared/search/tokens'
import { wholePhone } from '../../shared/search/terms'
import { hashPhone } from '../../shared/people/phones'
import { readHome } from '../../shared/people/place'

/**
 * What a search adds to the filter: a whole number finds by its hash, 3-1802 or 3栋2单元1802 a home, digits a room or
 * the end of a number, and anything else a part of a name, in characters or in pinyin. Null finds nothing.
 */
export function searchFilter(communityId: string, search: string): object | null {
  const text = search.trim()
  if (!text) return {}
  const phone = wholePhone(text)
  if (phone) return { phoneHash: hashPhone(phone) }
  const tokens = queryTokens(communityId, text)
  const isFound = { searchTokens: command.all(tokens) }
  // rooms are found without tokens too, so that nobody waits for old ties to get theirs
  if (/^\d{2,5}$/.test(text)) return command.or([{ 'room.number': text }, isFound])
  const home = readHome(text)
  if ('value' in home && /\d$/.test(home.value.number)) {
    const { building, unit, number } = home.value
    return { 'room.building': building, 'room.number': number, ...(unit && { 'room.unit': unit }) }
  }
  return tokens.length ? isFound : null
}
