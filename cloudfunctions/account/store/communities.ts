import { db } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { Community } from '../../shared/people/people'
import { repository } from '../../shared/store/repository'

const { get } = repository('communities', Community)

/** One company has no more; a query without a limit would stop at 100. */
const MAX_COMMUNITIES = 500

/** @throws NOT_FOUND */
export async function needCommunity(id: string): Promise<Community> {
  const community = await get(id)
  if (!community) throw notFound('个小区')
  return community
}

/** All of the company, by name: which one somebody lives in, only they know. */
export async function listCommunities(): Promise<Community[]> {
  const { data } = await db.collection('communities').orderBy('_id', 'asc').limit(MAX_COMMUNITIES).get()
  const communities = data.map(row => Community.parse(row))
  return communities.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}
