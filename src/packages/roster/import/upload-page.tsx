import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Note } from '@/components/note'
import { Page } from '@/components/page'
import { ProgressBar } from '@/components/progress-bar'
import { Refusal } from '@/components/refusal'
import { Section } from '@/components/section'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { Tap } from '@/components/tap'
import { toast } from '@/components/toast'
import { read } from '@/lib/call'
import { goHome, open } from '@/lib/navigation'
import { isH5 } from '@/lib/platform'
import { saveTextFile } from '@/lib/save-file'
import { useSession } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { useRosterUpload, type RosterUpload } from './use-upload'
import { historyNote, STATUS_TAGS, STEP_NAMES, type RosterView } from './words'

/** First step: a file, and what has been imported before (design 17). */
export function UploadPage({ communityId }: { communityId: string | undefined }) {
  const { me, error, isLoading, refresh } = useSession()
  const communities = me?.staff?.communities ?? []
  const community = communities.find(({ id }) => id === communityId) ?? communities[0]
  const list = useQuery(community ? `rosters:${community.id}` : null, () =>
    read('roster', 'list', { communityId: community!.id }),
  )
  usePullRefresh(list.refresh)
  const load = community ? list : { data: me, error, isLoading, refresh }
  return (
    <Page title="名册导入" sub={community?.name} load={load}>
      {community && <Upload communityId={community.id} rosters={list.data ?? []} />}
      {!community && (
        <Card>
          <Empty title="名册导入只给员工用" note="您是员工的话，请管理员给您加上这个小区">
            <Button kind="soft" onTap={goHome}>
              回首页
            </Button>
          </Empty>
        </Card>
      )}
    </Page>
  )
}

function Upload({ communityId, rosters }: { communityId: string; rosters: RosterView[] }) {
  const upload = useRosterUpload(communityId)
  return (
    <>
      <Card>
        <Steps names={STEP_NAMES} current={0} />
      </Card>
      <Drop {...upload} />
      {upload.choose.error && (
        <Note tone="danger" icon="circle-alert" className="mt-card">
          {upload.choose.error.message}
        </Note>
      )}
      <Template />
      <History rosters={rosters} />
      <Note icon="shield-check" className="mt-4">
        文件加密上传，导入完成后 24 小时删除原件。手机号和证件号只显示后 4 位。
      </Note>
    </>
  )
}

function Drop({ choose, sending }: RosterUpload) {
  if (sending) {
    const isReading = sending.percent >= 100
    return (
      <View className="drop mt-card">
        <View className="t3 clip drop__name">{sending.name}</View>
        <View className="drop__bar mt-2">
          <ProgressBar isLarge percent={sending.percent} />
        </View>
        <View className="cap mt-1">{isReading ? '传好了，正在读内容' : `正在上传 ${sending.percent}%`}</View>
      </View>
    )
  }
  return (
    <Tap className="drop mt-card" disabled={choose.isPending} onTap={() => void choose.run()}>
      <Icon name="upload" size="l" className="c-brand" />
      <View className="t3 mt-1">{isH5 ? '选择名册文件' : '从微信聊天选择文件'}</View>
      <View className="cap">xlsx、xls 或 csv，不超过 5,000 行、10 MB</View>
    </Tap>
  )
}

function Template() {
  const download = useAction(async () => {
    const { fileName, content } = await read('roster', 'template', {})
    await saveTextFile(fileName, content)
    if (isH5) toast('模板已下载')
  })
  return (
    <Card kind="list" isNext>
      <Cell
        isFirst
        icon="download"
        className="roster-template"
        title={isH5 ? '下载模板' : '把模板发到聊天'}
        note="9 列，含填写示例"
        isDisabled={download.isPending}
        onTap={() => void download.run()}
      />
      <Refusal error={download.error} />
    </Card>
  )
}

function History({ rosters }: { rosters: RosterView[] }) {
  return (
    <Section title="导入记录">
      <Card kind="list">
        {rosters.length === 0 && (
          <View className="sub roster-none">还没有导入过。选好文件后，先预览再导入。</View>
        )}
        {rosters.map((roster, index) => {
          const tag = STATUS_TAGS[roster.status]
          return (
            <Cell
              key={roster.id}
              isFirst={index === 0}
              className="roster-row"
              title={<View className="clip">{roster.fileName}</View>}
              note={historyNote(roster)}
              extra={<Tag tone={tag.tone}>{tag.text}</Tag>}
              hasArrow={false}
              onTap={() => open('/packages/roster/import/index', { id: roster.id })}
            />
          )
        })}
      </Card>
    </Section>
  )
}
