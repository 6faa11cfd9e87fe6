import { useState } from 'react'
import { toastError } from '@/components/toast'
import { call, toCallError } from '@/lib/call'
import { replace, scrollToField } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import { firstOf, hintOf, inputOf, missingOf, type Application, type Errors } from './form'

export interface Registering {
  /** checks, sends, then shows what became of it at the address of the room */
  submit: (application: Application) => Promise<unknown>
  isPending: boolean
  errors: Errors
  /** the first wrong field, to be focused */
  focus: string | undefined
  /** for the line under the button */
  hint: string | undefined
  /** the field has been changed */
  forgive: (keys: string[]) => void
}

/** Sends an application, a first one or one put right. What was typed stays until it has been taken. */
export function useRegister(onTaken: () => void, onRefused: () => void): Registering {
  const { refresh } = useSession()
  const [errors, setErrors] = useState<Errors>({})
  const [focus, setFocus] = useState<string>()

  const point = (wrong: Errors) => {
    const first = firstOf(wrong)
    setErrors(wrong)
    // away first, so that the same field is focused a second time
    setFocus(undefined)
    if (!first) return
    setTimeout(() => {
      setFocus(first)
      scrollToField(`register-${first}`)
    }, 50)
  }
  const show = async (roomId: string) => {
    await refresh()
    replace('/packages/account/register/index', { roomId })
  }

  const send = useAction(async (application: Application) => {
    try {
      await call('account', 'register', inputOf(application))
      onTaken()
      await show(application.roomId)
    } catch (error) {
      const refusal = toCallError(error)
      onRefused()
      point(refusal.fields)
      if (refusal.code === 'WRONG_STATUS' || refusal.code === 'CONFLICT') {
        toastError(refusal.message)
        await show(application.roomId)
      }
      throw refusal
    }
  })

  const submit = async (application: Application) => {
    const missing = missingOf(application)
    point(missing)
    if (!firstOf(missing)) await send.run(application)
  }
  const forgive = (keys: string[]) => {
    if (send.error) send.reset()
    setErrors(old => Object.fromEntries(Object.entries(old).filter(([key]) => !keys.includes(key))))
  }
  const hint = hintOf(errors) ?? send.error?.message
  return { submit, isPending: send.isPending, errors, focus, hint, forgive }
}
