import { callSource } from '../shared/cloud'
import { runJobs } from '../shared/jobs/run-jobs'
import { TURNS } from './jobs'

/**
 * The only function with a timer. The event is not looked at: anybody can call this function with
 * `{Type: 'Timer'}`, only the platform's context tells a real tick.
 */
export async function main(_event: unknown, context: { request_id?: string } = {}): Promise<object> {
  if (callSource().kind !== 'timer') {
    return { ok: false, code: 'FORBIDDEN', message: '这里不对外开放', requestId: context.request_id ?? '' }
  }
  return { ok: true, data: await runJobs(TURNS, new Date()) }
}
