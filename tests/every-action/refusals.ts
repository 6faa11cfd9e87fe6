import type { Answer } from '../../cloudfunctions/shared/call/action'
import type { Caller } from '../../local-cloud/cloud'
import { SECRETS } from '../security/victims'
import { snapshot, strangersDocuments } from '../security/snapshot'
import { FAR, hasItElsewhere, strangers, wrongRoles } from './people'
import { codeOf, inputFor, inTurns, type Subject } from './suite'
import { hashes, untouched } from './world'

const REFUSED = ['FORBIDDEN', 'NOT_FOUND']

/** Calls that no mini program of a person makes, although some carry one. */
const SOURCES: Caller[] = [
  { source: 'wx_trigger' },
  { source: 'wx_paycallback' },
  { source: 'wx_client' },
  { source: 'scf' },
  { source: 'wx_http' },
  { source: '' },
  { openid: 'lin', source: 'wx_trigger' },
  { openid: 'lin', source: 'wx_paycallback' },
  { openid: 'lin', source: 'wx_client,scf' },
  { openid: 'chen', source: 'wx_client,scf' },
  { openid: 'zhou', source: 'wx_trigger,scf' },
]

/** What an event says of its sender, and every attempt here does: nobody looks at it. */
const CLAIMS = {
  openid: 'lin',
  OPENID: 'chen',
  personId: 'person-lin',
  userInfo: { appId: 'wx0', openId: 'zhou' },
  Type: 'Timer',
  TriggerName: 'minute',
  returnCode: 'SUCCESS',
  resultCode: 'SUCCESS',
  caller: { personId: 'person-lin', roles: ['manager'] },
}

/** What an answer may not say to people who have nothing to do with the target. */
const toldIn = (answer: Answer, input: object): string[] =>
  SECRETS.filter(secret => JSON.stringify(answer).includes(secret) && !JSON.stringify(input).includes(secret))

/** Has nothing to do with the community of the target. */
const isFar = (openid: string): boolean => openid === 'nobody' || Object.values(FAR).includes(openid)

/** A good input, with everything an event can claim around it. */
async function attempt(subject: Subject, openid: string): Promise<{ input: object; answer: Answer }> {
  const input = await inputFor(subject, subject.target(), openid)
  const event = { ...CLAIMS, action: subject.action, input }
  return { input, answer: await subject.cloud().as(openid).answer(subject.name, event) }
}

async function codesOf(subject: Subject, openids: readonly string[]): Promise<Record<string, string>> {
  const codes = await inTurns(openids, async openid => {
    const { input, answer } = await attempt(subject, openid)
    const told = isFar(openid) ? toldIn(answer, input) : []
    return [openid, [codeOf(answer), ...told].join(' and tells ')] as const
  })
  return Object.fromEntries(codes)
}

const isWrong = (codes: Record<string, string>) =>
  Object.entries(codes).filter(([, code]) => !REFUSED.includes(code))

function ofWhomNoneMay(subject: Subject): void {
  const { fixture } = subject
  const refused = strangers(fixture).filter(openid => !fixture.ownOnly || !hasItElsewhere(fixture, openid))
  if (!refused.length) return
  test(`is refused to ${refused.length} people elsewhere and to those whose tie is over`, async () => {
    expect(isWrong(await untouched(() => codesOf(subject, refused)))).toEqual([])
  })
}

function onlyTheirOwn(subject: Subject): void {
  const { fixture } = subject
  const others = strangers(fixture).filter(openid => hasItElsewhere(fixture, openid))
  test('shows and changes only what is their own to people elsewhere', async () => {
    const before = await snapshot()
    const told = await inTurns(others, async openid => {
      const { input, answer } = await attempt(subject, openid)
      expect([openid, codeOf(answer)]).not.toEqual([openid, 'INTERNAL'])
      return isFar(openid) ? toldIn(answer, input) : []
    })
    expect(told.flat()).toEqual([])
    const after = strangersDocuments(await snapshot(), others)
    expect(hashes(after)).toEqual(hashes(strangersDocuments(before, others)))
  })
}

export function refusals(subject: Subject): void {
  const { name, action, cloud, fixture } = subject

  test('is answered to no timer, payment, function or caller without an openid', async () => {
    const input = await inputFor(subject, subject.target(), 'lin')
    const event = { ...CLAIMS, action, input }
    const calls = () =>
      inTurns(SOURCES, async source => [source, (await cloud().local.call(source, name, event)).result])
    const refusal = expect.objectContaining({ ok: false, code: 'UNAUTHENTICATED' }) as unknown
    expect(await untouched(calls)).toEqual(SOURCES.map(source => [source, refusal]))
  })

  const wrong = wrongRoles(fixture)
  if (wrong.length)
    test(`is refused to ${wrong.join(', ')}`, async () => {
      expect(isWrong(await untouched(() => codesOf(subject, wrong)))).toEqual([])
    })

  ofWhomNoneMay(subject)
  if (fixture.ownOnly) onlyTheirOwn(subject)
}
