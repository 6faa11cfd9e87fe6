import { View, type ITouchEvent } from '@tarojs/components'
import { useId, type PropsWithChildren, type ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { IconButton } from './icon-button'
import { useOverlay } from './overlay'

interface SheetProps {
  isOpen: boolean
  title: string
  onClose: () => void
  /** buttons, kept below the scrolling part */
  foot?: ReactNode
  /** below the buttons: 48 小时内不处理，视为通过 */
  footNote?: string
}

/** A panel from the bottom. Write it as a direct child of Page. */
export function Sheet(props: PropsWithChildren<SheetProps>) {
  // ids of React hold colons, which selectors do not like
  const id = `sheet${useId().replace(/:/g, '')}`
  useOverlay(props.isOpen, id, props.onClose)
  if (!props.isOpen) return null
  return <Panel {...props} id={id} />
}

// a sheet may stand inside a card that can itself be tapped
const stop = (event: ITouchEvent) => event.stopPropagation()

function Panel({
  id,
  title,
  onClose,
  foot,
  footNote,
  children,
}: PropsWithChildren<SheetProps & { id: string }>) {
  const close = (event: ITouchEvent) => {
    stop(event)
    onClose()
  }
  return (
    <>
      <View className="mask" catchMove onClick={close} {...aria({ hidden: true })} />
      <View className="sheet" onClick={stop} {...aria({ role: 'dialog', label: title })}>
        <View className="sheet__head">
          <View id={id} className="sheet__title" {...{ tabindex: '-1' }}>
            {title}
          </View>
          <IconButton kind="plain" icon="x" label="关闭" onTap={onClose} />
        </View>
        <View className="sheet__body">{children}</View>
        {foot ? (
          <View className="sheet__foot">
            <View className="row g-3">{foot}</View>
            {footNote && <View className="foot__hint">{footNote}</View>}
          </View>
        ) : (
          <View className="sheet__end" />
        )}
      </View>
    </>
  )
}
