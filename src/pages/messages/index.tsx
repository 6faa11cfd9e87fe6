import { Page } from '@/components/page'

export default function MessagesPage() {
  return <Page title="消息" tab="messages" />
}
