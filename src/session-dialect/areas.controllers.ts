import { AREA_TAGS } from '../areas/area-tags.js';
import { AreaSerializer, AreaWithSubsSerializer } from '../areas/areas.serializers.js';
import { PresentAreas } from '../areas/meiduo/present-areas.js';
import { bilingual } from '../languages.js';
import {
  Action,
  ListModel,
  objectSchema,
  RetrieveModel,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { PUBLIC } from './dialect.js';

@ViewSet({
  ...PUBLIC,
  path: 'areas',
  name: 'Area',
  serializers: { list: AreaSerializer, retrieve: AreaWithSubsSerializer },
  cache: { tags: [AREA_TAGS.areas] },
})
export class SessionAreasController extends RetrieveModel(ListModel(PresentAreas)) {
  @Action({
    summary: bilingual('The provinces', '省级行政区'),
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: objectSchema({ province_list: { type: 'array', items: AreaSerializer } }),
    },
  })
  override async list(request: RestRequest) {
    return { province_list: await super.list(request) };
  }

  @Action({
    path: ':pk',
    summary: bilingual('One area with those right below it', '一个区域及其下级区域'),
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: objectSchema({ sub_data: AreaWithSubsSerializer }),
    },
  })
  override async retrieve(request: RestRequest) {
    return { sub_data: await super.retrieve(request) };
  }
}
