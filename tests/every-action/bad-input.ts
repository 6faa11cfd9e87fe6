import type { Answer } from '../../cloudfunctions/shared/call/action'
import { badInputs, unfilled, type Bad } from './bad-values'
import { callersOf } from './people'
import { inputFor, inTurns, send, type Subject } from './suite'
import { untouched } from './world'

const short = (input: unknown) => JSON.stringify(input)?.slice(0, 300)

/** The refusal names the field itself, or a part of it. */
function names(answer: Answer, field: string): boolean {
  if (answer.ok || answer.code !== 'BAD_INPUT') return false
  return Object.keys(answer.fields ?? {}).some(
    named => named === (field || '_') || (field !== '' && named.startsWith(`${field}.`)),
  )
}

const isHarmless = (answer: Answer): boolean => answer.ok || answer.code !== 'INTERNAL'
const isFit = (answer: Answer): boolean => answer.ok || /\p{Script=Han}/u.test(answer.message)

async function faults(subject: Subject, bad: readonly Bad[]): Promise<string[]> {
  const [openid] = callersOf(subject.fixture)
  const all = await inTurns(bad, async ({ field, input, mayPass }) => {
    const answer = await send(subject, openid!, input)
    const isGood = isFit(answer) && (mayPass ? isHarmless(answer) : names(answer, field))
    return isGood ? [] : [`${field}: ${short(input)} → ${short(answer)}`]
  })
  return all.flat()
}

const goodInput = (subject: Subject) => inputFor(subject, subject.target(), callersOf(subject.fixture)[0]!)

/** To be run last: what may pass changes the target. */
export function badInput(subject: Subject): void {
  const { schema } = subject

  test('has a good input that fills every field', async () => {
    expect(unfilled(schema, await goodInput(subject))).toEqual([])
  })

  test('refuses what no form sends, names the field and writes nothing', async () => {
    const bad = badInputs(schema, await goodInput(subject)).filter(({ mayPass }) => !mayPass)
    expect(await untouched(() => faults(subject, bad))).toEqual([])
  })

  test('takes or refuses what cannot be seen, and does not break', async () => {
    const doubtful = badInputs(schema, await goodInput(subject)).filter(({ mayPass }) => mayPass)
    expect(await faults(subject, doubtful)).toEqual([])
  })
}
