import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet, type RestRequest } from '../rest/index.js';
import { AREA_TAGS } from './area-tags.js';
import { AreaSerializer, AreaWithSubsSerializer } from './areas.serializers.js';
import { Area } from './entities/index.js';

@ViewSet({
  path: 'areas',
  name: 'Area',
  description: '省、市、区县',
  group: GROUPS.meiduoAddresses,
  summaries: {
    list: bilingual('The provinces', '省级行政区'),
    retrieve: bilingual('One area with those right below it', '一个区域及其下级区域'),
  },
  serializers: { list: AreaSerializer, retrieve: AreaWithSubsSerializer },
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [AREA_TAGS.areas] },
})
export class AreasController extends ReadOnlyViewSet(Area) {
  /** The list has the provinces only; any present area can be looked up. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    query.where(`${query.alias}.isCurrent = :isCurrent`, { isCurrent: true });
    return request.action === 'list' ? query.andWhere(`${query.alias}.parentId IS NULL`) : query;
  }
}
