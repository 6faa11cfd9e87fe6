export default definePageConfig({
  navigationBarTitleText: '绑定房屋',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
