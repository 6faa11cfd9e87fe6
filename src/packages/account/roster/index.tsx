import { Page } from '@/components/page'

export default function RosterPage() {
  return <Page title="名册导入" />
}
