import { NavigationBar, PageMeta, View } from '@tarojs/components'
import { useEffect, type PropsWithChildren, type ReactNode } from 'react'
import { aria } from '@/lib/aria'
import type { CallError } from '@/lib/call'
import { useIsOnline } from '@/lib/network'
import { isH5 } from '@/lib/platform'
import { useTheme, type Theme } from '@/lib/settings'
import { useIsShown } from '@/lib/use-is-shown'
import { DialogHost } from './dialog'
import { ErrorState } from './error-state'
import { Icon } from './icon'
import { NavBar, type NavKind } from './nav-bar'
import { useIsCovered } from './overlay'
import { Skeleton } from './skeleton'
import { TabBar, type TabName } from './tab-bar'
import { ToastHost } from './toast'

interface Load {
  data?: unknown
  error: CallError | undefined
  isLoading: boolean
  refresh: () => unknown
}

interface PageProps {
  title: string
  /** small line under the title */
  sub?: string
  /** brand: word mark and title, on the home page */
  nav?: NavKind
  /** this is a tab page: draws the bar */
  tab?: TabName
  /** what the page shows; until it is there, grey lines or the error stand in its place */
  load?: Load
  /** instead of the grey cards */
  skeleton?: ReactNode
  /** a BottomBar; left out while loading */
  foot?: ReactNode
  /** no padding at the sides */
  isFlush?: boolean
}

/** Every page is one of these: theme, head, content or what stands in for it, bar, and the layers above. */
export function Page(props: PropsWithChildren<PageProps>) {
  const { title, sub, nav, tab, load, foot, isFlush, children } = props
  const theme = useTheme()
  useThemeOfDocument(theme)
  const isReady = !load || (!load.isLoading && (load.error === undefined || load.data !== undefined))
  return (
    <>
      {!isH5 && <NativeHead title={title} theme={theme} />}
      <View className={`screen t-${theme}`}>
        {isH5 && <NavBar kind={nav ?? (tab ? 'tab' : 'back')} title={title} sub={sub} />}
        <OfflineStrip />
        <View className={`body ${isFlush ? 'body--flush' : ''}`} {...aria({ role: 'main' })}>
          {isReady ? children : <StandIn {...props} />}
        </View>
        {isReady && foot}
        {tab && <TabBar current={tab} />}
        <Layers />
      </View>
    </>
  )
}

/** Only the page in front shows them, so that each is there once. */
function Layers() {
  if (!useIsShown()) return null
  return (
    <>
      <ToastHost />
      <DialogHost />
    </>
  )
}

function StandIn({ load, skeleton }: PageProps) {
  if (load?.error) return <ErrorState error={load.error} onRetry={load.refresh} />
  return <>{skeleton ?? <Skeleton />}</>
}

const HEAD_COLOR: Record<Theme, string> = { light: '#F2F4F1', dark: '#0E1412', elder: '#EBEFEC' }

/** WeChat's own head and page background follow the theme of the app, not of the system. */
function NativeHead({ title, theme }: { title: string; theme: Theme }) {
  const isCovered = useIsCovered()
  const color = HEAD_COLOR[theme]
  return (
    <PageMeta
      backgroundColor={color}
      rootBackgroundColor={color}
      pageStyle={`background:${color};${isCovered ? 'overflow:hidden' : ''}`}
    >
      <NavigationBar
        title={title}
        frontColor={theme === 'dark' ? '#ffffff' : '#000000'}
        backgroundColor={color}
      />
    </PageMeta>
  )
}

function useThemeOfDocument(theme: Theme): void {
  useEffect(() => {
    if (isH5) document.documentElement.className = `t-${theme}`
  }, [theme])
}

function OfflineStrip() {
  if (useIsOnline()) return null
  return (
    <View className="offline">
      <Icon name="wifi-off" size="xs" />
      没连上网，显示的可能不是最新的
    </View>
  )
}
