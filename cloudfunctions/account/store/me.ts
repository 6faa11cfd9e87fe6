import * as z from 'zod'
import { command, db } from '../../shared/cloud'
import { Community, Resident, Staff } from '../../shared/people/people'
import { SHOWN_STATUSES } from '../present/home-view'

const MAX_HOMES = 50
const MAX_POSTS = 1

const HomeRow = Resident.extend({ communities: z.array(Community) })
const StaffRow = Staff.extend({ communities: z.array(Community) })
export type HomeRow = z.infer<typeof HomeRow>
export type StaffRow = z.infer<typeof StaffRow>

/** Ties of a person to rooms with their communities joined in: one trip instead of two in a row. */
export async function loadHomes(personId: string): Promise<HomeRow[]> {
  const { list } = await db
    .collection('residents')
    .aggregate()
    .match({ personId, status: command.in(SHOWN_STATUSES) })
    .limit(MAX_HOMES)
    .lookup({ from: 'communities', localField: 'communityId', foreignField: '_id', as: 'communities' })
    .end()
  return list.map(row => HomeRow.parse(row))
}

/** The post a person works on with the communities it covers. */
export async function loadPost(personId: string): Promise<StaffRow | null> {
  const { list } = await db
    .collection('staff')
    .aggregate()
    .match({ personId, isActive: true })
    .limit(MAX_POSTS)
    .lookup({ from: 'communities', localField: 'communityIds', foreignField: '_id', as: 'communities' })
    .end()
  return list.length ? StaffRow.parse(list[0]) : null
}
