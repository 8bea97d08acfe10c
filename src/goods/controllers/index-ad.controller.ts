import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { IndexAd } from '../entities/index.js';
import { IndexAdSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'indexads',
  name: 'Index Ad',
  description: '首页系列广告',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('Goods advertised on the start page, by category', '首页各分类的广告商品'),
    retrieve: bilingual('One advertisement', '一条首页广告'),
  },
  serializers: IndexAdSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [CATALOGUE_TAGS.home] },
})
export class IndexAdController extends ReadOnlyViewSet(IndexAd) {}
