import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Section } from '@/components/section'
import { Segmented } from '@/components/segmented'
import { Switch } from '@/components/switch'
import { dial } from '@/lib/phone-call'
import { useSession } from '@/lib/session'
import { changeSettings, useSettings, type Appearance } from '@/lib/settings'
import { VERSION } from './version'

const APPEARANCES: { value: Appearance; text: string }[] = [
  { value: 'system', text: '跟随系统' },
  { value: 'light', text: '浅色' },
  { value: 'dark', text: '深色' },
]

export function Settings({ onAbout }: { onAbout: () => void }) {
  const { appearance, isElder } = useSettings()
  return (
    <Section title="设置">
      <Card kind="list">
        <Cell
          isFirst
          icon="glasses"
          title="关怀模式"
          note={isElder ? '字更大，步骤更少，一直是浅色' : '字更大，步骤更少'}
          extra={
            <Switch label="关怀模式" isOn={isElder} onChange={isOn => changeSettings({ isElder: isOn })} />
          }
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
        <Contacts />
        <Cell icon="info" title="关于和居" extra={VERSION} className="me-about" onTap={onAbout} />
      </Card>
    </Section>
  )
}

/** Of the community on the plate, or of one that has been applied for. */
function Contacts() {
  const { community, me } = useSession()
  const nearest = community ?? me?.communities[0]
  if (!nearest) return null
  const { desk, hotline } = nearest
  return (
    <>
      <Cell
        isFirst
        icon="phone"
        title={`联系管家${desk.name}`}
        note={desk.phone}
        className="me-desk"
        label={`打电话给管家${desk.name}，${desk.phone}`}
        onTap={() => dial(desk.phone)}
      />
      <Cell
        icon="headset"
        title="24 小时热线"
        note={hotline}
        label={`打 24 小时热线，${hotline}`}
        onTap={() => dial(hotline)}
      />
    </>
  )
}
