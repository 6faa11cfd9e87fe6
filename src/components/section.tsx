import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Icon } from './icon'
import { Tap } from './tap'

interface SectionProps {
  title: string
  /** on the right: a note or a tag */
  extra?: ReactNode
  /** on the right, to tap: 全部 › */
  more?: { text: string; onTap: () => void }
}

export function Section({ title, extra, more, children }: PropsWithChildren<SectionProps>) {
  return (
    <View className="sec">
      <View className="sec__head">
        <View className="sec__title">{title}</View>
        {extra && <View className="cap">{extra}</View>}
        {more && (
          <Tap className="sec__more hit" hover="" onTap={more.onTap} label={`${title}，${more.text}`}>
            {more.text}
            <Icon name="chevron-right" size="xs" />
          </Tap>
        )}
      </View>
      {children}
    </View>
  )
}
