import type { Topic } from '../shared/effects/topics'

/** One row of the inbox. */
export interface MessageView {
  id: string
  topic: Topic
  title: string
  body: string
  page: string
  at: Date
  isRead: boolean
}

export interface Inbox {
  rows: MessageView[]
  next: string | null
  unread: number
  now: Date
}
