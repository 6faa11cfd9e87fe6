import type * as accountInputs from '../../cloudfunctions/account/inputs'
import type * as accountViews from '../../cloudfunctions/account/views'
import type { MessageActions } from '../../cloudfunctions/message'
import type { RepairActions } from '../../cloudfunctions/repair'

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

interface Action<Schema, Output> {
  input: Taken<Schema>
  output: Wire<Output>
}

/** From `typeof actions` of a function, each made by `defineAction`. */
export type ActionsOf<Table> = {
  [Name in keyof Table]: Table[Name] extends {
    input: infer Schema
    run: (context: never) => Promise<infer Output>
  }
    ? Action<Schema, Output>
    : never
}

type AccountIn = typeof accountInputs

interface AccountApi {
  me: Action<AccountIn['MeInput'], accountViews.Me>
  communities: Action<AccountIn['CommunitiesInput'], accountViews.CommunityView[]>
  rooms: Action<AccountIn['RoomsInput'], accountViews.RoomsView>
  register: Action<AccountIn['RegisterInput'], accountViews.HomeView>
  withdraw: Action<AccountIn['WithdrawInput'], unknown>
  listReviews: Action<AccountIn['ListReviewsInput'], { rows: accountViews.ReviewRow[]; next: string | null }>
  review: Action<AccountIn['ReviewInput'], accountViews.ReviewDetail>
  revealPhone: Action<AccountIn['RevealPhoneInput'], { phone: string }>
  approve: Action<AccountIn['ApproveInput'], unknown>
  refuse: Action<AccountIn['RefuseInput'], unknown>
  openRoster: Action<AccountIn['OpenRosterInput'], accountViews.RosterView>
  previewRoster: Action<AccountIn['PreviewRosterInput'], accountViews.RosterView>
  rosterRows: Action<AccountIn['RosterRowsInput'], { rows: accountViews.RosterLine[]; next: string | null }>
  confirmRoster: Action<AccountIn['ConfirmRosterInput'], accountViews.RosterView>
  continueRoster: Action<AccountIn['ContinueRosterInput'], accountViews.RosterView>
  stopRoster: Action<AccountIn['StopRosterInput'], accountViews.RosterView>
  listRosters: Action<AccountIn['ListRostersInput'], accountViews.RosterView[]>
  roster: Action<AccountIn['RosterInput'], accountViews.RosterView>
  rosterTemplate: { input: Record<string, never>; output: { fileName: string; content: string } }
}

/** Every call the app can make: function → action → what it takes and gives. */
export interface Api {
  account: AccountApi
  message: ActionsOf<MessageActions>
  repair: ActionsOf<RepairActions>
}

export type FunctionName = keyof Api
export type ActionName<F extends FunctionName> = keyof Api[F] & string
export type InputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { input: infer I }
  ? I
  : never
export type OutputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { output: infer O }
  ? O
  : never
