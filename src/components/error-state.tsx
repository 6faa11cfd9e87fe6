import { View } from '@tarojs/components'
import type { CallError } from '@/lib/call'
import { aria } from '@/lib/aria'
import { goHome } from '@/lib/navigation'
import { Button } from './button'
import { Icon, type IconName } from './icon'

interface Words {
  icon: IconName
  title: string
  /** instead of the error's own sentence */
  note?: string
  canRetry: boolean
}

const WORDS: Partial<Record<CallError['code'], Words>> = {
  OFFLINE: { icon: 'wifi-off', title: '没连上网', note: '已填的内容还在，连上后再试', canRetry: true },
  FORBIDDEN: { icon: 'shield-check', title: '这里您还看不了', canRetry: false },
  UNAUTHENTICATED: { icon: 'shield-check', title: '请在微信里打开', canRetry: false },
  NOT_FOUND: { icon: 'search', title: '没找到', canRetry: false },
  // of a page that only reads: its address is not whole
  BAD_INPUT: { icon: 'search', title: '没找到', note: '这个地址不完整，请从列表里打开', canRetry: false },
}
const OTHER: Words = { icon: 'circle-alert', title: '没取到内容', canRetry: true }

interface ErrorStateProps {
  error: CallError
  onRetry?: () => unknown
}

/** In place of content that could not be read. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { icon, title, note, canRetry } = WORDS[error.code] ?? OTHER
  return (
    <View className="card" {...aria({ role: 'alert' })}>
      <View className="empty">
        <View className="c-danger">
          <Icon name={icon} />
        </View>
        <View className="t3 mt-3">{title}</View>
        <View className="cap mt-1">{note ?? error.message}</View>
        {canRetry && onRetry && (
          <Button kind="line" icon="rotate-ccw" className="mt-4" onTap={onRetry}>
            再试一次
          </Button>
        )}
        {!canRetry && (
          <Button kind="line" className="mt-4" onTap={goHome}>
            回首页
          </Button>
        )}
      </View>
    </View>
  )
}
