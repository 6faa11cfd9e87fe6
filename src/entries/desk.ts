import { useState } from 'react'
import { useSession, type Community } from '@/lib/session'
import { keep, recall } from '@/lib/storage'
import type { StaffRole } from '../../cloudfunctions/shared/call/roles'

/** At whose desk a person sits; one who is both changes over. */
export type Post = 'desk' | 'technician'

interface Chosen {
  post?: Post
  communityId?: string
}

export interface Desk {
  /** posts that have something to do here */
  posts: Post[]
  post: Post | undefined
  communities: Community[]
  community: Community | undefined
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
  const { me, hasRole } = useSession()
  const [chosen, setChosen] = useState<Chosen>(() => recall<Chosen>(KEY) ?? {})
  const posts = POSTS.filter(post => hasRole(...POST_ROLES[post]))
  const communities = me?.staff?.communities ?? []
  const choose = (change: Chosen) => {
    const next = { ...chosen, ...change }
    keep(KEY, next)
    setChosen(next)
  }
  return {
    posts,
    post: posts.find(post => post === chosen.post) ?? posts[0],
    communities,
    community: communities.find(({ id }) => id === chosen.communityId) ?? communities[0],
    choose,
  }
}
