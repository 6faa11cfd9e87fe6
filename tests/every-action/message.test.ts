import { actions } from '../../cloudfunctions/message/index'
import { everyAction } from './every-action'
import { message } from './message'

everyAction('message', actions, message)
