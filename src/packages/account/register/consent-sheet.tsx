import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckMark } from '@/components/check'
import { FieldError } from '@/components/field'
import { Icon, type IconName } from '@/components/icon'
import { Link } from '@/components/link'
import { Note } from '@/components/note'
import { Sheet } from '@/components/sheet'
import { Tap } from '@/components/tap'
import { open } from '@/lib/navigation'
import { DOCUMENT_TITLES, type DocumentName } from '../terms/titles'

const USES: { icon: IconName; title: string; note: string }[] = [
  { icon: 'user-round', title: '姓名、手机号', note: '和业主名册比对，上门前联系您' },
  { icon: 'building-2', title: '房屋', note: '显示这套房的工单和消息' },
  { icon: 'wrench', title: '报修内容和照片', note: '只给办这件事的人看，照片可以不传' },
]

interface ConsentSheetProps {
  isOpen: boolean
  hasAgreed: boolean
  onAgree: () => void
  onClose: () => void
}

/** What is used for what, before anything is asked (ACC-1). */
export function ConsentSheet({ isOpen, hasAgreed, onAgree, onClose }: ConsentSheetProps) {
  const [isTicked, setIsTicked] = useState(hasAgreed)
  const [isMissing, setIsMissing] = useState(false)
  const agree = () => (isTicked ? onAgree() : setIsMissing(true))
  const tick = () => {
    setIsMissing(false)
    setIsTicked(!isTicked)
  }
  const foot = (
    <>
      <Button kind="line" size="lg" className="consent__no" onTap={onClose}>
        暂不同意
      </Button>
      <Button size="lg" isGrow className="consent__yes" onTap={agree}>
        同意并继续
      </Button>
    </>
  )
  return (
    <Sheet isOpen={isOpen} title="先说清楚用哪些信息" onClose={onClose} foot={foot}>
      {USES.map(use => (
        <View className="row row--top g-3 consent__use" key={use.title}>
          <View className="c-brand">
            <Icon name={use.icon} />
          </View>
          <View className="grow">
            <View className="t3">{use.title}</View>
            <View className="cap ink-2">{use.note}</View>
          </View>
        </View>
      ))}
      <Note className="mt-2">不读通讯录和位置。每次有人查看您的完整手机号，都有记录。</Note>
      <View className="row row--wrap mt-3">
        <Tap
          className="check-row consent__check"
          hover=""
          role="checkbox"
          label="我已读用户协议和个人信息说明"
          checked={isTicked}
          onTap={tick}
        >
          <CheckMark isOn={isTicked} />
          <View className="sub">我已读</View>
        </Tap>
        <DocumentLink name="terms" />
        <View className="sub">和</View>
        <DocumentLink name="privacy" />
      </View>
      <FieldError text={isMissing ? '请先看过两份说明，再勾上' : undefined} />
    </Sheet>
  )
}

const DocumentLink = ({ name }: { name: DocumentName }) => (
  <Link
    isRow
    label={`看${DOCUMENT_TITLES[name]}`}
    onTap={() => open('/packages/account/terms/index', { doc: name })}
  >
    {`《${DOCUMENT_TITLES[name]}》`}
  </Link>
)
