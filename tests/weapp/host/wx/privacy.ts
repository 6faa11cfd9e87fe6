import type { Phone } from '../phone'
import type { Realm } from '../realm'
import { WxFailure, type Asked, type Answering } from './answer'

export interface Privacy {
  /** refuses until the person has agreed. @throws WxFailure */
  require(name: string): Promise<void>
  agree(): void
  methods: Record<string, unknown>
}

type Listener = (resolve: (answer: { event: string }) => void, info: { referrer: string }) => void

/**
 * `__usePrivacyCheck__`: what touches personal data asks first. A mini program without its own question gets
 * WeChat's, which the person holding the phone answers.
 */
export function privacy(
  realm: Realm,
  answer: Answering,
  { phone, isOn }: { phone: Phone; isOn: boolean },
): Privacy {
  let hasAgreed = !isOn
  let own: Listener | undefined

  const ask = (referrer: string) =>
    new Promise<boolean>(resolve => {
      if (!own) return resolve(phone.agreesToPrivacy)
      const decide = ({ event }: { event: string }) => {
        if (event === 'agree' || event === 'disagree') resolve(event === 'agree')
      }
      realm.guard(() => own!(decide, { referrer }))
    })

  async function require(name: string): Promise<void> {
    if (!hasAgreed) hasAgreed = await ask(name)
    if (!hasAgreed) throw new WxFailure(`${name}:fail privacy permission is not authorized`, { errno: 104 })
  }
  return {
    require,
    agree: () => void (hasAgreed = true),
    methods: {
      onNeedPrivacyAuthorization: (listener: Listener) => void (own = listener),
      getPrivacySetting: answer('getPrivacySetting', () => ({
        needAuthorization: !hasAgreed,
        privacyContractName: '《和居用户隐私保护指引》',
      })),
      requirePrivacyAuthorize: answer('requirePrivacyAuthorize', (_: Asked) =>
        require('requirePrivacyAuthorize'),
      ),
      openPrivacyContract: answer('openPrivacyContract', () => undefined),
    },
  }
}
