export type DocumentName = 'terms' | 'privacy'

export const DOCUMENT_TITLES = {
  terms: '用户协议',
  privacy: '个人信息说明',
} satisfies Record<DocumentName, string>
