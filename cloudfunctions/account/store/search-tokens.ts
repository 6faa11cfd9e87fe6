import type { Resident } from '../../shared/people/people'
import { residentPhone } from '../../shared/people/sealed-phone'
import { loadPinyin } from '../../shared/search/pinyin'
import { tokensOf } from '../../shared/search/tokens'

type Found = Pick<Resident, '_id' | 'communityId' | 'name' | 'phone' | 'room'>

/** The tie with what it is found by; for a new one, and for those stored before there were tokens. */
export async function withTokens<Tie extends Found>(tie: Tie): Promise<Tie & Pick<Resident, 'searchTokens'>> {
  await loadPinyin()
  const { name, room, communityId } = tie
  const found = { names: [name], phones: [residentPhone(tie)], rooms: [room] }
  return { ...tie, searchTokens: tokensOf(communityId, found) }
}
