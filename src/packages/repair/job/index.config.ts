export default definePageConfig({
  navigationBarTitleText: '工单处理',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
