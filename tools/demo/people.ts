import type { Skill } from '../../cloudfunctions/shared/people/people'
import type { StaffRole } from '../../cloudfunctions/shared/call/roles'

// Who plays in the demo. Residents and rooms are those of the roster file; staff are invented.

export const COMMUNITY = {
  id: 'yunqili',
  name: '云栖里',
  hotline: '0571-8666 2400',
  desk: { name: '陈思雨', phone: '0571-8666 2401', from: '08:00', to: '20:00' },
}

export interface DemoStaff {
  openid: string
  name: string
  phone: string
  title: string
  roles: StaffRole[]
  skills: Skill[]
  buildings: string[]
  duty: { from: string; to: string }
  since: string
}

// technicians are on duty at any hour, so that the demo is the same whenever it is started
const ALL_DAY = { from: '00:00', to: '24:00' }

export const STAFF: DemoStaff[] = [
  {
    openid: 'demo-desk-chen',
    name: '陈思雨',
    phone: '13800010001',
    title: '服务台管家',
    roles: ['desk'],
    skills: [],
    buildings: [],
    duty: { from: '08:00', to: '20:00' },
    since: '2021-03',
  },
  {
    openid: 'demo-tech-zhou',
    name: '周建国',
    phone: '13800010002',
    title: '水电高级技师',
    roles: ['technician'],
    skills: ['plumbing', 'electric'],
    buildings: ['1', '2', '3'],
    duty: ALL_DAY,
    since: '2020-06',
  },
  {
    openid: 'demo-tech-li',
    name: '李伟',
    phone: '13800010003',
    title: '综合维修技师',
    roles: ['technician'],
    skills: ['general', 'electric', 'masonry', 'public'],
    buildings: ['5', '6'],
    duty: ALL_DAY,
    since: '2022-09',
  },
  {
    openid: 'demo-tech-wang',
    name: '王海波',
    phone: '13800010004',
    title: '门锁门禁技师',
    roles: ['technician'],
    skills: ['hardware', 'network'],
    buildings: ['1', '3', '5'],
    duty: ALL_DAY,
    since: '2019-11',
  },
  {
    openid: 'demo-tech-sun',
    name: '孙志强',
    phone: '13800010005',
    title: '暖通技师',
    roles: ['technician'],
    skills: ['hvac'],
    buildings: ['6', '别墅'],
    duty: ALL_DAY,
    since: '2023-02',
  },
  {
    openid: 'demo-manager-shen',
    name: '沈国平',
    phone: '13800010006',
    title: '项目经理',
    roles: ['manager', 'supervisor'],
    skills: [],
    buildings: [],
    duty: { from: '08:30', to: '18:00' },
    since: '2018-05',
  },
]

export interface DemoHome {
  /** building-unit-number, as in the roster */
  room: string
  relation: 'owner' | 'family' | 'tenant'
  name: string
  phone: string
}

export interface DemoResident {
  openid: string
  name: string
  note: string
  homes: DemoHome[]
}

const owner = (room: string, name: string, phone: string): DemoHome => ({
  room,
  relation: 'owner',
  name,
  phone,
})

export const RESIDENTS: DemoResident[] = [
  {
    openid: 'demo-owner-shen',
    name: '沈梓萱',
    note: '业主，3 栋 2 单元 1802',
    homes: [owner('3-2-1802', '沈梓萱', '15095857322')],
  },
  {
    openid: 'demo-owner-zhuge',
    name: '诸葛欣妍',
    note: '业主，独居老人，适合看关怀模式',
    homes: [owner('1-1-201', '诸葛欣妍', '17706806588')],
  },
  {
    openid: 'demo-owner-jin',
    name: '金伟芳',
    note: '业主，两套房',
    homes: [owner('2-1-102', '金伟芳', '15222020530'), owner('6-1-2204', '金伟芳', '15222020530')],
  },
  {
    openid: 'demo-family-zhang',
    name: '张明远',
    note: '家人，登记等待核对',
    homes: [{ room: '3-2-1802', relation: 'family', name: '张明远', phone: '13866204172' }],
  },
  {
    openid: 'demo-owner-gu',
    name: '顾佳',
    note: '业主，姓名写错一字，等待核对',
    homes: [owner('1-1-402', '顾佳', '13591030719')],
  },
  {
    openid: 'demo-new',
    name: '新住户',
    note: '还没登记。可填 1 栋 1 单元 102，司马杰，13922550058',
    homes: [],
  },
]
