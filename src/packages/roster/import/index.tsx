import { useParams } from '@/lib/use-params'
import { ImportPage } from './import-page'
import { UploadPage } from './upload-page'
import './index.scss'

/** 名册导入 (ACC-9): without an id a new file and the history, with one that import, wherever it stands. */
export default function RosterPage() {
  const { id, communityId } = useParams()
  return id ? <ImportPage id={id} /> : <UploadPage communityId={communityId} />
}
