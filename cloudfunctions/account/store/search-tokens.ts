import type { Resident } from '../../shared/people/people'
import { residentPhone } from '../../shared/people/sealed-phone'
import { tokensOf } from '../../shared/search/tokens'

type Found = Pick<Resident, '_id' | 'communityId' | 'name' | 'phone' | 'room'>

/** The tie with what it is found by; for a new one, and for those stored before there were tokens. */
export const withTokens = <Tie extends Found>(tie: Tie): Tie & Pick<Resident, 'searchTokens'> => ({
  ...tie,
  searchTokens: tokensOf(tie.communityId, {
    names: [tie.name],
    phones: [residentPhone(tie)],
    rooms: [tie.room],
  }),
})
