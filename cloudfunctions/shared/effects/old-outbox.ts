type Row = Record<string, unknown>

/** Topics of release 1 that were written to somebody for work. */
const WORK = new Set(['review', 'job', 'dispatch', 'roster'])

function recipientOf1(row: Row): Row {
  const to = row.to as { personId?: string; role?: string }
  if (to.role) return { staff: to.role, orElse: 'manager' }
  const isWork = WORK.has(String(row.topic))
  const person = { person: to.personId, ground: { kind: isWork ? 'post' : 'self' } }
  return row.topic === 'job' ? { ...person, orElse: 'desk' } : person
}

function rowOf1(row: Row): Row {
  if (row.kind === 'message') return { ...row, to: recipientOf1(row), lane: 'normal' }
  const { personId, as } = row.actor as Row
  return { ...row, actor: { personId, as } }
}

/** The waiting rows of a document of release 1: recipients with openids, no lanes, names in the audit. */
export function migrateOutbox(row: Row): Row {
  const outbox = ((row.outbox as Row[] | undefined) ?? []).map(rowOf1)
  return { ...row, outbox, outboxAt: row.outboxAt ?? null, outboxLane: outbox.length ? 1 : null }
}
