import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { Icon } from './icon'

/** What is wrong and how to put it right, under the control. */
export function FieldError({ text }: { text?: string }) {
  if (!text) return null
  return (
    <View className="err" {...aria({ role: 'alert' })}>
      <Icon name="circle-alert" className="err__i" />
      <View>{text}</View>
    </View>
  )
}

interface FieldProps {
  label?: string
  /** on the right of the label: 选填 */
  extra?: ReactNode
  hint?: string
  error?: string
  isFirst?: boolean
  /** anchor for `scrollToField` */
  id?: string
}

/** Label, control, then the error or the hint. */
export function Field({ label, extra, hint, error, isFirst, id, children }: PropsWithChildren<FieldProps>) {
  return (
    <View className={`field ${isFirst ? 'field--first' : ''}`} {...(id ? { id } : {})}>
      {label && (
        <View className="field__label">
          <View>{label}</View>
          {extra && <View className="field__opt">{extra}</View>}
        </View>
      )}
      {children}
      <FieldError text={error} />
      {hint && !error && <View className="hint">{hint}</View>}
    </View>
  )
}
