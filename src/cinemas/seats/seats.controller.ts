import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  AllowAny,
  EventStream,
  matchesETag,
  NotFound,
  objectSchema,
  Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { SeatEvents } from './seat-events.js';
import { SeatStates } from './seat-states.js';

const ids = { type: 'array', items: { type: 'integer' } };
const pk = { pk: { type: 'integer' } };

@ViewSet({
  path: 'screenings',
  name: 'Seats',
  description: '场次座位',
  group: GROUPS.cinemas,
  authentication: USER_AUTHENTICATION,
  permissions: [AllowAny],
  listed: false,
})
export class SeatsController {
  constructor(
    private readonly states: SeatStates,
    private readonly events: SeatEvents,
  ) {}

  @Action({
    path: ':pk/seats',
    summary: bilingual('Which seats of a screening are taken', '场次座位状态'),
    description: bilingual(
      'Seats that are named nowhere are free. 304 as long as nothing has changed.',
      '未列出的座位可售。未变化时返回 304。',
    ),
    params: pk,
    answer: {
      description: 'OK.',
      schema: objectSchema({
        screening: { type: 'integer' },
        version: { type: 'integer' },
        layout: {
          type: 'integer',
          description: bilingual(
            'The version of the hall’s layout that these seats are of: `/halls/:id/seats/?version=`.',
            '该场次使用的座位图版本：`/halls/:id/seats/?version=`。',
          ),
        },
        on_sale: { type: 'boolean' },
        sold: ids,
        locked: ids,
        blocked: ids,
        mine: ids,
        prices: {
          type: 'object',
          additionalProperties: objectSchema({
            price: { type: 'number' },
            fee: { type: 'number' },
          }),
        },
      }),
    },
    answers: { 304: { description: 'Nothing has changed.' } },
  })
  async seats(request: RestRequest): Promise<Response> {
    const { params, user, raw } = request;
    const state = await this.states.of(keyOf(params.pk), user?.id ?? null);
    if (!state) throw new NotFound();
    const headers = { ETag: state.etag, 'Cache-Control': 'private, no-cache' };
    if (matchesETag(raw.headers['if-none-match'], state.etag)) {
      return new Response(undefined, 304, headers);
    }
    return new Response(state.body(), 200, headers);
  }

  @Action({
    path: ':pk/seats/events',
    summary: bilingual('Seats as they change', '座位变化推送'),
    description: bilingual(
      'First `state` (or, after `Last-Event-ID`, what was missed), then `change` for every change.',
      '先推送 `state`（带 `Last-Event-ID` 时补发遗漏的变化），之后每次变化推送 `change`。',
    ),
    params: pk,
    stream: true,
    answer: {
      description: 'Events until the client leaves.',
      contentType: 'text/event-stream',
      schema: { type: 'string' },
    },
  })
  async changes({ params }: RestRequest): Promise<EventStream> {
    const id = keyOf(params.pk);
    if (!(await this.states.of(id, null))) throw new NotFound();
    return this.events.of(id);
  }
}

/** @throws NotFound for what cannot be a key */
function keyOf(text = ''): number {
  if (!/^\d{1,9}$/.test(text)) throw new NotFound();
  return Number(text);
}
