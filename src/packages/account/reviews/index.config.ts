export default definePageConfig({
  navigationBarTitleText: '登记审核',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
