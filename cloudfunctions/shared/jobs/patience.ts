/** Waits for work, but no longer than this; what goes on after that is not waited for. @returns `late` then */
export async function atMost<Result, Late>(
  ms: number,
  work: Promise<Result>,
  late: Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<Late>(resolve => {
    timer = setTimeout(resolve, ms, late)
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}
