import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { goBack, goHome } from '@/lib/navigation'
import { Icon } from './icon'
import { Tap } from './tap'

/** home: 返回首页 in words, for pages of large type that carry their own heading */
export type NavKind = 'back' | 'home' | 'tab' | 'brand'

interface NavBarProps {
  kind: NavKind
  title: string
  sub?: string
}

const BANNER = aria({ role: 'banner' })

/** The head of a page in the browser; WeChat draws its own. */
export function NavBar({ kind, title, sub }: NavBarProps) {
  if (kind === 'brand') return <Brand title={title} />
  if (kind === 'home') return <HomeLink />
  if (kind === 'tab') {
    return (
      <View className="nav nav--tab" {...BANNER}>
        <View className="nav__tab" {...aria({ role: 'heading', level: 1 })}>
          {title}
        </View>
      </View>
    )
  }
  return (
    <View className="nav" {...BANNER}>
      <Back />
      <View className="nav__title" {...aria({ role: 'heading', level: 1 })}>
        {title}
        {sub && <View className="nav__sub">{sub}</View>}
      </View>
    </View>
  )
}

const Brand = ({ title }: { title: string }) => (
  <View className="nav nav--tab" {...BANNER}>
    <View className="row g-3">
      <View className="wordmark" {...aria({ role: 'img', label: '和居' })} />
      <View className="nav__rule" />
      <View className="t3">{title}</View>
    </View>
  </View>
)

const Back = () => (
  <Tap className="nav__back" hover="" label="返回" onTap={goBack}>
    <Icon name="chevron-left" />
  </Tap>
)

const HomeLink = () => (
  <View className="nav" {...BANNER}>
    <Tap className="nav__home" hover="" onTap={goHome}>
      <Icon name="chevron-left" />
      返回首页
    </Tap>
  </View>
)
