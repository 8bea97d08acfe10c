import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { GoodsImage } from '../entities/index.js';
import { GoodsImageSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'goodsimages',
  name: 'Goods Image',
  description: '商品轮播图',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('All pictures of all goods', '全部商品图片'),
    retrieve: bilingual('One picture of an article', '一张商品图片'),
  },
  serializers: GoodsImageSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [CATALOGUE_TAGS.goods] },
})
export class GoodsImageController extends ReadOnlyViewSet(GoodsImage) {}
