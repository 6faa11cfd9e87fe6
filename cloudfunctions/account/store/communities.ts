import type { Caller } from '../../shared/call/caller'
import { command } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { communities } from '../../shared/people/collections'
import type { Community } from '../../shared/people/people'
import { repository } from '../../shared/store/repository'

const { get, list } = repository(communities)

/** One company has no more; a query without a limit would stop at 100. */
const MAX_COMMUNITIES = 500

/** @throws NOT_FOUND */
export async function needCommunity(id: string): Promise<Community> {
  const community = await get(id)
  if (!community) throw notFound('个小区')
  return community
}

/** All of the company, by name: which one somebody lives in, that person says. */
export async function listCommunities(): Promise<Community[]> {
  const all = await list({ filter: {}, order: [['_id', 'asc']], limit: MAX_COMMUNITIES })
  return all.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}

/** Those somebody lives, has applied or works in; one trip. */
export async function communitiesOf({ ties, staff }: Caller): Promise<Community[]> {
  const posts = staff?.posts ?? []
  const ids = [...new Set([...ties, ...posts].map(({ communityId }) => communityId))]
  return ids.length ? list({ filter: { _id: command.in(ids) }, order: [], limit: ids.length }) : []
}
