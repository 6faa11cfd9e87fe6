import { isOnDuty } from '../../shared/people/duty'
import type { Staff } from '../../shared/people/people'
import { SKILL_NAMES } from '../../shared/words'
import { SKILL_FOR } from '../categories'
import { MAX_LOAD, type Category } from '../limits'
import type { CandidateScore } from '../schema'

export interface Job {
  category: Category
  building: string
}

export type Technician = Pick<Staff, '_id' | 'name' | 'skills' | 'buildings' | 'duty'> & { load: number }

function scoreOf(job: Job, technician: Technician, now: Date): CandidateScore {
  return {
    staffId: technician._id,
    name: technician.name,
    hasSkill: technician.skills.includes(SKILL_FOR[job.category]),
    isOnDuty: isOnDuty(technician.duty, now),
    load: technician.load,
    isSameBuilding: technician.buildings.includes(job.building),
  }
}

export const isSuitable = (score: CandidateScore): boolean =>
  score.hasSkill && score.isOnDuty && score.load < MAX_LOAD

const isBefore = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Suitable people first, then skill, duty, load, building; name and id only make the order certain. */
function compare(a: CandidateScore, b: CandidateScore): number {
  return (
    Number(isSuitable(b)) - Number(isSuitable(a)) ||
    Number(b.hasSkill) - Number(a.hasSkill) ||
    Number(b.isOnDuty) - Number(a.isOnDuty) ||
    a.load - b.load ||
    Number(b.isSameBuilding) - Number(a.isSameBuilding) ||
    isBefore(a.name, b.name) ||
    isBefore(a.staffId, b.staffId)
  )
}

/** Everybody who could be asked, best first (REQ-3: skill, on duty now, least load, same building first). */
export const rank = (job: Job, technicians: readonly Technician[], now: Date): CandidateScore[] =>
  technicians.map(each => scoreOf(job, each, now)).sort(compare)

/** The best of the ranked who is suitable and not among `excluded`; null sends the order to the dispatcher's queue. */
export const choose = (
  ranked: readonly CandidateScore[],
  excluded: readonly string[] = [],
): CandidateScore | null =>
  ranked.find(score => isSuitable(score) && !excluded.includes(score.staffId)) ?? null

const buildingName = (building: string): string => (/^\d+$/.test(building) ? `${building} 栋` : building)

/** 会给排水，正在当班，手上 1 单，负责 3 栋 */
export function reasonOf(job: Job, score: CandidateScore): string {
  const skill = SKILL_NAMES[SKILL_FOR[job.category]]
  const facts = [
    score.hasSkill ? `会${skill}` : `没有${skill}技能`,
    score.isOnDuty ? '正在当班' : '现在不当班',
    score.load < MAX_LOAD ? `手上 ${score.load} 单` : `手上 ${score.load} 单，已排满`,
  ]
  if (score.isSameBuilding) facts.push(`负责 ${buildingName(job.building)}`)
  return facts.join('，')
}
