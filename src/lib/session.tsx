import { useDidShow } from '@tarojs/taro'
import { createContext, useCallback, useContext, useMemo, useState, type PropsWithChildren } from 'react'
import type { OutputOf } from './api'
import { read, toCallError, type CallError } from './call'
import { useOnlineAgain } from './network'
import { keep, recall } from './storage'
import { forgetAnswers } from './use-query'

export type Me = OutputOf<'account', 'me'>
export type Home = Me['homes'][number]
export type Community = Me['communities'][number]

export interface Session {
  /** undefined until the first answer */
  me: Me | undefined
  error: CallError | undefined
  isLoading: boolean
  /** the house on the plate: approved, chosen by the person, else the first */
  home: Home | undefined
  /** of the chosen house, else of the staff post */
  community: Community | undefined
  isStaff: boolean
  chooseHome: (homeId: string) => void
  refresh: () => Promise<void>
}

const HOME_KEY = 'home'

const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}

/** Asks who the person is each time the app comes to the front. */
export function SessionProvider({ children }: PropsWithChildren) {
  const [me, setMe] = useState<Me>()
  const [error, setError] = useState<CallError>()
  const [homeId, setHomeId] = useState<string>(() => recall<string>(HOME_KEY) ?? '')

  const refresh = useCallback(async () => {
    try {
      setMe(await read('account', 'me', {}))
      setError(undefined)
    } catch (refusal) {
      setError(toCallError(refusal))
    }
  }, [])
  useDidShow(() => void refresh())
  useOnlineAgain(refresh)

  const chooseHome = useCallback((id: string) => {
    keep(HOME_KEY, id)
    forgetAnswers()
    setHomeId(id)
  }, [])

  const session = useMemo(
    () => ({ me, error, isLoading: !me && !error, chooseHome, refresh, ...currentOf(me, homeId) }),
    [me, error, homeId, chooseHome, refresh],
  )
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}

function currentOf(me: Me | undefined, homeId: string) {
  const approved = me?.homes.filter(home => home.status === 'approved') ?? []
  const home = approved.find(each => each.id === homeId) ?? approved[0]
  const communityId = home?.communityId ?? me?.staff?.communities[0]?.id
  return {
    home,
    community: me?.communities.find(each => each.id === communityId) ?? me?.staff?.communities[0],
    isStaff: me?.staff?.communities.some(({ roles }) => roles.length > 0) ?? false,
  }
}
