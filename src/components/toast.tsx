import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { createStore, useStore } from '@/lib/store'
import { Icon, type IconName } from './icon'

interface Message {
  text: string
  icon: IconName
}

const SHOWN_MS = 2600
const message = createStore<Message | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** Says briefly what has been done, in the words of the button: 报修已提交. Survives a change of page. */
export function toast(text: string, icon: IconName = 'circle-check'): void {
  clearTimeout(timer)
  message.set({ text, icon })
  timer = setTimeout(() => message.set(null), SHOWN_MS)
}

/** For refusals that belong to no field. */
export const toastError = (text: string): void => toast(text, 'circle-alert')

/** Drawn by Page. */
export function ToastHost() {
  const shown = useStore(message)
  return (
    <View className="toast-host" {...aria({ role: 'status', live: 'polite' })}>
      {shown && (
        <View className="toast">
          <Icon name={shown.icon} size="s" />
          {shown.text}
        </View>
      )}
    </View>
  )
}
