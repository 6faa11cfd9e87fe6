import type { Message } from '../../shared/effects/outbox'
import { fitFields, templateTime } from '../../shared/effects/template-fields'
import type { RosterImport } from '../schema'

/** Pages that messages of this function open; they must exist in src/app.config.ts. */
export const PAGES = {
  import: (id: string) => `packages/roster/import/index?id=${encodeURIComponent(id)}`,
} as const

/** To the importer, who may have left the page. */
export function imported(done: RosterImport, at: Date): Message {
  const { added, changed, unchanged, failed } = done.progress
  const result = `新增 ${added}，变更 ${changed}，不变 ${unchanged}${failed ? `，失败 ${failed}` : ''}`
  return {
    to: { person: done.by.personId, ground: { kind: 'post' } },
    lane: 'normal',
    topic: 'roster',
    title: '名册导入完成',
    body: `${done.fileName}：${result}`,
    page: PAGES.import(done._id),
    fields: fitFields({ thing1: done.fileName, thing2: result, time3: templateTime(at) }),
  }
}
