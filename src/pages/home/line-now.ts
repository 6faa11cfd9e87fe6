import type { Community } from '@/lib/session'

/** Who answers the phone now: the butler in hours, else the line that never closes. */
export function lineNow({ desk, hotline }: Community) {
  return desk.isOpen
    ? { name: `管家${desk.name}`, phone: desk.phone, isDesk: true }
    : { name: '24 小时热线', phone: hotline, isDesk: false }
}
