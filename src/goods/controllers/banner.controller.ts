import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { Banner } from '../entities/index.js';
import { BannerSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'banners',
  name: 'Banner',
  description: '首页轮播图',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('The pictures that take turns on the start page', '首页轮播图'),
    retrieve: bilingual('One banner', '一张轮播图'),
  },
  serializers: BannerSerializer,
  authentication: [],
  permissions: [AllowAny],
  ordering: ['position'],
  cache: { tags: [CATALOGUE_TAGS.home] },
})
export class BannerController extends ReadOnlyViewSet(Banner) {}
