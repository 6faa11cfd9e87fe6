import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Input } from '@/components/input'
import { Stepper } from '@/components/stepper'
import type { Part } from './use-work-form'
import { MAX_PART_NAME, MAX_PART_QUANTITY, MAX_PARTS } from '../../../../cloudfunctions/repair/limits'

interface PartsListProps {
  parts: Part[]
  onChange: (parts: Part[]) => void
}

/** 用料: what was used, in the technician's own words, and how many. */
export function PartsList({ parts, onChange }: PartsListProps) {
  const [name, setName] = useState('')
  const setQuantity = (index: number, quantity: number) =>
    onChange(parts.map((part, at) => (at === index ? { ...part, quantity } : part)))
  const add = () => {
    const clean = name.trim()
    if (!clean) return
    const at = parts.findIndex(part => part.name === clean)
    if (at >= 0) setQuantity(at, parts[at]!.quantity + 1)
    else onChange([...parts, { name: clean, quantity: 1 }])
    setName('')
  }
  return (
    <Card kind="list">
      {parts.map((part, index) => (
        <View key={part.name} className={`line ${index === 0 ? 'line--first' : ''}`}>
          <View className="grow">
            <View className={`tx medium parts__name ${part.quantity ? '' : 'ink-3 parts__name--off'}`}>
              {part.name}
            </View>
            {part.quantity === 0 && <View className="cap">没用，不会写进报告</View>}
          </View>
          <Stepper
            isSmall
            label={part.name}
            max={MAX_PART_QUANTITY}
            value={part.quantity}
            onChange={quantity => setQuantity(index, quantity)}
          />
        </View>
      ))}
      {parts.length < MAX_PARTS && (
        <View className={`line ${parts.length ? '' : 'line--first'}`}>
          <View className="grow">
            <Input
              label="材料名称"
              placeholder="材料名称，例：生料带"
              maxLength={MAX_PART_NAME}
              value={name}
              onChange={setName}
            />
          </View>
          <Button kind="soft" icon="plus" className="parts__add" isDisabled={!name.trim()} onTap={add}>
            加上
          </Button>
        </View>
      )}
    </Card>
  )
}
