import { View } from '@tarojs/components'
import { CallCard } from '@/components/big'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckMark } from '@/components/check'
import { PhotoRow } from '@/components/photos'
import { aria } from '@/lib/aria'
import { joined } from '@/lib/format'
import { masterOf, spokenDayTime, spokenLineOf, spokenVisit, STEP_AT } from '@/entries/repair/order-words'
import { dial } from '@/lib/phone-call'
import { beyondTitle, placeOf, type RepairDetail } from '@/entries/repair/words'
import { useSession } from '@/lib/session'
import { can, type ActProps } from './acts'
import { ProposalCard } from './proposal-card'
import { Rating } from './rating'
import { WorkDone } from './work-done'

/** Design 27c: who comes when, one call, and four steps in words. */
export function ElderOrder(props: ActProps) {
  const { order, now } = props
  const isToRate = can(order, 'rate') && order.status === 'confirmed'
  return (
    <>
      <View className="t1 mt-2" {...aria({ role: 'heading', level: 1 })}>
        {titleOf(order)}
      </View>
      <View className="tx mt-1">{noteOf(order, now)}</View>
      {order.proposal && (
        <View className="mt-card">
          <ProposalCard {...props} />
        </View>
      )}
      {isToRate && <Rating {...props} />}
      <Call order={order} />
      <Card className="ecard mt-card">
        <View className="t2 order__text">{order.title}</View>
        <View className="cap mt-1">{placeOf(order)}</View>
        {beyondTitle(order) && <View className="tx pre mt-2 order__text">{beyondTitle(order)}</View>}
        <PhotoRow photos={order.photos} label="报修照片" />
      </Card>
      {order.status !== 'cancelled' && <ElderSteps {...props} />}
      {order.status === 'accepted' && order.technician && (
        <Card className="ecard mt-card">
          <View className="t3 strong">进门前认一认</View>
          <View className="tx mt-2">{`${masterOf(order.technician)}会亮胸牌、穿鞋套，先说怎么修再动手。`}</View>
        </Card>
      )}
      {!isToRate && <Rating {...props} />}
      <WorkDone {...props} />
      {can(order, 'cancel') && (
        <Button kind="text" isBlock className="mt-4 order__cancel" onTap={() => props.onAct('cancel')}>
          不用修了，取消报修
        </Button>
      )}
    </>
  )
}

const TITLES: Record<RepairDetail['status'], (master: string) => string> = {
  pending: () => '正在安排师傅',
  assigned: master => `派给${master}了`,
  accepted: master => `${master}会来`,
  working: master => `${master}正在修`,
  finished: () => '修好了，请看一看',
  confirmed: () => '修好了',
  rated: () => '修好了',
  cancelled: () => '报修取消了',
}
const titleOf = ({ status, technician }: RepairDetail): string =>
  TITLES[status](technician ? masterOf(technician) : '师傅')

function noteOf(order: RepairDetail, now: number): string {
  const { appointment, status, lapseAt } = order
  if (status === 'accepted' && appointment && !order.proposal) {
    const isLate = Date.parse(appointment.endAt) < now
    const visit = spokenVisit(appointment, now)
    return isLate ? `${joined('说好', visit)}来，已经晚了，打电话问问` : `${visit}来，您在家等就行`
  }
  if (status === 'assigned') return '师傅定好上门时间就告诉您'
  if (status === 'finished' && lapseAt) return `${spokenDayTime(lapseAt, now)}前不处理，就算通过`
  return spokenLineOf(order, now)
}

function Call({ order }: { order: RepairDetail }) {
  const { me } = useSession()
  const { technicianCard } = order
  const community = me?.communities.find(({ id }) => id === order.communityId)
  if (technicianCard && order.status !== 'cancelled') {
    return (
      <View className="mt-card">
        <CallCard
          title={`打电话给${masterOf(technicianCard.name)}`}
          note={technicianCard.title}
          onTap={() => dial(technicianCard.phone)}
        />
      </View>
    )
  }
  if (!community) return null
  return (
    <View className="mt-card">
      <CallCard
        title={community.desk.isOpen ? '打电话给管家' : '打 24 小时热线'}
        note={community.desk.isOpen ? `${community.desk.name}，正在上班` : '夜里也有人接'}
        onTap={() => dial(community.desk.isOpen ? community.desk.phone : community.hotline)}
      />
    </View>
  )
}

function ElderSteps({ order, now }: ActProps) {
  const master = order.technician ? masterOf(order.technician) : '师傅'
  const given = order.timeline.find(({ step }) => step === 'assign')
  const steps = [
    { text: '您报修了', note: spokenDayTime(order.createdAt, now) },
    {
      text: order.technician ? `派给${master}了` : '安排师傅',
      note: given && order.technician ? spokenDayTime(given.at, now) : '安排好就告诉您',
    },
    {
      text: '师傅来您家',
      note: arrivalOf(order, now),
    },
    {
      text: '修好，您看一看',
      note: order.finishedAt ? `${spokenDayTime(order.finishedAt, now)}修好` : '满意了再签字',
    },
  ]
  const at = order.status === 'working' ? 2 : Math.min(STEP_AT[order.status], 4)
  const current = order.status === 'finished' ? 3 : at
  return (
    <Card className="ecard mt-card">
      {steps.map((step, index) => (
        <View className="row row--top g-3 esteps__i" key={step.text}>
          <View className={`esteps__d ${index === current ? 'is-now' : ''}`}>
            <CheckMark isOn={index < current} />
          </View>
          <View className="grow">
            <View className={`t3 ${index === current ? 'strong c-brand' : ''}`}>{step.text}</View>
            <View className="cap">{step.note}</View>
          </View>
        </View>
      ))}
    </Card>
  )
}

function arrivalOf({ work, appointment }: RepairDetail, now: number): string {
  if (work?.arrivedAt) return `${spokenDayTime(work.arrivedAt, now)}到的`
  return appointment ? spokenVisit(appointment, now) : '接单后和您约时间'
}

/** One main button, and one other way below it. */
export function ElderFoot({ order, onAct }: ActProps) {
  if (can(order, 'confirm')) {
    return (
      <BottomBar>
        <View className="grow">
          <Button size="lg" isBlock className="order__confirm" onTap={() => onAct('confirm')}>
            修好了，签个字
          </Button>
          {can(order, 'requestRework') && (
            <Button kind="text" isBlock className="order__rework" onTap={() => onAct('requestRework')}>
              没修好，请师傅再来
            </Button>
          )}
        </View>
      </BottomBar>
    )
  }
  if (!can(order, 'proposeTime') || order.proposal) return null
  return (
    <BottomBar>
      <Button kind="line" size="lg" isGrow className="order__move" onTap={() => onAct('proposeTime')}>
        换个时间来
      </Button>
    </BottomBar>
  )
}
