import { Input as NativeInput, View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Icon } from './icon'
import { named } from './input'
import { Tap } from './tap'

interface SearchBarProps {
  value: string
  onChange: (value: string) => void
  /** 搜问题、姓名: what it finds by, and short enough for a phone 320 px wide */
  placeholder: string
  onConfirm?: () => void
}

export function SearchBar({ value, onChange, placeholder, onConfirm }: SearchBarProps) {
  return (
    <View className="search grow" {...aria({ role: 'search' })}>
      <Icon name="search" size="s" />
      <NativeInput
        className="search__native"
        value={value}
        placeholder={placeholder}
        placeholderClass="input__ph"
        confirmType="search"
        maxlength={40}
        onInput={event => onChange(event.detail.value)}
        onConfirm={onConfirm}
        {...named(placeholder)}
      />
      {value && (
        <Tap className="hit" label="清空" onTap={() => onChange('')}>
          <Icon name="x" size="s" />
        </Tap>
      )}
    </View>
  )
}
