import { Page } from '@/components/page'

export default function WorkbenchPage() {
  return <Page title="工作台" tab="workbench" />
}
