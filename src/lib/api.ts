import type { AccountActions } from '../../cloudfunctions/account'
import type { MessageActions } from '../../cloudfunctions/message'
import type { RepairActions } from '../../cloudfunctions/repair'
import type { RosterActions } from '../../cloudfunctions/roster'

// Types only: nothing of the functions reaches the bundle.

/** What arrives after JSON: a Date became an ISO string. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T

/** What the caller may leave out or type loosely, as the zod schema takes it. */
type Taken<Schema> = Schema extends { _zod: { input: infer Input } } ? Input : never

interface Action<Kind, Schema, Output> {
  kind: Kind
  input: Taken<Schema>
  output: Wire<Output>
}

/** From `typeof actions` of a function, each made by `defineAction`. */
export type ActionsOf<Table> = {
  [Name in keyof Table]: Table[Name] extends {
    kind: infer Kind
    input: infer Schema
    run: (context: never) => Promise<infer Output>
  }
    ? Action<Kind, Schema, Output>
    : never
}

/** Every call the app can make: function → action → what it takes and gives. */
export interface Api {
  account: ActionsOf<AccountActions>
  message: ActionsOf<MessageActions>
  repair: ActionsOf<RepairActions>
  roster: ActionsOf<RosterActions>
}

export type FunctionName = keyof Api
export type ActionName<F extends FunctionName> = keyof Api[F] & string
/** The actions of a function that only read. */
export type ReadName<F extends FunctionName> = {
  [A in ActionName<F>]: Api[F][A] extends { kind: 'read' } ? A : never
}[ActionName<F>]
export type InputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { input: infer I }
  ? I
  : never
export type OutputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { output: infer O }
  ? O
  : never
