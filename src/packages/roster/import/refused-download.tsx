import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Refusal } from '@/components/refusal'
import { Tap } from '@/components/tap'
import { toast } from '@/components/toast'
import { read } from '@/lib/call'
import { count } from '@/lib/format'
import { isH5 } from '@/lib/platform'
import { saveTextFile } from '@/lib/save-file'
import { useAction } from '@/lib/use-action'
import { csvOf, type RosterLine, type RosterView } from './words'

/** Far above what a file of 5,000 rows can have; a cursor that does not end must not hang the phone. */
const MAX_PAGES = 200

async function allRefused(id: string): Promise<RosterLine[]> {
  const rows: RosterLine[] = []
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await read('roster', 'rows', { id, group: 'refused', cursor })
    rows.push(...answer.rows)
    if (!answer.next) break
    cursor = answer.next
  }
  return rows
}

const HEADER = ['原行号', '房屋', '业主', '不能导入的原因']

/** The refused rows with their reasons, to be put right in the file. Owners stay masked. */
export function RefusedDownload({ roster }: { roster: RosterView }) {
  const download = useAction(async () => {
    const rows = await allRefused(roster.id)
    const lines = rows.map(({ row, room, owner, text }) => [String(row), room, owner, text])
    await saveTextFile(`不能导入的行-${roster.fileName.replace(/\.\w+$/, '')}.csv`, csvOf([HEADER, ...lines]))
    if (isH5) toast(`已下载 ${count(rows.length)} 行`)
  })
  return (
    <>
      <Tap
        className="row row--between roster-download"
        disabled={download.isPending}
        onTap={() => void download.run()}
      >
        <View className="sub c-brand medium">
          {download.isPending ? '正在准备' : `下载 ${count(roster.counts.refused)} 行及原因，改好再传`}
        </View>
        <Icon name="download" className="c-brand" />
      </Tap>
      <Refusal error={download.error} />
    </>
  )
}
