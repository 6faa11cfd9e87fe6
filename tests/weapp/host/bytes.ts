export const byteLength = (text: string): number => Buffer.byteLength(text)
