import { Text, View } from '@tarojs/components'
import { Icon } from './icon'

export interface Comparison {
  label: string
  applicant: string
  roster: string
  verdict: 'same' | 'different' | 'uncompared'
}

/** What the applicant wrote beside what the roster says; characters that differ are underlined. */
export const CompareTable = ({ rows }: { rows: Comparison[] }) => (
  <View>
    <View className="cmp cmp--head">
      <View className="cmp__k" />
      <View className="cmp__a">申请人填的</View>
      <View className="cmp__b">名册</View>
      <View className="cmp__r" />
    </View>
    {rows.map(row => (
      <View key={row.label} className={`cmp ${row.verdict === 'different' ? 'cmp--diff' : ''}`}>
        <View className="cmp__k">{row.label}</View>
        <View className="cmp__a">
          <Marked text={row.applicant} other={row.verdict === 'different' ? row.roster : row.applicant} />
        </View>
        <View className="cmp__b">
          <Marked text={row.roster} other={row.verdict === 'different' ? row.applicant : row.roster} />
        </View>
        <View className="cmp__r">
          <Verdict verdict={row.verdict} />
        </View>
      </View>
    ))}
  </View>
)

/** Compares place by place; a masked place (*) says nothing. */
function Marked({ text, other }: { text: string; other: string }) {
  const others = [...other]
  const isDifferent = (character: string, index: number) =>
    character !== '*' && others[index] !== '*' && character !== others[index]
  return (
    <>
      {[...text].map((character, index) => (
        <Text key={index} className={isDifferent(character, index) ? 'mark' : ''}>
          {character}
        </Text>
      ))}
    </>
  )
}

function Verdict({ verdict }: { verdict: Comparison['verdict'] }) {
  if (verdict === 'different') return <View className="cmp__no">不一致</View>
  if (verdict === 'uncompared') return <View className="min">不比对</View>
  return (
    <View className="row g-1 cmp__yes">
      <Icon name="check" size="xs" />
      一致
    </View>
  )
}
