import type { CommunityView } from '../../cloudfunctions/account/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedCommunity } from '../support/seed'

// A plan allows so many requests to the database at once; what is read waits its turn instead of failing.

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud({ requestsAtOnce: 2 })
  await seedCommunity()
})
afterAll(() => cloud.close())

test('many who read at once on a small plan are all answered', async () => {
  const calls = Array.from({ length: 12 }, (_, at) =>
    cloud.as(`reader-${at}`).call<CommunityView[]>('account', 'communities'),
  )
  for (const communities of await Promise.all(calls)) expect(communities).toHaveLength(1)
})
