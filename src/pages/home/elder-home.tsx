import { View } from '@tarojs/components'
import { Fragment } from 'react'
import { BigTiles, CallCard } from '@/components/big'
import { Icon } from '@/components/icon'
import { Link } from '@/components/link'
import { Tap } from '@/components/tap'
import { aria } from '@/lib/aria'
import { greeting } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { useSession } from '@/lib/session'
import { changeSettings } from '@/lib/settings'
import { lineNow } from './line-now'
import type { HomeProps } from './props'

/** Design 10: what is going on, the phone, and large buttons. */
export function ElderHome({ home, community, entries, now, onSwitch }: HomeProps) {
  const { me } = useSession()
  const line = lineNow(community)
  const hasSeveral = (me?.homes.filter(({ status }) => status === 'approved').length ?? 0) > 1
  return (
    <>
      <ElderExit />
      <View className="t1" {...aria({ role: 'heading', level: 1 })}>{`${home.name}，${greeting(now)}`}</View>
      <View className="row row--wrap g-3 mt-1">
        <View className="cap">{home.room.label}</View>
        {hasSeveral && <Link onTap={onSwitch}>换一套房</Link>}
      </View>
      {entries.map(({ domain, news }) => (
        <Fragment key={domain}>{news}</Fragment>
      ))}
      <View className="mt-card">
        <CallCard
          title={line.isDesk ? '打电话给管家' : '打 24 小时热线'}
          note={line.isDesk ? `${community.desk.name}，正在上班` : '管家下班了，夜里也有人接'}
          onTap={() => dial(line.phone)}
        />
      </View>
      <View className="home__bigs">
        <BigTiles tiles={entries.flatMap(({ tiles }) => tiles)} />
      </View>
    </>
  )
}

/** Large type can be left at any time, from the top. */
export const ElderExit = () => (
  <Tap className="elder-exit" hover="" onTap={() => changeSettings({ isElder: false })}>
    <Icon name="refresh-cw" size="s" />
    切换标准版
  </Tap>
)
