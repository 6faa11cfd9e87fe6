import { useState } from 'react'
import { useSession, type Me } from '@/lib/session'
import { keep, recall } from '@/lib/storage'
import type { StaffRole } from '../../cloudfunctions/shared/call/roles'

/** At whose desk a person sits; one who is both changes over. */
export type Post = 'desk' | 'technician'

interface Chosen {
  post?: Post
  communityId?: string
}

type Community = NonNullable<Me['staff']>['communities'][number]

export interface Desk {
  /** posts that have something to do here */
  posts: Post[]
  post: Post | undefined
  communities: Community[]
  community: Community | undefined
  /** roles are per community: does the person have one of these in the chosen one? */
  hasRole: (...roles: StaffRole[]) => boolean
  choose: (chosen: Chosen) => void
}

const KEY = 'desk'

const POST_ROLES: Record<Post, StaffRole[]> = {
  desk: ['desk', 'supervisor', 'manager'],
  technician: ['technician'],
}
const POSTS: Post[] = ['desk', 'technician']

/** The desk the person has in front of them, remembered on this phone. */
export function useDesk(): Desk {
  const { me } = useSession()
  const [chosen, setChosen] = useState<Chosen>(() => recall<Chosen>(KEY) ?? {})
  const communities = me?.staff?.communities ?? []
  const community = communities.find(({ id }) => id === chosen.communityId) ?? communities[0]
  const hasRole = (...roles: StaffRole[]) => roles.some(role => community?.roles.includes(role))
  const posts = POSTS.filter(post => hasRole(...POST_ROLES[post]))
  const choose = (change: Chosen) => {
    const next = { ...chosen, ...change }
    keep(KEY, next)
    setChosen(next)
  }
  return {
    posts,
    post: posts.find(post => post === chosen.post) ?? posts[0],
    communities,
    community,
    hasRole,
    choose,
  }
}
