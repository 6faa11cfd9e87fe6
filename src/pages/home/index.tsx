import { Page } from '@/components/page'

export default function HomePage() {
  return <Page title="首页" tab="home" nav="brand" />
}
