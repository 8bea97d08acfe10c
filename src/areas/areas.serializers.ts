import { field, many, serializer } from '../rest/index.js';
import { Area } from './entities/index.js';

/** An area by itself. */
export const AreaSerializer = serializer(Area, 'Area', {
  id: field(),
  name: field(),
});

/** An area with what it consists of. */
export const AreaWithSubsSerializer = serializer(Area, 'AreaWithSubs', {
  id: field(),
  name: field(),
  subs: many(AreaSerializer, 'children'),
});
