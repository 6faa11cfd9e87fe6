import { createFunction } from '../shared/call/action'
import { acceptTemplates } from './actions/accept-templates'
import { list } from './actions/list'
import { read } from './actions/read'
import { readAll } from './actions/read-all'
import { templates } from './actions/templates'

export const actions = { list, read, readAll, templates, acceptTemplates }
export type MessageActions = typeof actions
export const main = createFunction('message', actions)
