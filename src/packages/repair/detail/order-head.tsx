import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Card } from '@/components/card'
import { Kv } from '@/components/kv'
import { Link } from '@/components/link'
import { PhotoRow } from '@/components/photos'
import { Steps } from '@/components/steps'
import { toast } from '@/components/toast'
import { length, phone } from '@/lib/format'
import { isOpen, STEP_AT, stepNames, visitText } from '@/entries/repair/order-words'
import { beyondTitle } from '@/entries/repair/words'
import { CATEGORY_NAMES, URGENCY_NAMES } from '../../../../cloudfunctions/repair/words'
import type { OrderProps } from './acts'

const copy = (number: string) =>
  void Taro.setClipboardData({ data: number, success: () => toast('工单号已复制') })

/** How far it is, and what was reported. */
export function OrderHead({ order, now }: OrderProps) {
  const { status, number, contact, round, title } = order
  const more = beyondTitle(order)
  return (
    <Card>
      <Steps names={stepNames(status)} current={STEP_AT[status]} isCancelled={status === 'cancelled'} />
      <View className="hair" />
      <View className="t3 order__text">{title}</View>
      {more && <LongText text={more} />}
      <PhotoRow photos={order.photos} label="报修照片" />
      <View className="mt-3">
        <Kv name="位置">{placeText(order)}</Kv>
        <Kv name="类别">{`${CATEGORY_NAMES[order.category]}，${URGENCY_NAMES[order.urgency]}`}</Kv>
        {isOpen(order) && !order.appointment && <Kv name="希望上门">{visitText(order.wish, now)}</Kv>}
        <Kv name="联系人">{`${contact.name} ${phone(contact.phone)}`}</Kv>
        {round > 1 && <Kv name="返工">{`第 ${round} 次维修`}</Kv>}
        <Kv name="工单号">
          <View className="row g-2 end">
            {number}
            <Link label={`复制工单号 ${number}`} onTap={() => copy(number)}>
              复制
            </Link>
          </View>
        </Kv>
      </View>
    </Card>
  )
}

const placeText = ({ place, roomLabel }: OrderProps['order']): string =>
  place.kind === 'public' ? `公共区域，${place.spot}` : `${roomLabel}，${place.spot}`

/** About four lines of the screen. */
const SHORT = 88

/** What was written can be long; the rest of the page is closer without it. */
function LongText({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(length(text) <= SHORT)
  return (
    <>
      <View className={`sub mt-1 pre order__text ${isWhole ? '' : 'order__text--short'}`}>{text}</View>
      {!isWhole && (
        <Link isRow label="展开全部描述" onTap={() => setIsWhole(true)}>
          展开全部
        </Link>
      )}
    </>
  )
}
