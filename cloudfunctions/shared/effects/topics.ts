import type { TOPICS } from '../limits'

/** registration 登记结果 · review 待核对登记 · repair 报修进度 · job 派给技师 · dispatch 待派单 · roster 名册导入 */
export type Topic = (typeof TOPICS)[number]

/** Written to somebody for work: about homes and people, so it is read only as long as that person works here. */
export const STAFF_TOPICS: readonly string[] = ['review', 'job', 'dispatch', 'roster'] satisfies Topic[]
