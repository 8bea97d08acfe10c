import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { Brand } from '../entities/index.js';
import { BrandSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'brands',
  name: 'Brand',
  description: '品牌',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('The brands that are sold', '在售品牌'),
    retrieve: bilingual('One brand', '一个品牌'),
  },
  serializers: BrandSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [CATALOGUE_TAGS.home] },
})
export class BrandController extends ReadOnlyViewSet(Brand) {}
