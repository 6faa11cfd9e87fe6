import { useRouter } from '@tarojs/taro'

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    // not encoded by us, such as a lone % typed into the address
    return value
  }
}

/** What the page's address asks for. Neither WeChat nor Taro decodes it; ids hold colons and Chinese. */
export function useParams(): Partial<Record<string, string>> {
  const { params } = useRouter()
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value && decoded(value)]))
}
