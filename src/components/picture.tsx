import { Image } from '@tarojs/components'
import { isH5 } from '@/lib/platform'

interface PictureProps {
  src: string
  className?: string
  /** read out; without it the element around the picture says what it is */
  label?: string
  onError?: () => void
}

/** A photo that fills its box. */
export const Picture = ({ src, className, label = '', onError }: PictureProps) => (
  <Image
    src={src}
    className={className}
    mode="aspectFill"
    onError={onError}
    {...(isH5 ? { nativeProps: { alt: label } } : { ariaLabel: label })}
  />
)
