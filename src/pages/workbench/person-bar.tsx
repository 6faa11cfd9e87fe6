import { View } from '@tarojs/components'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Chip } from '@/components/chip'
import { RadioGroup } from '@/components/radio'
import { Section } from '@/components/section'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import type { Me } from '@/lib/session'
import type { Desk, Post } from '@/entries/desk'
import type { StaffRole } from '../../../cloudfunctions/shared/call/roles'
import { ROLE_NAMES } from '../../../cloudfunctions/shared/words'

type Staff = NonNullable<Me['staff']>

function dutyOf({ duty }: Staff, post: Post | undefined): string {
  const isAllDay = duty.from === '00:00' && duty.to === '24:00'
  const hours = isAllDay ? '全天' : `${duty.from}–${duty.to}`
  if (!duty.isOn) return `不在岗，${hours}`
  return `${post === 'technician' ? '接单中' : '在岗'}，${hours}`
}

const AT_DESK: StaffRole[] = ['manager', 'supervisor', 'desk']

/** As what the person sits here: at the desk as the highest of its roles, elsewhere as the first they have. */
function roleOf({ post, community, hasRole }: Desk): StaffRole {
  if (post === 'technician') return post
  return AT_DESK.find(role => hasRole(role)) ?? community?.roles[0] ?? 'desk'
}

interface PersonBarProps {
  staff: Staff
  desk: Desk
}

/** Who is at the desk, on duty or not, and which desk it is. */
export function PersonBar({ staff, desk }: PersonBarProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { posts, post, communities, community } = desk
  const hasChoice = posts.length > 1 || communities.length > 1
  const role = roleOf(desk)
  // the title is one for all posts, so who has several reads what they are at this one
  const name = hasChoice || role === 'desk' ? ROLE_NAMES[role] : staff.title
  return (
    <>
      <View className="row g-3 mt-1 person-bar">
        <Avatar name={staff.name} />
        <View className="grow">
          <View className="row g-2">
            <View className="t3 fix">{staff.name}</View>
            {communities.length > 1 && <View className="sub clip">{community?.name}</View>}
          </View>
          <View className="row g-2 cap person-bar__duty">
            <View className={`dot ${staff.duty.isOn ? 'c-ok' : 'ink-3'}`} />
            <View className="clip">{dutyOf(staff, post)}</View>
          </View>
        </View>
        {hasChoice ? (
          <Chip
            isRound
            iconEnd="chevron-down"
            label={`${name}，切换岗位和小区`}
            onTap={() => setIsOpen(true)}
          >
            <View className="clip person-bar__name">{name}</View>
          </Chip>
        ) : (
          <Tag tone="brand">{name}</Tag>
        )}
      </View>
      <DeskSheet desk={desk} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </>
  )
}

interface DeskSheetProps {
  desk: Desk
  isOpen: boolean
  onClose: () => void
}

function DeskSheet({ desk, isOpen, onClose }: DeskSheetProps) {
  const { posts, post, communities, community, choose } = desk
  const take = (change: Parameters<typeof choose>[0]) => {
    choose(change)
    onClose()
  }
  return (
    <Sheet isOpen={isOpen} title="切换工作台" onClose={onClose}>
      {posts.length > 1 && (
        <RadioGroup
          label="岗位"
          items={posts.map(value => ({ value, title: ROLE_NAMES[value] }))}
          value={post}
          onChange={next => take({ post: next })}
        />
      )}
      {communities.length > 1 && (
        <Section title="小区">
          <RadioGroup
            label="小区"
            items={communities.map(({ id, name }) => ({ value: id, title: name }))}
            value={community?.id}
            onChange={communityId => take({ communityId })}
          />
        </Section>
      )}
    </Sheet>
  )
}
