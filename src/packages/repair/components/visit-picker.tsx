import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chip } from '@/components/chip'
import { FieldError } from '@/components/field'
import { Link } from '@/components/link'
import type { VisitChoice } from '@/entries/repair/visit'
import { aria } from '@/lib/aria'
import { day, isoDate, slot as slotText, startOfDay, weekday } from '@/lib/format'
import { SLOTS, type SlotName } from '../../../../cloudfunctions/repair/limits'
import './visit-picker.scss'

interface VisitPickerProps {
  value: VisitChoice
  onChange: (visit: VisitChoice) => void
  now: string | number | Date
  error?: string
}

const DAY_MS = 86_400_000
/** The first four days stand open, the rest behind a link: three rows, within MAX_DAYS_AHEAD. */
const FEW_DAYS = 4
const ALL_DAYS = 12

const endOf = (date: string, slot: SlotName): number =>
  startOfDay(date).getTime() + Number(slot.slice(-2)) * 3_600_000

/** 9/21, below 今天 or 周三 */
const shortDate = (date: string): string => date.slice(5).split('-').map(Number).join('/')

/** Day and slot of a visit. What is over is grey and says so. */
export function VisitPicker({ value, onChange, now, error }: VisitPickerProps) {
  const [isLong, setIsLong] = useState(false)
  const all = Array.from({ length: ALL_DAYS }, (_, index) =>
    isoDate(new Date(now).getTime() + index * DAY_MS),
  )
  const few = all.slice(0, FEW_DAYS)
  const isOpen = isLong || Boolean(value.date && all.includes(value.date) && !few.includes(value.date))
  const isPast = (date: string, slot: SlotName) => endOf(date, slot) <= new Date(now).getTime()
  const chosen = value.date ?? all.find(date => !isPast(date, SLOTS.at(-1)!))!
  const isOver = (slot: SlotName) => isPast(chosen, slot)
  const chooseDay = (date: string) =>
    onChange({ date, slot: value.slot && !isPast(date, value.slot) ? value.slot : undefined })
  return (
    <View>
      <View className="visit-days" {...aria({ role: 'radiogroup', label: '上门日期' })}>
        {(isOpen ? all : few).map((date, index) => (
          <View className="visit-days__w" key={date}>
            <Chip
              role="radio"
              sub={shortDate(date)}
              isOn={date === chosen}
              label={day(startOfDay(date), now)}
              onTap={() => chooseDay(date)}
            >
              {index < 2 ? ['今天', '明天'][index] : weekday(startOfDay(date))}
            </Chip>
          </View>
        ))}
      </View>
      <View className="visit-slots" {...aria({ role: 'radiogroup', label: '上门时段' })}>
        {SLOTS.map(slot => (
          <View className="visit-slots__w" key={slot}>
            <Chip
              role="radio"
              isOn={slot === value.slot}
              isDisabled={isOver(slot)}
              isError={Boolean(error) && !isOver(slot)}
              onTap={() => onChange({ date: chosen, slot })}
            >
              {isOver(slot) ? `${slotText(slot)}，已过` : slotText(slot)}
            </Chip>
          </View>
        ))}
        {!isOpen && (
          <View className="visit-slots__w visit-slots__more">
            <Link isRow onTap={() => setIsLong(true)}>
              更晚的日期
            </Link>
          </View>
        )}
      </View>
      <FieldError text={error} />
    </View>
  )
}
