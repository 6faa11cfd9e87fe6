import { Page } from '@/components/page'

export default function ReviewPage() {
  return <Page title="核对申请" />
}
