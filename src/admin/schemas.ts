import { bilingual } from '../languages.js';
import { named, objectSchema } from '../rest/index.js';

/** An object of any resource: what it has is told by the description of the back office. */
export const ANY_OBJECT = named('AdminObject', {
  type: 'object',
  required: ['id', '_label'],
  properties: { id: { type: 'integer' }, _label: { type: 'string' } },
  additionalProperties: true,
});

/** A page of rows of any resource. */
export const ANY_PAGE = named('AdminPage', {
  type: 'object',
  required: ['count', 'next', 'previous', 'results'],
  properties: {
    count: { type: 'integer' },
    count_is_exact: { type: 'boolean' },
    next: { type: ['string', 'null'] },
    previous: { type: ['string', 'null'] },
    results: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
});

/** What nothing more is told about. */
export const ANYTHING = { type: 'object', additionalProperties: true };

export const answer = (en: string, zhHans: string, schema: object = ANYTHING) => ({
  description: bilingual(en, zhHans),
  schema: schema as Record<string, unknown>,
});

const detail = { type: 'string' };

export const STALE = {
  412: {
    description: bilingual(
      'Somebody else has changed the object; `current` is what it is now.',
      '其他人已修改该对象；`current` 为其当前内容。',
    ),
    schema: named('ChangedMeanwhile', objectSchema({ detail, current: ANYTHING })),
  },
};

/** Rows that depend on an object. */
export const DEPENDANT = named(
  'Dependant',
  objectSchema({
    resource: { type: ['string', 'null'] },
    label: { type: 'string' },
    count: { type: 'integer' },
    examples: { type: 'array', items: { type: 'string' } },
  }),
);

export const PROTECTED = {
  409: {
    description: bilingual('Other rows keep it from being deleted.', '有其他内容依赖，无法删除。'),
    schema: named(
      'ProtectedObject',
      objectSchema({
        detail,
        protected: { type: 'array', items: ANYTHING },
      }),
    ),
  },
};

/** Dates with the number of rows. */
export const DATES = {
  type: 'array',
  items: objectSchema({ date: { type: 'string' }, count: { type: ['integer', 'null'] } }),
};

/** Errors by field; those of rows inside of the object by row and field. */
export const COMPLAINTS = named('AdminComplaints', { type: 'object', additionalProperties: true });
