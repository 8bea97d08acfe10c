import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { HotSearchWord } from '../entities/index.js';
import { HotSearchWordSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'hotsearchs',
  name: 'Hot Searchs',
  description: '热搜词',
  serializers: HotSearchWordSerializer,
  authentication: [],
  permissions: [AllowAny],
  ordering: ['-position'],
  cache: { tags: [CATALOGUE_TAGS.home] },
})
export class HotSearchWordController extends ReadOnlyViewSet(HotSearchWord) {}
