import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ListModel, RetrieveModel, ViewSet } from '../../rest/index.js';
import { AREA_TAGS } from '../area-tags.js';
import { AreaSerializer, AreaWithSubsSerializer } from '../areas.serializers.js';
import { PresentAreas } from './present-areas.js';

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
export class AreasController extends RetrieveModel(ListModel(PresentAreas)) {}
