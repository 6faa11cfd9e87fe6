import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { Button } from '@/components/button'
import { Check } from '@/components/check'
import { Link } from '@/components/link'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Signature, type SignaturePad } from '@/components/signature'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { cloud } from '@/lib/cloud/cloud'
import { newId } from '@/lib/files'
import { dayTime, recordTime } from '@/lib/format'
import { useSession } from '@/lib/session'
import { can, type SheetProps } from './acts'
import { confirmChecks } from './words'
import { WorkPhotos } from './work-done'

interface ConfirmProps extends SheetProps {
  onRework: () => void
}

/** Design 14c: look, tick, sign (REQ-8). */
export function ConfirmSheet({ order, now, onClose, onChange, onRework }: ConfirmProps) {
  const { me } = useSession()
  const checks = confirmChecks(order)
  const [ticked, setTicked] = useState<string[]>([])
  const [isSigned, setIsSigned] = useState(false)
  const pad = useRef<SignaturePad>(null)
  const signer = me?.homes.find(({ room }) => room.roomId === order.roomId)?.name ?? order.contact.name
  const confirm = useStep(
    async () => {
      const filePath = await pad.current!.toPng()
      const signature = await cloud.upload({ cloudPath: `${me!.uploadPrefix}${newId()}.png`, filePath })
      await call('repair', 'confirm', { id: order.id, signature })
    },
    { said: '验收通过', refresh: onChange, close: onClose },
  )
  const missing = [
    ticked.length < checks.length && `还有 ${checks.length - ticked.length} 项没勾`,
    !isSigned && '还没签名',
  ].filter(Boolean)
  const { work, lapseAt, technician } = order
  const lapse = lapseAt ? `${dayTime(lapseAt, now)} 前不处理，视为通过` : undefined
  return (
    <Sheet
      isOpen
      title={`验收：${order.title}`}
      onClose={onClose}
      foot={
        <>
          {can(order, 'requestRework') && (
            <Button kind="line" size="lg" className="confirm__rework" onTap={onRework}>
              要返工
            </Button>
          )}
          <Button
            size="lg"
            isGrow
            className="confirm__go"
            isDisabled={missing.length > 0}
            onTap={() => confirm.run()}
          >
            验收通过
          </Button>
        </>
      }
      footNote={missing.length > 0 ? missing.join('，') : lapse}
    >
      {work && <WorkPhotos isShort work={work} />}
      {work && (
        <View className="cap mt-2 order__text">
          {`${technician} ${work.finishedAt ? dayTime(work.finishedAt, now) : ''} 完工，${work.summary}`}
        </View>
      )}
      <View className="col mt-3">
        {checks.map(text => (
          <Check
            key={text}
            isOn={ticked.includes(text)}
            onChange={isOn => setTicked(old => (isOn ? [...old, text] : old.filter(each => each !== text)))}
          >
            {text}
          </Check>
        ))}
      </View>
      <View className="row row--between mt-2 confirm__label">
        <View className="t3">签名</View>
        {isSigned && <Link onTap={() => pad.current?.clear()}>重写</Link>}
      </View>
      <Signature
        ref={pad}
        isSigned={isSigned}
        onSigned={setIsSigned}
        caption={`${signer}，${recordTime(now)}`}
      />
      <Refusal error={confirm.error} />
    </Sheet>
  )
}
