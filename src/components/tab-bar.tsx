import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { goToTab } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useShownAgain } from '@/lib/use-shown-again'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export type TabName = 'home' | 'workbench' | 'messages' | 'me'

interface TabItem {
  name: TabName
  text: string
  icon: IconName
  isForStaff?: boolean
}

const ITEMS: TabItem[] = [
  { name: 'home', text: '首页', icon: 'house' },
  { name: 'workbench', text: '工作台', icon: 'clipboard-list', isForStaff: true },
  { name: 'messages', text: '消息', icon: 'message-circle' },
  { name: 'me', text: '我的', icon: 'user-round' },
]

/** The bar at the foot of the four tab pages; 工作台 is there for staff only. The page itself checks again. */
export function TabBar({ current }: { current: TabName }) {
  const { isStaff, me, refresh } = useSession()
  // messages come while the app is open; the badge, and who the person is, are asked again on every tab
  useShownAgain(refresh)
  const items = ITEMS.filter(item => isStaff || !item.isForStaff || item.name === current)
  return (
    <View className="tabbar" {...aria({ role: 'tablist' })}>
      {items.map(item => (
        <Tap
          key={item.name}
          className={`tabbar__i ${item.name === current ? 'is-on' : ''}`}
          hover=""
          role="tab"
          selected={item.name === current}
          onTap={() => goToTab(`/pages/${item.name}/index`)}
        >
          <Icon name={item.icon} />
          {item.text}
          {item.name === 'messages' && <Unread count={me?.unread ?? 0} />}
        </Tap>
      ))}
    </View>
  )
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <View className="badge tabbar__badge" {...aria({ role: 'img', label: `${count} 条未读` })}>
      {count > 99 ? '99+' : count}
    </View>
  )
}
