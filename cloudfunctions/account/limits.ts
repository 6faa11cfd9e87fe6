// Lists and numbers of registration, for the function and the mini program.

/** Terms and personal-information notice; a new version asks everybody again (ACC-1). */
export const CONSENT_VERSION = '2026-11'

/** A name of one letter is a slip of the finger. */
export const MIN_NAME = 2

export const REVIEW_TABS = ['pending', 'approved', 'refused'] as const

export const REFUSE_REASONS = ['name', 'phone', 'ownerConsent', 'other'] as const

/** Letters of what an applicant reads when sent back. */
export const MAX_REFUSAL = 100
