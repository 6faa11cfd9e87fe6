import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Page } from '@/components/page'
import { RefreshPictures } from '@/components/picture'
import { StateHead } from '@/components/state-head'
import { read } from '@/lib/call'
import { replace } from '@/lib/navigation'
import type { RepairDetail } from '@/entries/repair/words'
import { useTheme } from '@/lib/settings'
import { useNow } from '@/lib/use-now'
import { useParams } from '@/lib/use-params'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { can, sheetAct, type ActProps, type SheetAct } from './acts'
import { ElderFoot, ElderOrder } from './elder-order'
import { History } from './history'
import { MoreActs } from './more-acts'
import { OrderHead } from './order-head'
import { ProposalCard } from './proposal-card'
import { Rating } from './rating'
import { Sheets } from './sheets'
import { TechnicianCard } from './technician-card'
import { headOf } from './words'
import { WorkDone } from './work-done'
import './index.scss'

/** One order as the household sees it. `act` in the address opens what a button of another page promised. */
export default function OrderPage() {
  const { id = '', act } = useParams()
  const order = useQuery(`order:${id}`, () => read('repair', 'detail', { id }))
  usePullRefresh(order.refresh)
  const { data } = order
  const [sheet, setSheet] = usePromised(data, act)
  const isElder = useTheme() === 'elder'
  if (!data) return <Page title="工单详情" nav={isElder ? 'home' : 'back'} load={order} />
  const isRating = act === 'rate' && can(data, 'rate')
  return (
    <RefreshPictures.Provider value={order.refresh}>
      <Order
        key={`${data.id}.${data.round}`}
        {...{ order: data, isRating, sheet }}
        onChange={order.refresh}
        onSheet={setSheet}
      />
    </RefreshPictures.Provider>
  )
}

interface ShownProps {
  order: RepairDetail
  /** came to rate it */
  isRating: boolean
  sheet: SheetAct | undefined
  onSheet: (act: SheetAct | undefined) => void
  onChange: () => Promise<void>
}

function Order({ order, isRating, sheet, onSheet, onChange }: ShownProps) {
  const now = useNow(order.now)
  const isElder = useTheme() === 'elder'
  useScrollToRating(isRating)
  const props = { order, now, onChange, onAct: onSheet }
  const Body = isElder ? ElderOrder : FullOrder
  return (
    <Page
      title="工单详情"
      nav={isElder ? 'home' : 'back'}
      foot={isElder ? <ElderFoot {...props} /> : <OrderFoot {...props} />}
    >
      <Body {...props} />
      <Sheets {...props} act={sheet} onClose={() => onSheet(undefined)} />
    </Page>
  )
}

/** The answer of an earlier visit shows first, so the promise may come true with the one after it. */
const ANSWERS = 2

function usePromised(order: RepairDetail | undefined, name: string | undefined) {
  const [sheet, setSheet] = useState<SheetAct>()
  const answers = useRef(0)
  useEffect(() => {
    const act = sheetAct(name)
    if (!order || !act || answers.current >= ANSWERS) return
    answers.current += 1
    if (!can(order, act)) return
    answers.current = ANSWERS
    setSheet(act)
    // `now` is new with each answer
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [order?.now, name])
  return [sheet, setSheet] as const
}

function useScrollToRating(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const timer = setTimeout(() => {
      void Taro.pageScrollTo({ selector: '#rating', offsetTop: -96, duration: 220 })
    }, 300)
    return () => clearTimeout(timer)
  }, [isWanted])
}

const FullOrder = (props: ActProps) => (
  <>
    <StateHead {...headOf(props.order, props.now)} />
    <ProposalCard {...props} />
    <OrderHead {...props} />
    <TechnicianCard order={props.order} />
    <Rating {...props} />
    <WorkDone {...props} />
    <MoreActs {...props} />
    <History {...props} />
  </>
)

const openSheet = (props: ActProps, act: SheetAct) => () => props.onAct(act)

function OrderFoot(props: ActProps) {
  const { order } = props
  if (can(order, 'confirm')) {
    return (
      <BottomBar>
        {can(order, 'requestRework') && (
          <Button kind="line" size="lg" className="order__rework" onTap={openSheet(props, 'requestRework')}>
            要返工
          </Button>
        )}
        <Button size="lg" isGrow className="order__confirm" onTap={openSheet(props, 'confirm')}>
          去验收
        </Button>
      </BottomBar>
    )
  }
  if (order.viewer === 'household') return null
  // staff who came by a resident's link
  return (
    <BottomBar>
      <Button
        kind="soft"
        size="lg"
        isGrow
        onTap={() => replace('/packages/repair/job/index', { id: order.id })}
      >
        按员工身份看
      </Button>
    </BottomBar>
  )
}
