export default definePageConfig({
  navigationBarTitleText: '我的工单',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
