import { useState } from 'react'
import { call, CallError } from '@/lib/call'
import { cloud } from '@/lib/cloud/cloud'
import { chooseDocument, newId, type LocalFile } from '@/lib/files'
import { fileSize } from '@/lib/format'
import { open } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useAction, type Action } from '@/lib/use-action'

const MAX_BYTES = 10 * 1024 * 1024

export interface RosterUpload {
  choose: Action<[], void>
  /** while it goes up: its name and how far it is; 100 means that it is being read */
  sending: { name: string; percent: number } | undefined
}

const extensionOf = (name: string): string => /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin'

function check({ bytes }: LocalFile): void {
  if (bytes > MAX_BYTES)
    throw new CallError('BAD_INPUT', `文件有 ${fileSize(bytes)}，超过 10 MB。请按楼栋拆成几个文件再传`)
  if (bytes === 0) throw new CallError('BAD_INPUT', '文件是空的，请检查后重新选择')
}

/** Choose a file, send it, let the function read it, then go on to its columns. */
export function useRosterUpload(communityId: string): RosterUpload {
  const { me } = useSession()
  const [sending, setSending] = useState<RosterUpload['sending']>()

  const choose = useAction(async () => {
    const file = await chooseDocument(['xlsx', 'xls', 'csv'])
    if (!file || !me) return
    const { name } = file
    check(file)
    try {
      setSending({ name, percent: 0 })
      const fileId = await cloud.upload({
        cloudPath: `${me.uploadPrefix}${newId()}.${extensionOf(name)}`,
        filePath: file.path,
        onProgress: percent => setSending({ name, percent }),
      })
      const roster = await call('roster', 'open', { communityId, fileId, fileName: name.slice(-120) })
      open('/packages/roster/import/index', { id: roster.id })
    } finally {
      setSending(undefined)
    }
  })
  return { choose, sending }
}
