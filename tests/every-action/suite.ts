import { command, db } from '../../cloudfunctions/shared/cloud'
import type { Action, Answer } from '../../cloudfunctions/shared/call/action'
import type { Schema } from '../security/inputs'
import type { Described } from '../../tools/action-tables'
import type { TestCloud } from '../support/cloud'
import type { Fixture, Target } from './fixture'

/** One action under test: what its table says, what its fixture knows, and something it can be tried on. */
export interface Subject {
  name: string
  action: string
  kind: Action['kind']
  schema: Schema
  fixture: Fixture
  cloud: () => TestCloud
  /** for attempts that change nothing */
  target: () => Target
}

export const subjectOf = (
  { function: name, action, kind, input }: Described,
  fixture: Fixture,
  { cloud, target }: Pick<Subject, 'cloud' | 'target'>,
): Subject => ({ name, action, kind, schema: input as Schema, fixture, cloud, target })

const everything = (collection: string) => db.collection(collection).where({ _id: command.neq('') })

/** So many targets nobody makes on one day: the counters of the day begin anew with each. */
export async function newTarget({ fixture, cloud }: Subject, openid: string): Promise<Target> {
  await everything('limits').remove()
  await everything('sequences').update({ data: { counts: command.set({}) } })
  return (await fixture.target?.(cloud(), openid)) ?? {}
}

export const inputFor = async (
  { fixture, cloud }: Subject,
  target: Target,
  openid: string,
): Promise<object> => fixture.input(target, openid, cloud())

export const send = ({ name, action, cloud }: Subject, openid: string, input: unknown): Promise<Answer> =>
  cloud().as(openid).answer(name, { action, input })

/** `ok`, or the code of the refusal. */
export const codeOf = (answer: Answer): string => (answer.ok ? 'ok' : answer.code)

/** A few at a time: each call at once needs an instance of its own. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += 6)
    results.push(...(await Promise.all(items.slice(from, from + 6).map(run))))
  return results
}
