import { h5Cloud } from './h5'
import type { Cloud } from './types'
import { weappCloud } from './weapp'
import { isH5 } from '../platform'

export const cloud: Cloud = isH5 ? h5Cloud : weappCloud
