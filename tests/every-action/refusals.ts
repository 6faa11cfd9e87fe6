import type { Answer } from '../../cloudfunctions/shared/call/action'
import type { Caller } from '../../local-cloud/cloud'
import { SECRETS } from '../security/victims'
import { snapshot, strangersDocuments } from '../security/snapshot'
import { hasItElsewhere, NOT_ANY_MORE, strangers, wrongRoles } from './people'
import { attempt, codeOf, inputFor, inTurns, type Subject } from './suite'
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

/** What an event says of its sender. */
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

async function codesOf(subject: Subject, openids: readonly string[]): Promise<Record<string, string>> {
  const codes = await inTurns(
    openids,
    async openid => [openid, codeOf(await attempt(subject, openid))] as const,
  )
  return Object.fromEntries(codes)
}

const isWrong = (codes: Record<string, string>) =>
  Object.entries(codes).filter(([, code]) => !REFUSED.includes(code))

/** What an answer may not say to people who have nothing to do with the target. */
const toldIn = (answer: Answer, input: object): string[] =>
  SECRETS.filter(secret => JSON.stringify(answer).includes(secret) && !JSON.stringify(input).includes(secret))

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
      const input = await inputFor(subject, subject.target(), openid)
      const answer = await subject.cloud().as(openid).answer(subject.name, { action: subject.action, input })
      expect([openid, codeOf(answer)]).not.toEqual([openid, 'INTERNAL'])
      return openid in NOT_ANY_MORE ? [] : toldIn(answer, input)
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
    const event = { action, input, ...CLAIMS }
    const calls = () =>
      inTurns(SOURCES, async source => [source, (await cloud().local.call(source, name, event)).result])
    const refusal = expect.objectContaining({ ok: false, code: 'UNAUTHENTICATED' }) as unknown
    expect(await untouched(calls)).toEqual(SOURCES.map(source => [source, refusal]))
  })

  test('does not look at what an event says of its sender', async () => {
    const input = await inputFor(subject, subject.target(), 'nobody')
    const claimed = () =>
      cloud()
        .as('nobody')
        .answer(name, { action, input, ...CLAIMS })
    if (fixture.may !== 'anyone') return expect(REFUSED).toContain(codeOf(await untouched(claimed)))
    const before = await snapshot()
    expect(toldIn(await claimed(), input)).toEqual([])
    const after = strangersDocuments(await snapshot(), ['nobody'])
    expect(hashes(after)).toEqual(hashes(strangersDocuments(before, ['nobody'])))
  })

  const wrong = wrongRoles(fixture)
  if (wrong.length)
    test(`is refused to ${wrong.join(', ')}`, async () => {
      expect(isWrong(await untouched(() => codesOf(subject, wrong)))).toEqual([])
    })

  ofWhomNoneMay(subject)
  if (fixture.ownOnly) onlyTheirOwn(subject)
}
