export default definePageConfig({
  navigationBarTitleText: '工单详情',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
