import { Text, View } from '@tarojs/components'
import { moneyParts } from '@/lib/format'

interface MoneyProps {
  amountFen: number
  size?: 'lg' | 'md' | 'sm'
}

/** An amount whose sign and decimals step down. */
export function Money({ amountFen, size = 'sm' }: MoneyProps) {
  const { sign, yuan, fen } = moneyParts(amountFen)
  return (
    <View className={`money money--${size}`}>
      <Text className="money__cur">{`${sign}¥`}</Text>
      {yuan}
      <Text className="money__dec">{`.${fen}`}</Text>
    </View>
  )
}
