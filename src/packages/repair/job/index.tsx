import { Page } from '@/components/page'

export default function JobPage() {
  return <Page title="工单处理" />
}
