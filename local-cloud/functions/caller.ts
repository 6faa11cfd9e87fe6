/** Who calls a function, as the platform would tell it. */
export type Caller = { openid: string; source?: string } | { openid?: undefined; source: string }

export const APP_ID = 'wx0000000000local0'

/** The environment variables by which the SDK's `getWXContext()` and the function know the caller. */
export function callerEnv(caller: Caller): Record<string, string> {
  if (caller.source === 'timer' || caller.source === 'wx_trigger')
    return { TCB_SOURCE: 'wx_trigger', TRIGGER_SRC: 'timer', WX_CONTEXT_KEYS: '' }
  if (!caller.openid) return { TCB_SOURCE: caller.source ?? '', WX_CONTEXT_KEYS: '' }
  return {
    TCB_SOURCE: caller.source ?? 'wx_client',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_CLIENTIP',
    WX_OPENID: caller.openid,
    WX_APPID: APP_ID,
    WX_CLIENTIP: '127.0.0.1',
  }
}

/** The caller of a function that another function calls: the chain of sources grows, the person stays. */
export function viaFunction(caller: Caller): Caller {
  const { TCB_SOURCE: source } = callerEnv(caller)
  return { ...caller, source: source ? `${source},scf` : 'scf' } as Caller
}
