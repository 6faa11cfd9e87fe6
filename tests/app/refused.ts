import type { PackagePage, TabPage } from '../../src/app.config'
import type { InputOf } from '../../src/lib/api'
import { read } from '../../src/lib/call'

// Typing errors that must not compile. A line below a @ts-expect-error that compiles after all fails the check of
// types of the app, which reads this file; nothing runs it.

// @ts-expect-error no such page
export const page: PackagePage = '/packages/repair/from/index'
// @ts-expect-error a tab is no page of a package
export const opened: PackagePage = '/pages/home/index'
// @ts-expect-error no such tab
export const tab: TabPage = '/pages/hom/index'
// @ts-expect-error no such topic
export const topic: InputOf<'message', 'acceptTemplates'>['topics'][number] = 'repairs'
// @ts-expect-error no such category
export const category: InputOf<'repair', 'submit'>['category'] = 'plumbling'
// @ts-expect-error no such relation
export const relation: InputOf<'account', 'register'>['relation'] = 'owners'
// @ts-expect-error a write is not sent twice
export const twice = () => read('repair', 'submit', {} as InputOf<'repair', 'submit'>)
