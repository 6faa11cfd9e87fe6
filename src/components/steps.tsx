import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Icon } from './icon'

interface StepsProps {
  names: string[]
  /** index of the step that is going on; names.length when all is done */
  current: number
  /** everything grey */
  isCancelled?: boolean
}

const stateOf = (index: number, { current, isCancelled }: StepsProps): string => {
  if (isCancelled) return ''
  if (index < current) return 'is-done'
  return index === current ? 'is-now' : ''
}

/** 提交 — 派单 — 上门 — 完工 — 评价; read as one sentence. */
export function Steps(props: StepsProps) {
  const { names, current, isCancelled } = props
  const at = Math.min(current, names.length - 1)
  const label = isCancelled ? '已取消' : `第 ${at + 1} 步，共 ${names.length} 步，${names[at]}`
  return (
    <View className="steps" {...aria({ role: 'img', label })}>
      {names.map((name, index) => {
        const state = stateOf(index, props)
        return (
          <View className={`steps__i ${state}`} key={name}>
            <View className="steps__d">
              {state === 'is-done' && <Icon name="check-bold" className="steps__k" />}
            </View>
            {name}
          </View>
        )
      })}
    </View>
  )
}

interface MiniStepsProps {
  /** 1 to 5 */
  current: number
  /** the current one waits for the resident */
  isWaiting?: boolean
}

/** Five short bars in lists, always next to the status in words. */
export const MiniSteps = ({ current, isWaiting }: MiniStepsProps) => (
  <View className="mini" {...aria({ role: 'img', label: `第 ${current} 步，共 5 步` })}>
    {[1, 2, 3, 4, 5].map(step => (
      <View key={step} className={`mini__i ${miniState(step, current, isWaiting)}`} />
    ))}
  </View>
)

function miniState(step: number, current: number, isWaiting?: boolean): string {
  if (step > current) return ''
  return step === current && isWaiting ? 'is-warn' : 'is-on'
}
