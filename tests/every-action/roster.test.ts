import { actions } from '../../cloudfunctions/roster/index'
import { everyAction } from './every-action'
import { roster } from './roster'

everyAction('roster', actions, roster)
