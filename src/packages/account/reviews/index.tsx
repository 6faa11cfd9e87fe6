import { Page } from '@/components/page'

export default function ReviewsPage() {
  return <Page title="登记审核" />
}
