import { useState } from 'react'
import { useSession } from '@/lib/session'

export interface Consent {
  hasAgreed: boolean
  open: () => void
  /** for ConsentSheet */
  sheet: { isOpen: boolean; hasAgreed: boolean; onAgree: () => void; onClose: () => void }
}

/** Asked before the form can be filled in, unless this version has been agreed to already. */
export function useConsent(isInDraft: boolean, onAgree: () => void): Consent {
  const isNeeded = useSession().me?.consentNeeded !== null
  const hasAgreed = !isNeeded || isInDraft
  const [isOpen, setIsOpen] = useState(!hasAgreed)
  const close = () => setIsOpen(false)
  const agree = () => {
    onAgree()
    close()
  }
  return {
    hasAgreed,
    open: () => setIsOpen(true),
    sheet: { isOpen, hasAgreed, onAgree: agree, onClose: close },
  }
}
