import type { Cloud } from '../../local-cloud/cloud'
import { folder, sdkFor, start, type Sdk } from './support'

// The values of template fields that WeChat takes and refuses: 订阅消息参数值内容限制说明.

const own = folder()
let cloud: Cloud
let sdk: Sdk
beforeAll(async () => {
  cloud = await start(own)
  sdk = sdkFor(cloud)
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

async function send(name: string, value: unknown): Promise<unknown> {
  await cloud.grantSubscription('o-anna', 't', 1)
  return sdk.openapi.subscribeMessage!.send!({
    touser: 'o-anna',
    templateId: 't',
    data: { [name]: { value } },
  })
}

test.each<[string, unknown[]]>([
  ['thing1', ['字'.repeat(20), '😀'.repeat(20), 'A座 3-201']],
  ['number01', [12, '12', '-5', '1.5', '1'.repeat(32)]],
  ['letter1', ['a'.repeat(32)]],
  ['symbol1', ['#$%^&', '！', '→']],
  ['character_string1', ['WX-20260301-0007']],
  ['time1', ['15:01', '3:05', '15:01:30', '2026年03月01日 15:01', '2019年10月1日', '15:01~16:00']],
  ['time1', ['2026-03-01 09:00~11:00', '2026年3月1日 09:00 ~ 2026年3月2日 09:00']],
  ['date1', ['2026年3月1日', '2019-10-01', '2019/10/01', '2019.10.01', '2019年10月1日 15:01']],
  [
    'date1',
    ['2019年10月', '10月1日', '2018-01', '01-01', '02-29', '2024-02-29', '2019年10月1日~2019年10月7日'],
  ],
  ['amount1', ['¥128.50', '128.5元', '1234567890']],
  ['phone_number1', ['13812345678', '+86-0766-66888866']],
  ['car_number1', ['浙A·12345', '粤A8Z888挂', '粤AD12345']],
  ['name1', ['欧阳娜娜娜', '一'.repeat(10), 'a'.repeat(20), 'Anna-Lena O.', '阿卜杜·克里木', '小A']],
  ['phrase1', ['待处理']],
  ['enum1', ['PAID']],
])('%s may be each of %j', async (name, values) => {
  for (const value of values) await expect(send(name, value)).resolves.toMatchObject({ errCode: 0 })
})

test.each<[string, unknown[]]>([
  ['thing1', ['字'.repeat(21), '', ' ', 'a\nb', 'a\tb', 'a\u2028b', null, {}, true]],
  ['number1', ['1.', 'abc', '１２', '1e5', '1,000', '1'.repeat(33)]],
  ['letter1', ['a1', '中', 'a'.repeat(33)]],
  ['symbol1', ['######', 'abc', '中文', '1']],
  ['character_string1', ['单号', 'a'.repeat(33)]],
  [
    'time1',
    ['25:00', '15:60', '~', '15:01~', '~15:01', '1:00~2:00~3:00', '15：01', '明天', '2019年10-1 15:01'],
  ],
  ['time1', ['2019年13月41日 15:01', '2019年2月30日 15:01']],
  [
    'date1',
    ['2019-13-01', '2019-02-30', '2023-02-29', '2019-00-00', '2019-10-01日', '2019年10-1', '2019.10/01'],
  ],
  ['date1', ['20191001', '明天', '15:01', '10月', '2019年', '2019-10-01~']],
  ['amount1', ['一百元', '12345678901', '元', '1,000', '-5']],
  ['phone_number1', ['中', 'abc', '1'.repeat(18)]],
  ['car_number1', ['!!!!', '中文中文', '粤A8Z888挂挂']],
  ['name1', ['123', '一'.repeat(11), 'a'.repeat(21), `${'a'.repeat(10)}中`]],
  ['phrase1', ['正在处理中了', 'ab', '一二，']],
  // no template has such a field
  ...['thin1', 'foo', 'thing', 'constructor'].map<[string, unknown[]]>(n => [n, ['x']]),
])('%s may be none of %j', async (name, values) => {
  for (const value of values)
    await expect(send(name, value)).rejects.toMatchObject({
      errCode: 47003,
      errMsg: expect.stringContaining(`data.${name}.value`) as string,
    })
})
