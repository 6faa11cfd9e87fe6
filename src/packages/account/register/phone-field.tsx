import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, type ButtonProps } from '@/components/button'
import { FieldError } from '@/components/field'
import { Icon } from '@/components/icon'
import { Input } from '@/components/input'
import { Link } from '@/components/link'
import { toastError } from '@/components/toast'
import { isH5 } from '@/lib/platform'
import { fieldId } from './form'

interface PhoneFieldProps {
  phone: string
  onPhone: (phone: string) => void
  /** from WeChat's button, in place of a typed number */
  code: string
  onCode: (code: string) => void
  error?: string
  isFocused: boolean
}

/** The number of the WeChat account by one tap, or typed; only typed in the browser. */
export function PhoneField(props: PhoneFieldProps) {
  const { phone, onPhone, code, onCode, error, isFocused } = props
  const [isTyped, setIsTyped] = useState(isH5 || Boolean(phone))
  const change = (toTyped: boolean) => {
    onCode('')
    setIsTyped(toTyped)
  }
  return (
    <View className="field" id={fieldId('phone')}>
      <View className="field__label">手机号</View>
      {isTyped ? (
        <Input
          kind="phone"
          label="手机号"
          value={phone}
          onChange={onPhone}
          placeholder="11 位手机号"
          error={error}
          isFocused={isFocused}
        />
      ) : (
        <FromWechat code={code} onCode={onCode} onDenied={() => setIsTyped(true)} />
      )}
      <FieldError text={error} />
      <View className="row row--between g-3 register__phone">
        <View className="cap">只用来核对身份和通知您</View>
        {!isH5 && (
          <Link isRow onTap={() => change(!isTyped)}>
            {isTyped ? '用微信的号码' : '换一个号码'}
          </Link>
        )}
      </View>
    </View>
  )
}

interface FromWechatProps {
  code: string
  onCode: (code: string) => void
  onDenied: () => void
}

function FromWechat({ code, onCode, onDenied }: FromWechatProps) {
  const take: ButtonProps['onGetPhoneNumber'] = ({ detail }) => {
    if (detail.code) return onCode(detail.code)
    toastError('没有取到号码，请手动填写')
    onDenied()
  }
  if (code) {
    return (
      <View className="inset row g-2 c-brand">
        <Icon name="circle-check" size="s" />
        <View>已取到微信绑定的手机号</View>
      </View>
    )
  }
  return (
    <Button kind="line" isBlock icon="smartphone" openType="getPhoneNumber" onGetPhoneNumber={take}>
      用微信绑定的手机号
    </Button>
  )
}
