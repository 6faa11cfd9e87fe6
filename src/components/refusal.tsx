import type { CallError } from '@/lib/call'
import { aria } from '@/lib/aria'
import { View } from '@tarojs/components'
import { Note } from './note'

interface RefusalProps {
  error: CallError | undefined
  /** fields that show their own sentence */
  shown?: string[]
}

/** Why a form was not taken, above its button, when no field says it. What was typed stays. */
export function Refusal({ error, shown = [] }: RefusalProps) {
  if (!error) return null
  const named = Object.keys(error.fields)
  if (named.length > 0 && named.every(field => shown.includes(field.split('.')[0]!))) return null
  return (
    <View className="mt-4" {...aria({ role: 'alert' })}>
      <Note tone="danger" icon="circle-alert">
        {error.message}
      </Note>
    </View>
  )
}
