import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Section } from '@/components/section'
import { Segmented } from '@/components/segmented'
import { SwitchCell } from '@/components/switch'
import { dial } from '@/lib/phone-call'
import { useSession, type Community } from '@/lib/session'
import { changeSettings, useSettings, type Appearance } from '@/lib/settings'
import { VERSION } from './version'

const APPEARANCES: { value: Appearance; text: string }[] = [
  { value: 'system', text: '跟随系统' },
  { value: 'light', text: '浅色' },
  { value: 'dark', text: '深色' },
]

export function Settings({ onAbout }: { onAbout: () => void }) {
  const { appearance, isElder } = useSettings()
  const { community, me } = useSession()
  // of the house on the plate, or of one that has been applied for
  const nearest = community ?? me?.communities[0]
  return (
    <Section title="设置">
      <Card kind="list">
        <SwitchCell
          isFirst
          icon="glasses"
          title="关怀模式"
          note="字更大，步骤更少"
          isOn={isElder}
          onChange={isOn => changeSettings({ isElder: isOn })}
        />
        {!isElder && (
          <View className="cell me__look">
            <View className="row g-3">
              <View className="cell__i">
                <Icon name="sun-moon" />
              </View>
              <View className="tx">外观</View>
            </View>
            <View className="mt-3">
              <Segmented
                label="外观"
                options={APPEARANCES}
                value={appearance}
                onChange={value => changeSettings({ appearance: value })}
              />
            </View>
          </View>
        )}
      </Card>
      <Card kind="list" isNext>
        {nearest && <Contacts community={nearest} />}
        <Cell
          isFirst={!nearest}
          icon="info"
          title="关于和居"
          extra={VERSION}
          className="me-about"
          onTap={onAbout}
        />
      </Card>
    </Section>
  )
}

function Contacts({ community: { desk, hotline } }: { community: Community }) {
  return (
    <>
      <Cell
        isFirst
        icon="phone"
        title={`联系管家${desk.name}`}
        note={desk.phone}
        className="me-desk"
        onTap={() => dial(desk.phone)}
      />
      <Cell icon="headset" title="24 小时热线" note={hotline} onTap={() => dial(hotline)} />
    </>
  )
}
