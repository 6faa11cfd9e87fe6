import { View } from '@tarojs/components'
import { CheckMark } from '@/components/check'
import { Tap } from '@/components/tap'
import type { Consent } from './use-consent'

/** Above the button. Ticking it opens what is being agreed to. */
export const ConsentCheck = ({ consent }: { consent: Consent }) => (
  <Tap className="register__consent row g-2" hover="" onTap={consent.open}>
    <CheckMark isOn={consent.hasAgreed} />
    <View className="cap ink-2">
      {consent.hasAgreed ? '已同意用户协议和个人信息说明' : '还没同意用户协议和个人信息说明'}
    </View>
  </Tap>
)
