import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import { Card } from '@/components/card'
import { MyOrdersCell } from '@/entries/repair/links'
import { phone } from '@/lib/format'
import { useSession, type Me } from '@/lib/session'

interface Person {
  name: string
  note: string
}

/** Of the house on the plate, else of the post, else of whatever was applied for. */
function personOf(me: Me, home: Me['homes'][number] | undefined): Person {
  const named = home ?? (me.staff ? undefined : me.homes[0])
  if (named) return { name: named.name, note: phone(named.phone) }
  if (me.staff) return { name: me.staff.name, note: me.staff.title }
  return { name: '您好', note: '绑定房屋后就能报修' }
}

export function PersonHead({ me }: { me: Me }) {
  const { home } = useSession()
  const { name, note } = personOf(me, home)
  return (
    <>
      <View className="row g-3 mt-1">
        <Avatar size="l" name={name} />
        <View className="grow">
          <View className="me__name">{name}</View>
          <View className="cap">{note}</View>
        </View>
      </View>
      {home && (
        <View className="mt-4">
          <Card kind="list">
            <MyOrdersCell />
          </Card>
        </View>
      )}
    </>
  )
}
