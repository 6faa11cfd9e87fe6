import { View } from '@tarojs/components'
import { Fragment } from 'react'
import { Plate } from '@/components/plate'
import { Tiles } from '@/components/tiles'
import { aria } from '@/lib/aria'
import { area, greeting, monthDay, unitOf, weekday } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { RELATION_NAMES } from '../../../cloudfunctions/shared/words'
import { lineNow } from './line-now'
import type { HomeProps } from './props'

/** Design 01 with what there is so far: the house, what is going on, the ways in. */
export function OwnerHome({ home, community, entries, now, onSwitch }: HomeProps) {
  const { desk } = community
  const line = lineNow(community)
  const butler = desk.isOpen ? `管家${desk.name}在岗` : `管家 ${desk.from}–${desk.to} 在岗`
  return (
    <>
      <View
        className="t1 mt-2 home__hello"
        {...aria({ role: 'heading', level: 1 })}
      >{`${greeting(now)}，${home.name}`}</View>
      <View className="cap mt-1 home__today">{`${monthDay(now)} ${weekday(now)} · ${butler}`}</View>
      <Plate
        isTall
        unit={unitOf(home.room)}
        number={home.room.number}
        who={`${RELATION_NAMES[home.relation]} · ${area(home.areaCentiSqm)}`}
        onSwitch={onSwitch}
      />
      {entries.map(({ domain, news }) => (
        <Fragment key={domain}>{news}</Fragment>
      ))}
      <View className="mt-card">
        <Tiles
          tiles={[
            ...entries.flatMap(({ tiles }) => tiles),
            {
              text: line.isDesk ? '打电话给管家' : '24 小时热线',
              icon: 'phone',
              onTap: () => dial(line.phone),
            },
          ]}
        />
      </View>
      {entries.map(({ domain, past }) => (
        <Fragment key={domain}>{past}</Fragment>
      ))}
    </>
  )
}
