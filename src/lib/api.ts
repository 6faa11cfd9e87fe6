import type * as accountInputs from '../../cloudfunctions/account/inputs'
import type * as accountViews from '../../cloudfunctions/account/views'
import type * as repairInputs from '../../cloudfunctions/repair/inputs'
import type * as repairViews from '../../cloudfunctions/repair/views'

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
type RepairIn = typeof repairInputs

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
}

interface RepairApi {
  submit: Action<RepairIn['SubmitInput'], { id: string; number: string }>
  listMine: Action<RepairIn['ListMineInput'], repairViews.RepairPage>
  detail: Action<RepairIn['DetailInput'], repairViews.RepairDetail>
  workbench: Action<RepairIn['WorkbenchInput'], repairViews.Workbench>
  listTasks: Action<RepairIn['ListTasksInput'], repairViews.RepairPage>
  candidates: Action<RepairIn['CandidatesInput'], repairViews.Candidate[]>
  assign: Action<RepairIn['AssignInput'], unknown>
  accept: Action<RepairIn['AcceptInput'], unknown>
  handBack: Action<RepairIn['HandBackInput'], unknown>
  proposeTime: Action<RepairIn['ProposeTimeInput'], unknown>
  answerTime: Action<RepairIn['AnswerTimeInput'], unknown>
  arrive: Action<RepairIn['ArriveInput'], unknown>
  note: Action<RepairIn['NoteInput'], unknown>
  finish: Action<RepairIn['FinishInput'], unknown>
  confirm: Action<RepairIn['ConfirmInput'], unknown>
  requestRework: Action<RepairIn['RequestReworkInput'], unknown>
  rate: Action<RepairIn['RateInput'], unknown>
  cancel: Action<RepairIn['CancelInput'], unknown>
  nudge: Action<RepairIn['NudgeInput'], unknown>
}

/** Every call the app can make: function → action → what it takes and gives. */
export interface Api {
  account: AccountApi
  repair: RepairApi
}

export type FunctionName = keyof Api
export type ActionName<F extends FunctionName> = keyof Api[F] & string
export type InputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { input: infer I }
  ? I
  : never
export type OutputOf<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { output: infer O }
  ? O
  : never
