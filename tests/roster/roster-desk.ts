import type { RosterLine, RosterView } from '../../cloudfunctions/roster/views'
import type { TestCloud } from '../support/cloud'
import { seedCommunity, seedHome, seedStaff } from '../support/seed'
import { upload } from './upload-roster'

export const HEADER = '楼栋,单元,房号,业主姓名,手机号,计费面积'

/** Four communities, the desk and the manager of three of them, and people who may not import. */
export async function seedPeople(): Promise<void> {
  for (const id of ['yunqili', 'hupan', 'zhuyuan', 'small']) await seedCommunity(id)
  const communityIds = ['yunqili', 'zhuyuan', 'small']
  await seedStaff({ openid: 'desk', name: '陈思雨', roles: ['desk'], communityIds })
  await seedStaff({ openid: 'manager', name: '周宁', roles: ['manager'], communityIds })
  await seedStaff({ openid: 'tech', name: '周建国', roles: ['technician'] })
  await seedStaff({ openid: 'desk-other', name: '别处', roles: ['desk'] }, 'hupan')
  await seedHome({ openid: 'owner', name: '韩雨', number: '301' })
}

/** What the desk does on the screens of the import. */
export function rosterDesk(cloud: () => TestCloud) {
  const act = (action: string, input: object, openid = 'desk') =>
    cloud().as(openid).call<RosterView>('roster', action, input)

  const open = async (bytes: Uint8Array, communityId = 'yunqili', fileName = '业主台账.xlsx') =>
    act('open', { communityId, fileId: await upload('desk', bytes), fileName })

  const lines = (id: string, group: string, cursor?: string) =>
    cloud()
      .as('desk')
      .call<{ rows: RosterLine[]; next: string | null }>('roster', 'rows', {
        id,
        group,
        ...(cursor && { cursor }),
      })

  async function run(id: string): Promise<RosterView> {
    let view = await act('confirm', { id })
    while (view.status === 'running') view = await act('continue', { id })
    return view
  }

  async function importFile(bytes: Uint8Array, communityId = 'yunqili'): Promise<RosterView> {
    const { id } = await open(bytes, communityId)
    await act('preview', { id })
    return run(id)
  }

  return { act, open, lines, run, importFile }
}
