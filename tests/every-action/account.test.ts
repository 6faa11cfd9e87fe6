import { actions } from '../../cloudfunctions/account/index'
import { everyAction } from './every-action'
import { account } from './account'

everyAction('account', actions, account)
