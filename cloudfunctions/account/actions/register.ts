import { defineAction } from '../../shared/call/action'
import { needCommunity } from '../store/communities'
import { homeView } from '../present/home-view'
import { RegisterInput } from '../inputs'
import { answeredAlready, type Application, decideApplication, phoneOf } from '../store/registration'
import { communityOfRoom, needRoom } from '../../shared/people/rooms'
import { withTokens } from '../store/search-tokens'
import { reserveAttempt, submitApplication } from '../store/submit-application'
import type { HomeView } from '../views'

/** A full match with the roster is approved at once, everything else waits for the desk (ACC-1, ACC-3). */
export const register = defineAction({
  kind: 'write',
  permission: 'account.self',
  input: RegisterInput,
  async run(context): Promise<HomeView> {
    const { input, caller, now } = context
    const { personId } = caller
    const { roomId, relation, name, consentVersion: version, consentActivities: activities } = input
    const consent = { version, at: now, activities }
    const application: Application = { personId, relation, name, consent, ...(await phoneOf(input)) }

    const [room, community] = await Promise.all([needRoom(roomId), needCommunity(communityOfRoom(roomId))])
    const before = caller.ties.find(tie => tie.room.roomId === roomId) ?? null
    const already = answeredAlready(before, application)
    if (already) return homeView(already, community.name)

    await reserveAttempt(personId, community, now)
    const fresh = await withTokens(decideApplication(application, { room, community, before }, now))
    return homeView(await submitApplication(context, { fresh, before, application }), community.name)
  },
})
