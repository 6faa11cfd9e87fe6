import { View } from '@tarojs/components'
import { ChipGroup, type Option } from '@/components/chip'
import { Field } from '@/components/field'
import { Input } from '@/components/input'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { fieldId, type Person, type Relation } from './form'
import { PhoneField } from './phone-field'
import type { Registering } from './use-register'
import { MAX_NAME, RESIDENT_ROLES } from '../../../../cloudfunctions/shared/limits'

const RELATIONS: Option<Relation>[] = RESIDENT_ROLES.map(value => ({
  value,
  text: RELATION_NAMES[value],
}))

const nameHint = (relation: Person['relation']): string =>
  relation === 'family' || relation === 'tenant' ? '写您自己的名字，管家会请业主确认' : '和购房合同上的一致'

interface PersonFieldsProps {
  person: Person
  onChange: (part: Partial<Person>) => void
  phoneCode: string
  onPhoneCode: (code: string) => void
  registering: Registering
}

/** Relation, name and phone: the same in a first application and in one sent back. */
export function PersonFields({ person, onChange, phoneCode, onPhoneCode, registering }: PersonFieldsProps) {
  const { errors, focus, forgive } = registering
  const change = (part: Partial<Person>) => {
    onChange(part)
    forgive(Object.keys(part))
  }
  return (
    <View>
      <Field id={fieldId('relation')} label="您是这套房的">
        <ChipGroup
          layout="fill"
          label="您是这套房的"
          options={RELATIONS}
          value={person.relation || undefined}
          onChange={relation => change({ relation })}
          error={errors.relation}
        />
      </Field>
      <Field id={fieldId('name')} label="姓名" hint={nameHint(person.relation)} error={errors.name}>
        <Input
          label="姓名"
          value={person.name}
          onChange={name => change({ name })}
          maxLength={MAX_NAME}
          placeholder="如 林静仪"
          error={errors.name}
          isFocused={focus === 'name'}
        />
      </Field>
      <PhoneField
        phone={person.phone}
        onPhone={phone => change({ phone })}
        code={phoneCode}
        onCode={code => {
          onPhoneCode(code)
          forgive(['phone'])
        }}
        error={errors.phone}
        isFocused={focus === 'phone'}
      />
    </View>
  )
}
