import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { replace } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useTheme } from '@/lib/settings'
import { ElderForm } from './elder-form'
import { FullForm } from './full-form'
import './index.scss'

/** Reporting a fault (REQ-2): for a house that has been checked. */
export default function ReportPage() {
  const { me, home, community, error, isLoading, refresh } = useSession()
  const isElder = useTheme() === 'elder'
  if (me && home && community) {
    const Form = isElder ? ElderForm : FullForm
    return <Form me={me} home={home} community={community} />
  }
  const application = me?.homes[0]
  return (
    <Page title="报修" nav={isElder ? 'home' : 'back'} load={{ data: me, error, isLoading, refresh }}>
      <Card>
        <Empty
          title="还不能报修"
          note={application ? '房屋核对通过后就能报修' : '先绑定房屋，核对通过就能报修'}
        >
          <Button
            kind="soft"
            onTap={() => replace('/packages/account/register/index', { roomId: application?.room.roomId })}
          >
            {application ? '看核对进度' : '绑定房屋'}
          </Button>
        </Empty>
      </Card>
    </Page>
  )
}
