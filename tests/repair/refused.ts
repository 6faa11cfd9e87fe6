import { photoOf, stored, tomorrow } from './support'
import type { TestCloud } from '../support/cloud'

// What every table of refusals needs: an input that would be good, the answer, and proof that nothing changed.

/** A good input of each step, so that only what a row changes can be wrong. */
export const goodInputs = (cloud: () => TestCloud): Record<string, () => object> => {
  const visit = () => tomorrow(cloud())
  return {
    detail: () => ({}),
    candidates: () => ({}),
    assign: () => ({ staffId: 'staff_sun' }),
    accept: () => ({ visit: visit() }),
    handBack: () => ({ reason: '车坏了' }),
    proposeTime: () => ({ visit: visit(), reason: '有事' }),
    answerTime: () => ({ isAgreed: true }),
    arrive: () => ({}),
    note: () => ({ text: '看过了' }),
    finish: () => ({ photosAfter: [photoOf('zhou')], summary: '好了' }),
    confirm: () => ({ signature: photoOf('lin') }),
    requestRework: () => ({ reasons: ['还在漏'], text: '', wish: visit() }),
    rate: () => ({ stars: 5 }),
    cancel: () => ({ reason: '不要了' }),
    nudge: () => ({}),
  }
}

/** Code `ok` when it was not refused. */
export const refusalBy =
  (cloud: () => TestCloud) =>
  async (
    openid: string,
    action: string,
    input: object,
  ): Promise<{ code: string; message: string; fields?: object }> => {
    const answer = await cloud().as(openid).answer('repair', { action, input })
    return answer.ok ? { code: 'ok', message: '' } : answer
  }

/** Fails when the attempt changed the order. */
export async function untouched<T>(id: string, attempt: () => Promise<T>): Promise<T> {
  const before = await stored(id)
  const result = await attempt()
  expect(await stored(id)).toEqual(before)
  return result
}
