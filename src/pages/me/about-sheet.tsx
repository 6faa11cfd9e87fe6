import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { Cell } from '@/components/cell'
import { Link } from '@/components/link'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { open } from '@/lib/navigation'
import { isH5 } from '@/lib/platform'
import { useSession } from '@/lib/session'
import { VERSION } from './version'

// a staff post is made out to this number; only whoever sets the company up needs it
const isSetUp = isH5 || process.env.NODE_ENV !== 'production'

const TERMS = '/packages/account/terms/index'

export function AboutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const show = (doc: string) => {
    onClose()
    open(TERMS, { doc })
  }
  return (
    <Sheet isOpen={isOpen} title="关于和居" onClose={onClose}>
      <Cell isFirst title="版本" extra={VERSION} />
      <Cell icon="file-text" title="用户协议" onTap={() => show('terms')} />
      <Cell icon="shield-check" title="个人信息说明" onTap={() => show('privacy')} />
      {isSetUp && <OwnId />}
    </Sheet>
  )
}

function OwnId() {
  const id = useSession().me?.personId ?? ''
  const copy = async () => {
    await Taro.setClipboardData({ data: id })
    if (isH5) toast('编号已复制')
  }
  return (
    <Cell
      title="我的编号"
      note={<View className="me__id">{id}</View>}
      extra={
        <Link label="复制我的编号" onTap={() => void copy()}>
          复制
        </Link>
      }
    />
  )
}
