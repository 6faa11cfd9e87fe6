import { toCallError } from '@/lib/call'
import { useAction, type Action } from '@/lib/use-action'
import { toast, toastError } from './toast'

interface After {
  /** what has been done, in the words of the button */
  said?: string
  /** reads the record again: after success, and when somebody else was faster */
  refresh?: () => unknown
  /** success, or nothing left to do here: closes the sheet */
  close?: () => void
}

/**
 * A step of a record: locked while it runs, told when it is done. When somebody else was faster the person sees that
 * sentence and the record as it is now; any other refusal stays in `error` for the form to show.
 */
export function useStep<Args extends unknown[]>(
  act: (...args: Args) => Promise<unknown>,
  { said, refresh, close }: After,
): Action<Args, true> {
  return useAction(async (...args: Args) => {
    try {
      await act(...args)
    } catch (error) {
      const refusal = toCallError(error)
      if (refusal.code === 'CONFLICT' || refusal.code === 'WRONG_STATUS') {
        toastError(refusal.message)
        close?.()
        void refresh?.()
      }
      throw refusal
    }
    if (said) toast(said)
    close?.()
    void refresh?.()
    return true as const
  })
}
