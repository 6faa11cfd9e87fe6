type FieldFacts = {
  /** as the mapping screen names it (design 17b) */
  label: string
  isRequired?: true
  /** several columns may feed it: 联系电话1, 联系电话2 */
  isMany?: true
  /** titles property companies use, cleaned by `cleanTitle`; of two columns the one named earlier here wins */
  titles: readonly string[]
}

const list = (words: string) => words.split(' ')

/** Everything a roster can tell about a home. `home` is building, unit and number written in one cell. */
export const FIELDS = {
  building: {
    label: '楼栋',
    isRequired: true,
    titles: list('楼栋 楼栋号 楼号 栋号 幢号 幢 栋 楼幢 楼宇 楼座 座号 楼 号楼 楼栋名称 楼宇名称 楼栋编号'),
  },
  unit: { label: '单元', titles: list('单元 单元号 单元名称 单元编号 门栋 梯号') },
  number: {
    label: '房号',
    isRequired: true,
    titles: list('房号 门牌号 门牌 室号 房间号 房间 房屋号 户室号 房室号 门号 室 房间编号'),
  },
  home: {
    label: '楼栋单元房号（一列）',
    titles: list(
      '楼栋单元房号 房屋 房产 房屋地址 房产地址 房屋编号 房屋名称 房产名称 房屋信息 房间名称 资源名称 房屋坐落 坐落 地址 住址',
    ),
  },
  owner: {
    label: '业主姓名',
    isRequired: true,
    titles: list(
      '业主姓名 业主 产权人 产权人姓名 户主 户主姓名 业主名称 业主及产权人 权利人 所有权人 房主 房主姓名 客户姓名 客户名称 姓名',
    ),
  },
  phone: {
    label: '手机号',
    isMany: true,
    titles: list(
      '手机号 手机号码 手机 业主手机 业主手机号 业主电话 联系电话 联系手机 移动电话 预留手机号 预留电话 联系方式 联系号码 电话号码 电话',
    ),
  },
  area: {
    label: '计费面积',
    titles: list('计费面积 收费面积 物业费面积 建筑面积 建面 产权面积 房屋面积 房产面积 面积'),
  },
  idNumber: {
    label: '身份证号',
    isMany: true,
    titles: list('身份证号 身份证号码 身份证 业主身份证号 业主身份证 公民身份号码 证件号码 证件号'),
  },
  moveInDate: {
    label: '入住日期',
    titles: list('交房日期 交付日期 交付日 收房日期 收楼日期 交楼日期 接房日期 交房时间 入住日期 入住时间'),
  },
  occupancy: {
    label: '入住状态',
    titles: list('入住状态 居住状态 房屋状态 使用状态 入住情况 居住情况 状态'),
  },
  parking: {
    label: '车位号',
    isMany: true,
    titles: list('车位号 车位 停车位 停车位号 车位编号 产权车位 车库号'),
  },
  plate: { label: '车牌', isMany: true, titles: list('车牌 车牌号 车牌号码 车辆号牌 车辆牌照 车号') },
  emergency: {
    label: '紧急联系人',
    titles: list(
      '紧急联系人及电话 紧急联系人 紧急联系人和电话 紧急联系人姓名 紧急联系人姓名及电话 应急联系人',
    ),
  },
  emergencyPhone: {
    label: '紧急联系电话',
    titles: list(
      '紧急联系电话 紧急联系人电话 紧急联系人手机 紧急联系人手机号 紧急联系人联系电话 紧急联系方式 紧急电话',
    ),
  },
  note: { label: '备注', isMany: true, titles: list('备注 备注信息 备注说明 说明') },
} as const satisfies Record<string, FieldFacts>

export type Field = keyof typeof FIELDS

export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[]

export const factsOf = (field: Field): FieldFacts => FIELDS[field]
