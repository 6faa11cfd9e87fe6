import { csvOf, upload } from '../roster/upload-roster'
import type { TestCloud } from '../support/cloud'
import { next, type Fixtures, type Target } from './fixture'

const IMPORTERS = ['desk', 'manager', 'admin'] as const

const file = () => csvOf('楼栋,单元,房号,业主姓名,手机号', `3,2,${next()},秘密业主,13911112222`)

type Step = 'preview' | 'confirm'

/** An import of the desk of 云栖里, led on by these steps. */
const imported =
  (...steps: Step[]) =>
  async (cloud: TestCloud): Promise<Target> => {
    const act = (action: string, input: object) =>
      cloud.as('chen').call<{ id: string }>('roster', action, input)
    const fileId = await upload('chen', file(), 'csv')
    const { id } = await act('open', { communityId: 'yunqili', fileId, fileName: '业主台账机密.csv' })
    for (const step of steps) await act(step, { id })
    return { id }
  }

const byId = ({ id }: Target) => ({ id })

export const roster: Fixtures = {
  open: {
    may: IMPORTERS,
    input: async (_target, openid) => ({
      communityId: 'yunqili',
      fileId: await upload(openid, file(), 'csv'),
      fileName: '台账.csv',
    }),
    changes: ['roster_imports'],
  },
  preview: {
    may: IMPORTERS,
    target: imported(),
    input: ({ id }) => ({ id, mapping: { 4: null } }),
    changes: ['roster_chunks', 'roster_imports'],
    repeats: 'a preview may be made anew until the import is confirmed',
    trips: { most: 7, why: 'rows and lines are written in batches, and those of the former preview removed' },
  },
  rows: {
    may: IMPORTERS,
    target: imported('preview'),
    input: ({ id }) => ({ id, group: 'added' }),
    changes: [],
  },
  confirm: {
    may: IMPORTERS,
    target: imported('preview'),
    input: byId,
    changes: ['roster_imports'],
  },
  continue: {
    may: IMPORTERS,
    target: imported('preview', 'confirm'),
    input: byId,
    changes: ['roster_imports', 'rooms'],
    trips: { most: 30, why: 'an import writes its rows in batches' },
  },
  stop: {
    may: IMPORTERS,
    target: imported('preview', 'confirm'),
    input: byId,
    changes: ['roster_imports'],
  },
  list: { may: IMPORTERS, input: () => ({ communityId: 'yunqili' }), changes: [] },
  detail: { may: IMPORTERS, target: imported(), input: byId, changes: [] },
  template: {
    may: IMPORTERS,
    ownOnly: 'the empty table says nothing about anybody',
    input: () => ({}),
    changes: [],
  },
}
