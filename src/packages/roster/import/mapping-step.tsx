import { View } from '@tarojs/components'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FieldError } from '@/components/field'
import { Icon } from '@/components/icon'
import { Link } from '@/components/link'
import { Page } from '@/components/page'
import { Refusal } from '@/components/refusal'
import { Section } from '@/components/section'
import { Select } from '@/components/select'
import { Steps } from '@/components/steps'
import { call } from '@/lib/call'
import { count, fileSize } from '@/lib/format'
import { goBack } from '@/lib/navigation'
import { useAction } from '@/lib/use-action'
import { useDraft } from '@/lib/use-draft'
import { STEP_NAMES, type RosterView } from './words'

type Column = RosterView['columns'][number]
/** Column index → field; null is 不导入. Only what the person has chosen. */
type Mapping = Record<string, string | null>

const NOT_IMPORTED = 'none'

interface MappingStepProps {
  roster: RosterView
  onChange: (roster: RosterView) => void
}

/** Which column is what (design 17b). */
export function MappingStep({ roster, onChange }: MappingStepProps) {
  const { draft, change, clear } = useDraft<{ mapping: Mapping }>(`roster.${roster.id}`, { mapping: {} })
  const { mapping } = draft
  const preview = useAction(async () => {
    const next = await call('roster', 'preview', { id: roster.id, mapping })
    // the import knows the choices now
    clear()
    onChange(next)
  })
  const open = roster.columns.filter(column => !column.isRecognised && !(column.index in mapping))
  const isTouched = Object.keys(mapping).length > 0
  const choose = (index: number, field: string) => {
    preview.reset()
    change(old => ({ mapping: { ...old.mapping, [index]: field === NOT_IMPORTED ? null : field } }))
  }
  const recognised = roster.columns.filter(({ isRecognised }) => isRecognised).length
  return (
    <Page
      title="名册导入"
      foot={
        <BottomBar hint={open.length > 0 ? `还有 ${open.length} 列没对应` : undefined}>
          <Button kind="line" size="lg" onTap={goBack}>
            上一步
          </Button>
          <Button
            size="lg"
            isGrow
            className="roster__preview"
            loadingText="正在比对"
            isDisabled={open.length > 0}
            onTap={preview.run}
          >
            预览结果
          </Button>
        </BottomBar>
      }
    >
      <Card>
        <Steps names={STEP_NAMES} current={1} />
      </Card>
      <FileCard roster={roster} />
      <Section title="文件里的列，对应到" extra={`${roster.columns.length} 列，认出 ${recognised} 列`}>
        <Card kind="list">
          {roster.columns.map((column, position) => (
            <ColumnRow
              key={column.index}
              column={column}
              fields={roster.fields}
              chosen={valueOf(column, mapping)}
              isFirst={position === 0}
              onChoose={field => choose(column.index, field)}
            />
          ))}
        </Card>
        <FieldError text={problemOf(open, isTouched ? [] : roster.missing)} />
      </Section>
      <Refusal error={preview.error} />
    </Page>
  )
}

function valueOf({ index, field, isRecognised }: Column, mapping: Mapping): string | undefined {
  if (index in mapping) return mapping[index] ?? NOT_IMPORTED
  if (field) return field
  return isRecognised ? NOT_IMPORTED : undefined
}

const nameOf = ({ title, index }: Column): string => title || `第 ${index + 1} 列`

function problemOf(open: Column[], missing: string[]): string | undefined {
  if (open.length > 0)
    return `${open.map(column => `“${nameOf(column)}”`).join('、')}认不出，请选它是什么，或选“不导入”`
  return missing.length > 0 ? missing.join('；') : undefined
}

const FileCard = ({ roster }: { roster: RosterView }) => (
  <Card isNext>
    <View className="row g-3">
      <View className="file-icon">
        <Icon name="file-spreadsheet" />
      </View>
      <View className="grow">
        <View className="tx medium clip">{roster.fileName}</View>
        <View className="cap">
          {`${count(roster.totalRows)} 行，${roster.columns.length} 列，${fileSize(roster.fileBytes)}`}
        </View>
      </View>
      <Link onTap={goBack}>换文件</Link>
    </View>
  </Card>
)

interface ColumnRowProps {
  column: Column
  fields: RosterView['fields']
  chosen: string | undefined
  isFirst: boolean
  onChoose: (field: string) => void
}

function ColumnRow({ column, fields, chosen, isFirst, onChoose }: ColumnRowProps) {
  const options = [
    ...fields.map(({ field, label, isRequired }) => ({
      value: field,
      text: isRequired ? `${label} *` : label,
    })),
    { value: NOT_IMPORTED, text: '不导入' },
  ]
  return (
    <View className={`mapr ${isFirst ? 'mapr--first' : ''}`}>
      <View className="mapr__a">
        <View className="tx medium clip">{nameOf(column)}</View>
        <View className="min clip">{column.sample ? `例：${column.sample}` : '没有内容'}</View>
      </View>
      <Icon name="arrow-right" size="xs" className="ink-3 fix" />
      <View className="mapr__b">
        <Select
          label={`“${nameOf(column)}”是什么`}
          options={options}
          value={chosen}
          isError={chosen === undefined}
          onChange={onChoose}
        />
      </View>
    </View>
  )
}
