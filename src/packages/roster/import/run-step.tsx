import { View } from '@tarojs/components'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { confirm } from '@/components/dialog'
import { Kv } from '@/components/kv'
import { Note } from '@/components/note'
import { Page } from '@/components/page'
import { ProgressBar } from '@/components/progress-bar'
import { Refusal } from '@/components/refusal'
import { Steps } from '@/components/steps'
import { call } from '@/lib/call'
import { count } from '@/lib/format'
import { goBack } from '@/lib/navigation'
import { useAction } from '@/lib/use-action'
import { useImportRun } from './use-import-run'
import { STEP_NAMES, type RosterView } from './words'

interface RunStepProps {
  roster: RosterView
  onChange: (roster: RosterView) => void
}

const TITLES: Partial<Record<RosterView['status'], string>> = {
  running: '正在导入',
  done: '导入完成',
  stopped: '已停止导入',
  failed: '导入作废',
}

/** The import while it runs and when it is over (design 17d). */
export function RunStep({ roster, onChange }: RunStepProps) {
  const { secondsLeft, isStuck } = useImportRun(roster, onChange)
  const { status, progress } = roster
  const isRunning = status === 'running'
  return (
    <Page title="名册导入" foot={<Foot roster={roster} onChange={onChange} />}>
      <Card>
        <Steps names={STEP_NAMES} current={status === 'done' ? 4 : 3} />
      </Card>
      <Card isNext className="roster-run">
        <View className="row row--base row--between g-2">
          <View className="t2">{TITLES[status]}</View>
          {isRunning && <View className="cap">{leftText(secondsLeft, isStuck)}</View>}
        </View>
        <View className="row row--base g-2 mt-3">
          <View className="money money--lg">{count(progress.done)}</View>
          <View className="sub">{`/ ${count(progress.total)} 行`}</View>
        </View>
        <View className="mt-3">
          <ProgressBar
            isLarge
            percent={progress.total ? (progress.done / progress.total) * 100 : 100}
            tone={status === 'failed' ? 'danger' : undefined}
          />
        </View>
        <View className="hair" />
        <Kv name="新增住户">{count(progress.added)}</Kv>
        <Kv name="更新资料">{count(progress.changed)}</Kv>
        <Kv name="没有变化">{count(progress.unchanged)}</Kv>
        <Kv name="失败">{count(progress.failed)}</Kv>
      </Card>
      <What roster={roster} />
      {(isRunning || status === 'done') && (
        <Card kind="list" isNext>
          <Cell
            isFirst
            title={isRunning ? '完成后自动重新核对待审登记' : '待审登记已重新核对'}
            note="姓名和手机号都对得上的，系统自动通过"
          />
        </Card>
      )}
    </Page>
  )
}

function leftText(secondsLeft: number | undefined, isStuck: boolean): string {
  if (isStuck) return '没连上网，连上后接着导'
  if (secondsLeft === undefined) return '正在估算时间'
  return secondsLeft < 60 ? `约剩 ${secondsLeft} 秒` : `约剩 ${Math.ceil(secondsLeft / 60)} 分钟`
}

function What({ roster }: { roster: RosterView }) {
  const done = count(roster.progress.done)
  if (roster.status === 'running') {
    return (
      <Note icon="info" className="mt-card">
        {`可以离开本页，完成后在消息里通知。断网后${roster.progress.done ? `从第 ${done} 行` : ''}接着导，不会重复。`}
      </Note>
    )
  }
  if (roster.status === 'stopped') {
    return (
      <Note tone="warn" icon="circle-alert" className="mt-card">
        {`已导入的 ${done} 行留下，其余没有动。一天内可以接着导，不会重复。`}
      </Note>
    )
  }
  if (roster.status === 'failed') {
    return (
      <Note tone="danger" icon="circle-alert" className="mt-card">
        {`原文件已经删除，这次不能再导。已导入的 ${done} 行留下，请重新上传，不会重复。`}
      </Note>
    )
  }
  return null
}

function Foot({ roster, onChange }: RunStepProps) {
  const stop = useAction(async () => {
    const isSure = await confirm({
      title: '停止导入',
      text: `已导入的 ${count(roster.progress.done)} 行会留下，其余不再导入。`,
      yes: '停止导入',
      no: '继续导入',
      isDanger: true,
    })
    if (isSure) onChange(await call('roster', 'stop', { id: roster.id }))
  })
  const resume = useAction(async () => onChange(await call('roster', 'confirm', { id: roster.id })))
  if (roster.status !== 'running') {
    const isStopped = roster.status === 'stopped'
    return (
      <BottomBar above={<Refusal error={resume.error} />}>
        <Button
          kind={isStopped ? 'line' : 'primary'}
          size="lg"
          isGrow={!isStopped}
          className="roster__back"
          onTap={goBack}
        >
          {isStopped ? '返回' : '回导入记录'}
        </Button>
        {isStopped && (
          <Button size="lg" isGrow className="roster__resume" onTap={resume.run}>
            接着导
          </Button>
        )}
      </BottomBar>
    )
  }
  return (
    <BottomBar above={<Refusal error={stop.error} />}>
      <Button kind="danger" size="lg" className="roster__stop" onTap={stop.run}>
        停止导入
      </Button>
      <Button size="lg" isGrow className="roster__leave" onTap={goBack}>
        离开，后台继续
      </Button>
    </BottomBar>
  )
}
