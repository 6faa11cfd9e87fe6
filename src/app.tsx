import { useLaunch, usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { cloud } from './lib/cloud/cloud'
import { goHome } from './lib/navigation'
import { startNetwork } from './lib/network'
import { SessionProvider } from './lib/session'
import { startSettings } from './lib/settings'
import { startUpdates } from './lib/update'
import './app.scss'

// the browser's own elements need a few corrections that must not reach WeChat
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import cannot be conditional
if (process.env.TARO_ENV === 'h5') require('./styles/h5.scss')

// before the first page renders, so that it has its theme and can call
cloud.start()
startSettings()
startUpdates()

export default function App({ children }: PropsWithChildren) {
  useLaunch(startNetwork)
  // an old link must not end on an empty screen
  usePageNotFound(goHome)
  return <SessionProvider>{children}</SessionProvider>
}
