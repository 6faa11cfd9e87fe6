export const ENV_ID = 'heju-local'

/**
 * What makes an unmodified wx-server-sdk talk to the local cloud. Without the runtime's own variables the SDK
 * would look for a metadata server before every call.
 */
export function sdkEnv(endpoint: string, envId = ENV_ID): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: endpoint }),
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    SILENCE: 'true',
  }
}
