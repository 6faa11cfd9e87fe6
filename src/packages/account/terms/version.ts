import type { CONSENT_VERSION } from '../../../../cloudfunctions/account/inputs'

/** Of the documents in this folder; the function asks again when it is raised, and refuses any other. */
export const TERMS_VERSION: typeof CONSENT_VERSION = '2026-11'

export type DocumentName = 'terms' | 'privacy'

export const DOCUMENT_TITLES = {
  terms: '用户协议',
  privacy: '个人信息说明',
} satisfies Record<DocumentName, string>
