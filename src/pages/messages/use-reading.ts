import { useState } from 'react'
import { toast, toastError } from '@/components/toast'
import type { OutputOf } from '@/lib/api'
import { call } from '@/lib/call'
import { useSession } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import type { Query } from '@/lib/use-query'

export type Inbox = OutputOf<'message', 'list'>
export type Message = Inbox['rows'][number]

interface Reading {
  isRead: (message: Message) => boolean
  markRead: (message: Message) => void
  markAllRead: () => void
  unread: number
}

/** A message is read at once on the screen; the function hears of it meanwhile. */
export function useReading({ data, refresh }: Query<Inbox>): Reading {
  const session = useSession()
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const isRead = ({ id, isRead: wasRead }: Message) => wasRead || opened.has(id)

  const markRead = (message: Message) => {
    if (isRead(message)) return
    setOpened(old => new Set([...old, message.id]))
    // lost on the way, it stays unread and is marked the next time it is opened
    void call('message', 'read', { id: message.id })
      .then(session.refresh)
      .catch(() => setOpened(old => new Set([...old].filter(id => id !== message.id))))
  }
  const readAll = useAction(async () => {
    try {
      await call('message', 'readAll', {})
      await Promise.all([refresh(), session.refresh()])
      toast('全部已读')
    } catch {
      toastError('没连上网，消息还是未读')
    }
  })
  const justRead = data?.rows.filter(row => !row.isRead && opened.has(row.id)).length ?? 0
  return {
    isRead,
    markRead,
    markAllRead: () => void readAll.run(),
    unread: Math.max(0, (data?.unread ?? 0) - justRead),
  }
}
