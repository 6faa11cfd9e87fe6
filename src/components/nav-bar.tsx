import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { goBack, goHome } from '@/lib/navigation'
import { useTheme } from '@/lib/settings'
import { Icon } from './icon'
import { Tap } from './tap'

export type NavKind = 'back' | 'tab' | 'brand'

interface NavBarProps {
  kind: NavKind
  title: string
  sub?: string
}

/** The head of a page in the browser; WeChat draws its own. */
export function NavBar({ kind, title, sub }: NavBarProps) {
  const isElder = useTheme() === 'elder'
  if (kind === 'brand') return <Brand title={title} />
  if (kind === 'tab') {
    return (
      <View className="nav nav--tab">
        <View className="nav__tab" {...aria({ role: 'heading', level: 1 })}>
          {title}
        </View>
      </View>
    )
  }
  return (
    <View className="nav">
      {isElder ? <HomeLink /> : <Back />}
      {!isElder && (
        <View className="nav__title" {...aria({ role: 'heading', level: 1 })}>
          {title}
          {sub && <View className="nav__sub">{sub}</View>}
        </View>
      )}
    </View>
  )
}

const Brand = ({ title }: { title: string }) => (
  <View className="nav nav--tab">
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

/** Large type: one page, one thing, and the way home in words. */
const HomeLink = () => (
  <Tap className="nav__home" hover="" onTap={goHome}>
    <Icon name="chevron-left" />
    返回首页
  </Tap>
)
