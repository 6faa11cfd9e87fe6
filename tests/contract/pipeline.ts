import type { Contract, Pipeline } from './database'

export type Row = Record<string, unknown>
export type Stages = [string, unknown][]

export interface Input {
  docs: Row[]
  stages: Stages
  other?: Row[]
}

/** Runs stages on a fresh collection; the empty `from` of a lookup stands for the other documents. */
export async function run(contract: Contract, { docs, stages, other = [] }: Input): Promise<Row[]> {
  const collection = await contract.fresh(docs)
  const otherName = contract.nameOf(await contract.fresh(other))
  const named = (operand: unknown) =>
    typeof operand === 'object' && operand !== null && 'from' in operand
      ? { ...operand, from: otherName }
      : operand
  const pipeline = stages.reduce<Pipeline>(
    (p, [stage, operand]) => p[stage]!(named(operand)),
    collection.aggregate(),
  )
  return ((await (pipeline as unknown as { end(): Promise<{ list: Row[] }> }).end()) as { list: Row[] }).list
}
