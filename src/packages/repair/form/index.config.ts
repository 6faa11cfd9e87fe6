export default definePageConfig({
  navigationBarTitleText: '报修',
  enablePageMeta: true,
})
