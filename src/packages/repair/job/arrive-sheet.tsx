import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Check } from '@/components/check'
import { Icon } from '@/components/icon'
import { photosWait, storedIds, type Photo } from '@/components/photo'
import { Photos } from '@/components/photos'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { useUploadAgain } from '@/components/use-photo-upload'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { clock } from '@/lib/format'
import { placeOf } from '@/entries/repair/words'
import { type ActProps, can } from './acts'
import { ARRIVE_CHECKS, punctuality } from './words'

interface ArriveProps extends ActProps {
  /** nobody opens the door */
  onNobody: () => void
}

export function ArriveSheet({ order, now, onClose, onChange, onNobody }: ArriveProps) {
  const [checks, setChecks] = useState<string[]>([])
  const [photos, setPhotos] = useState<Photo[]>([])
  const arrive = useStep(
    () => call('repair', 'arrive', { id: order.id, checks, photos: storedIds(photos) }),
    { said: '已到场签到', refresh: onChange, close: onClose },
  )
  useUploadAgain(photos, setPhotos)
  const wait = photosWait(photos, '签到')
  const toggle = (text: string, isOn: boolean) =>
    setChecks(old => (isOn ? [...old, text] : old.filter(each => each !== text)))
  return (
    <Sheet
      isOpen
      title="到场签到"
      onClose={onClose}
      foot={
        <>
          {can(order, 'proposeTime') && (
            <Button kind="line" size="lg" className="arrive__nobody" onTap={onNobody}>
              敲门没人
            </Button>
          )}
          <Button size="lg" isGrow className="arrive__go" isDisabled={Boolean(wait)} onTap={arrive.run}>
            签到，开始计时
          </Button>
        </>
      }
      footNote={wait}
    >
      <View className="inset row g-3">
        <Icon name="map-pin" className="c-ok" />
        <View className="grow">
          <View className="t3">{placeOf(order)}</View>
          <View className="cap">{`${clock(now)}，${punctuality(order, now)}`}</View>
        </View>
      </View>
      <View className="t3 mt-4">进门前</View>
      {ARRIVE_CHECKS.map(text => (
        <Check key={text} isOn={checks.includes(text)} onChange={isOn => toggle(text, isOn)}>
          {text}
        </Check>
      ))}
      <View className="t3 mt-3 arrive__label">门牌照片</View>
      <Photos photos={photos} onChange={setPhotos} max={3} label="门牌照片" />
      <View className="cap mt-2">选填。只用来证明到场，业主也能看到。</View>
      <Refusal error={arrive.error} />
    </Sheet>
  )
}
