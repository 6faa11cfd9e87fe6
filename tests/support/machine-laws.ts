import { AppError } from '../../cloudfunctions/shared/call/errors'
import type { Kinds, Machine } from '../../cloudfunctions/shared/flow/machine'

// What every machine keeps. A domain runs these on its own; tests/shared/machine.test.ts shows that they find faults.

const reachableFrom = <K extends Kinds>({ declaration }: Machine<K>, starts: readonly K['status'][]) => {
  const seen = new Set<K['status']>(starts)
  for (const status of seen) {
    const next = Object.values(declaration.transitions[status]) as K['status'][]
    next.forEach(to => seen.add(to))
  }
  return seen
}

function deadSteps<K extends Kinds>(machine: Machine<K>, system: readonly K['step'][]): string[] {
  const { transitions, takers } = machine.declaration
  return machine.steps.flatMap(step => [
    ...(machine.statuses.some(status => transitions[status][step]) ? [] : [`${step} is possible nowhere`]),
    ...(takers[step].length || system.includes(step) ? [] : [`${step} has no taker`]),
  ])
}

function emptyExceptions<K extends Kinds>({ declaration, statuses, steps }: Machine<K>): string[] {
  const { transitions, takers, fewerTakers } = declaration
  return statuses.flatMap(status =>
    steps
      .filter(step => fewerTakers?.[status]?.[step])
      .filter(step => {
        const fewer = fewerTakers![status]![step]!
        const isFewer = fewer.length < takers[step].length && fewer.every(side => takers[step].includes(side))
        return !transitions[status][step] || !isFewer
      })
      .map(step => `fewerTakers of ${status} ${step} change nothing`),
  )
}

/**
 * Faults of a table: statuses that nothing leads to, steps that are possible nowhere or that nobody takes, exceptions
 * without effect, statuses from which no end is reached.
 */
export function faultsOf<K extends Kinds>(
  machine: Machine<K>,
  { starts, ends, system = [] }: { starts: K['status'][]; ends: K['status'][]; system?: K['step'][] },
): string[] {
  const reached = reachableFrom(machine, starts)
  const isStuck = (status: K['status']) => !ends.some(end => reachableFrom(machine, [status]).has(end))
  return [
    ...machine.statuses.filter(status => !reached.has(status)).map(status => `${status} is never reached`),
    ...machine.statuses.filter(isStuck).map(status => `${status} leads to no end`),
    ...deadSteps(machine, system),
    ...emptyExceptions(machine),
  ]
}

const isRefused = (run: () => unknown): boolean => {
  try {
    run()
    return false
  } catch (error) {
    if (error instanceof AppError) return true
    throw error
  }
}

/** What is offered and not decided, or decided and not offered; every refusal must be one for a person. */
export function unequalChoices<K extends Kinds>(
  machine: Machine<K>,
  document: Parameters<Machine<K>['decide']>[0],
  asker: Parameters<Machine<K>['decide']>[2],
): K['step'][] {
  const offered = machine.choices(document, asker)
  return machine.steps.filter(
    step => offered.includes(step) === isRefused(() => machine.decide(document, step, asker)),
  )
}
