import Taro from '@tarojs/taro'

/** Opens the dialler; a person who closes it again has not failed at anything. */
export function dial(number: string): void {
  void Taro.makePhoneCall({ phoneNumber: number.replace(/\s/g, '') }).catch(() => undefined)
}
