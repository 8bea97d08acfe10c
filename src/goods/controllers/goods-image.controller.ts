import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { GoodsImage } from '../entities/index.js';
import { GoodsImageSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'goodsimages',
  name: 'Goods Image',
  description: '商品轮播图',
  serializers: GoodsImageSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [CATALOGUE_TAGS.goods] },
})
export class GoodsImageController extends ReadOnlyViewSet(GoodsImage) {}
