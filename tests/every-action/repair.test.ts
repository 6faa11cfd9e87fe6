import { actions } from '../../cloudfunctions/repair/index'
import { everyAction } from './every-action'
import { repair } from './repair'

everyAction('repair', actions, repair)
