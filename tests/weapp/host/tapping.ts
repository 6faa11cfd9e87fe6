import { tap } from './controls'
import { dispatch } from './events'
import type { Host } from './host'
import type { ElementNode } from './tree'
import { WxFailure } from './wx/answer'

/** `getPhoneNumber|agreePrivacyAuthorization` does both, in that order of need. */
const openTypes = (button: ElementNode): string[] =>
  String(button.attributes.openType ?? '')
    .split('|')
    .filter(Boolean)

async function phoneNumber({ phone, wx }: Host): Promise<object> {
  try {
    await wx.privacy.require('getPhoneNumber')
  } catch (error) {
    const { errMsg, more } = error as WxFailure
    return { ...more, errMsg }
  }
  if (phone.phoneCode === null) return { errMsg: 'getPhoneNumber:fail user deny' }
  return { code: phone.phoneCode, errMsg: 'getPhoneNumber:ok' }
}

async function openAbility(host: Host, button: ElementNode): Promise<void> {
  const types = openTypes(button)
  if (types.includes('agreePrivacyAuthorization')) {
    host.wx.privacy.agree()
    dispatch(button, 'agreeprivacyauthorization')
  }
  if (types.includes('getPhoneNumber'))
    dispatch(button, 'getphonenumber', { detail: await phoneNumber(host) })
  if (types.includes('share')) host.router.current()?.call('onShareAppMessage', { from: 'button' })
}

/** A person's tap on an element, with what WeChat's own buttons do. */
export async function tapOn(host: Host, element: ElementNode): Promise<void> {
  let button: ElementNode | undefined
  host.whileTapping(() => (button = tap(element)))
  if (button) await openAbility(host, button)
}
