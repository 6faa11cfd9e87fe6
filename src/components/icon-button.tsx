import { Icon, type IconName } from './icon'
import { Tap } from './tap'

interface IconButtonProps {
  icon: IconName
  /** always read out: 给周建国打电话 */
  label: string
  kind?: 'soft' | 'plain' | 'solid'
  /** 52 high, next to large buttons */
  isSquare?: boolean
  onTap?: () => void
}

export function IconButton({ icon, label, kind = 'soft', isSquare, onTap }: IconButtonProps) {
  const classes = `iconbtn ${kind === 'soft' ? '' : `iconbtn--${kind}`} ${isSquare ? 'iconbtn--square' : ''}`
  return (
    <Tap className={classes} label={label} onTap={onTap}>
      <Icon name={icon} />
    </Tap>
  )
}
