import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { HotSearchWord } from '../entities/index.js';
import { HotSearchWordSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'hotsearchs',
  name: 'Hot Searchs',
  description: '热搜词',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('Words often searched for, to suggest', '热搜词，用于搜索提示'),
    retrieve: bilingual('One hot search word', '一个热搜词'),
  },
  serializers: HotSearchWordSerializer,
  authentication: [],
  permissions: [AllowAny],
  ordering: ['-position'],
  cache: { tags: [CATALOGUE_TAGS.home] },
})
export class HotSearchWordController extends ReadOnlyViewSet(HotSearchWord) {}
