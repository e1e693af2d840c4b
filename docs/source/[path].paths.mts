import { sourcePages } from '../.vitepress/sources.mts'

export default { paths: sourcePages }
